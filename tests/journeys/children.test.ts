import "../support/database";
import { eq } from "drizzle-orm";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { bindings, sessions } from "@/db/schema";
import { aBinding, aChild, aHolder } from "../support/accounts";
import { aVisitor, expectAccessible, picture, withChromium, words } from "../support/browser";
import { aStudent } from "../support/factories";
import { complaint, fill, heading, look, press, said, ways } from "../support/pages";
import { startService } from "../support/service";

withChromium();
let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test.each(ways)("a parent signs in and out: $language, scripts: $scripts", async (way) => {
  const holder = await aHolder();
  const t = words[way.language].account;
  const visitor = await aVisitor(service.url, way);
  const page = await visitor.newPage();
  const enter = async (typed: string) => {
    await fill(page, "password", typed);
    await press(page, t.signIn.submit);
  };

  await page.goto("/children");
  expect(await heading(page)).toBe(t.signIn.title);
  await look(page, way, "account-sign-in");
  await fill(page, "email", ` ${holder.email.toUpperCase()}`);
  await enter("wrong password 1");
  await complaint(page, t.refusals.not_recognised);
  expect(await page.locator("#password").inputValue()).toBe("");
  await look(page, way, "account-sign-in-refused");
  await enter(holder.password);
  await page.waitForURL("**/children");
  await look(page, way, "account-children-empty");

  await press(page, t.children.signOut);
  await page.waitForURL("**/sign-in/signed-out");
  await look(page, way, "account-signed-out");
  await visitor.close();
});

async function signedIn(given: { width?: number; dark?: boolean } = {}) {
  const holder = await aHolder();
  const visitor = await aVisitor(service.url, given);
  const page = await visitor.newPage();
  await page.goto("/sign-in");
  await page.locator("#email").fill(holder.email);
  await page.locator("#password").fill(holder.password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/children");
  return { holder, visitor, page };
}

const cookiesOf = async (visitor: BrowserContext) =>
  (await visitor.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

test("after signing out, a copy of the cookie opens nothing", async () => {
  const { holder, visitor, page } = await signedIn();
  await aBinding(holder.id, { student: await aChild() });
  const cookie = await cookiesOf(visitor);
  const open = () => fetch(`${service.url}/children`, { headers: { cookie }, redirect: "manual" });

  expect(await (await open()).text()).toContain("王小花");
  await press(page, words["zh-TW"].account.children.signOut);
  await page.waitForURL("**/signed-out");
  const answer = await open();
  expect(answer.headers.get("location")).toBe("/sign-in");
  expect(await answer.text()).not.toContain("王小花");
  await page.goBack();
  expect(await said(page)).not.toContain("王小花");
  await visitor.close();
});

test("a relation ended and a session ended bite on the very next request", async () => {
  const { holder, visitor, page } = await signedIn();
  const binding = await aBinding(holder.id, { student: await aChild() });
  await page.reload();
  expect(await said(page)).toContain("王小花");

  await db.update(bindings).set({ endedAt: new Date() }).where(eq(bindings.id, binding.id));
  await page.reload();
  expect(await said(page)).toContain(words["zh-TW"].account.children.empty);
  await expectAccessible(page);
  await picture(page, "account-no-children");

  const ended = { endedAt: new Date(), endedBecause: "signed_out" };
  await db.update(sessions).set(ended).where(eq(sessions.subjectId, holder.id));
  await page.reload();
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  await visitor.close();
});

test("a child that left and a family of many fit every width, light and dark", async () => {
  const widths = [{ width: 320 }, {}, { dark: true }, { width: 1280 }, { width: 1280, dark: true }];
  for (const given of widths) {
    const { holder, visitor, page } = await signedIn(given);
    const names = ["王小花", "歐陽𠮷明", "Maria Magdalena Sumarni-Wijayakusuma", "林"];
    for (const name of names) await aBinding(holder.id, { student: await aChild(name) });
    const left = await aStudent({ name: "王大年", status: "left", leftAt: new Date() });
    await aBinding(holder.id, { student: left });
    await page.reload();
    expect(await said(page)).toContain("已離校");
    await expectAccessible(page);
    await picture(page, `account-family-${given.width ?? 390}${given.dark ? "-dark" : ""}`);
    await visitor.close();
  }
});
