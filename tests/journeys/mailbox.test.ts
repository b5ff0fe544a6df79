import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendNotice } from "@/jobs/send-notice";
import { sixDigits } from "@/lib/crypto";
import {
  aVisitor,
  expectAccessible,
  type Language,
  picture,
  withChromium,
  words,
} from "../support/browser";
import { aCodeLetter, anAccountLetter } from "../support/letters";
import { startService } from "../support/service";

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());
withChromium();

async function aLetter() {
  const { notice, email } = await anAccountLetter();
  await sendNotice.run({ noticeId: notice.id });
  return { id: notice.id, email };
}

/** axe cannot look into a frame that runs no scripts: the sheet is looked at by itself. */
async function expectAccessibleAroundTheSheet(page: Page) {
  const source = await page.locator("iframe[title]").getAttribute("src");
  await page.locator("iframe").evaluate((frame) => frame.replaceWith("sheet"));
  await expectAccessible(page);

  const html = await (await fetch(service.url + source)).text();
  const alone = await page.context().newPage();
  await alone.setContent(html);
  await expectAccessible(alone);
  await alone.close();
}

const visits = [
  { language: "zh-TW", scripts: false, width: 390 },
  { language: "zh-TW", scripts: true, width: 1280 },
  { language: "en", scripts: false, width: 1280 },
  { language: "en", scripts: true, width: 390, dark: true },
] as const satisfies { language: Language; scripts: boolean; width: number; dark?: boolean }[];

test("an empty mailbox says how letters come into it", async () => {
  const visitor = await aVisitor(service.url);
  const page = await visitor.newPage();
  await page.goto("/mailbox");
  await expect.poll(() => page.textContent("main")).toContain(words["zh-TW"].mailbox.empty);
  await expectAccessible(page);
  await visitor.close();
});

test.each(visits)("a letter is found, read and followed: %o", async (visit) => {
  const { mailbox } = words[visit.language];
  const { email } = await aLetter();
  const visitor = await aVisitor(service.url, visit);
  const page = await visitor.newPage();
  await page.goto("/mailbox");
  const [newest] = await page.locator(".letters > li").all();
  expect(await newest!.textContent()).toContain(email);
  expect(await page.textContent("main")).toContain(mailbox.notice);
  if (visit.scripts) await expectAccessible(page);
  await picture(page, `mailbox-${visit.language}-${visit.width}`);

  await newest!.getByRole("link").click();
  await page.getByRole("heading", { level: 2, name: mailbox.plain }).waitFor();
  const sheet = page.frameLocator("iframe");
  expect(await sheet.locator("h1").textContent()).toBe("請啟用您的家長帳號");
  expect(await page.textContent("pre")).toContain("/activate/");
  await picture(page, `mailbox-letter-${visit.language}-${visit.width}`);
  if (visit.scripts) await expectAccessibleAroundTheSheet(page);

  await page.getByRole("link", { name: mailbox.follow }).click();
  await page.waitForURL("**/activate/**");
  await visitor.close();
});

test("a code is read where it stands large, and leads nowhere else", async () => {
  const { notice, codeId } = await aCodeLetter();
  await sendNotice.run({ noticeId: notice.id });
  const visitor = await aVisitor(service.url, { scripts: false });
  const page = await visitor.newPage();
  await page.goto(`/mailbox/${notice.id}`);
  const code = sixDigits("email-code", codeId);
  expect(await page.textContent("pre")).toContain(code);
  expect(await page.frameLocator("iframe").locator("main").textContent()).toContain(code);
  expect(await page.getByRole("link", { name: words["zh-TW"].mailbox.follow }).count()).toBe(0);
  await visitor.close();
});

test("a letter's sheet stands alone too, at its own width, and may do nothing", async () => {
  const { id } = await aLetter();
  const visitor = await aVisitor(service.url);
  const page = await visitor.newPage();
  const answer = await page.goto(`/mailbox/${id}/letter`);
  const headers = answer!.headers();
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none';.*sandbox allow-popups/);
  expect(headers["content-security-policy"]).not.toMatch(
    /script-src|allow-scripts|allow-same-origin/,
  );
  expect(headers["cache-control"]).toBe("no-store");
  const band = page.locator(".band").first();
  expect(await band.evaluate((e) => getComputedStyle(e).backgroundColor)).toBe("rgb(11, 85, 99)");
  await visitor.close();
});

test("a letter that is not there is not found, on its page and as a sheet", async () => {
  for (const path of ["00000000-0000-4000-8000-000000000000", "x", "%00"]) {
    for (const sheet of ["", "/letter"]) {
      const { status } = await fetch(`${service.url}/mailbox/${path}${sheet}`);
      expect(status, `${path}${sheet}`).toBe(404);
    }
  }
});
