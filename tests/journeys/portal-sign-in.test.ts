import "../support/database";
import { eq } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { sessions } from "@/db/schema";
import {
  aVisitor,
  expectAccessible,
  type Language,
  picture,
  withChromium,
  words,
} from "../support/browser";
import { aFlag, aSchool, aStudent } from "../support/factories";
import { startService } from "../support/service";

withChromium();
let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const schoolName = "臺北市立松濤高級工農職業學校";
const password = "kite7rubs slowly";

/** A child nobody has signed in for yet, at a school of its own. */
async function aChild() {
  const school = await aSchool({
    name: schoolName,
    level: "vocational",
    district: "信義區",
    telephone: "02-2700-0001",
  });
  const student = await aStudent({ schoolId: school.id });
  return { ...student, door: `/portal/vocational/${school.code}` };
}

const submit = (page: Page) => page.locator("main form button[type=submit]").last().click();
const alert = (page: Page, sentence: string) =>
  page.locator(".error-summary").getByText(sentence).waitFor();

async function enter(page: Page, account: string, secret: string) {
  await page.locator("#account").fill(account);
  await page.locator("#password").fill(secret);
  await page.locator("main form:has(#account) button[type=submit]").click();
}

const ways = [
  { language: "zh-TW", scripts: true },
  { language: "zh-TW", scripts: false },
  { language: "en", scripts: true },
  { language: "en", scripts: false },
] as const satisfies { language: Language; scripts: boolean }[];

type Words = (typeof words)[Language]["portal-sign-in"];

/** axe runs in the page, so it needs scripts; without them the page is the same. */
const expectAccessibleWhere = async (scripts: boolean, page: Page) => {
  if (scripts) await expectAccessible(page);
};

test.each(ways)("level, school, door: $language, scripts: $scripts", async (way) => {
  const { door } = await aChild();
  const { scripts } = way;
  const t: Words = words[way.language]["portal-sign-in"];
  const visitor = await aVisitor(service.url, way);
  const page = await visitor.newPage();
  const shoot = (name: string) => picture(page, `portal-${name}-${way.language}`);

  await page.goto("/portal");
  await expectAccessibleWhere(scripts, page);
  await shoot("levels");
  await page.locator(`a[href="/portal/vocational"]`).click();
  await page.locator("#q").fill("松濤高級");
  await page.getByRole("button", { name: t.search }).click();
  await page.waitForURL("**?q=*");
  await expectAccessibleWhere(scripts, page);
  await shoot("schools");
  await page.locator(`a[href="${door}"]`).click();
  await page.waitForURL(`**${door}`);
  await expectAccessibleWhere(scripts, page);
  await shoot("sign-in");
  const text = (await page.locator("main").textContent()) ?? "";
  for (const shown of [schoolName, "02-2700-0001", "1999", "IP"]) expect(text).toContain(shown);

  await submit(page);
  await alert(page, t.errors.account_missing);
  await expectAccessibleWhere(scripts, page);
  await visitor.close();
});

test.each(ways)(
  "the child's ID, once; then a password: $language, scripts: $scripts",
  async (way) => {
    const { door, studentNumber, number } = await aChild();
    const { scripts } = way;
    const t: Words = words[way.language]["portal-sign-in"];
    const visitor = await aVisitor(service.url, way);
    const page = await visitor.newPage();

    await page.goto(door);
    await enter(page, `P${studentNumber}`, "wrong");
    await alert(page, t.refusals.not_recognised);
    expect(await page.title()).toContain(words[way.language].common.form.errorPrefix);
    expect(await page.locator("#account").inputValue()).toBe(`P${studentNumber}`);
    expect(await page.locator("#password").inputValue()).toBe("");
    await expectAccessibleWhere(scripts, page);

    await enter(page, ` p ${studentNumber}`, number.toLowerCase());
    await page.waitForURL("**/portal/password");
    await page.goto("/portal/home");
    expect(new URL(page.url()).pathname).toBe("/portal/password");
    await expectAccessibleWhere(scripts, page);
    await picture(page, `portal-new-password-${way.language}`);
    await choosePassword(page, t, scripts);

    await visitor.clearCookies({ name: "portal" });
    await page.goto(door);
    await enter(page, `P${studentNumber}`, number);
    await alert(page, t.refusals.not_recognised);
    await enter(page, `P${studentNumber}`, password);
    await page.waitForURL("**/portal/home");
    await visitor.close();
    expect(service.logs()).not.toContain(number);
  },
);

/** A common one is refused, a good one leads to the portal; twice where nobody can look at it. */
async function choosePassword(page: Page, t: Words, scripts: boolean) {
  const again = page.locator("#passwordAgain");
  expect(await again.count()).toBe(scripts ? 0 : 1);
  for (const choice of ["abc123456", password]) {
    await page.locator("#password").fill(choice);
    if (!scripts) await again.fill(choice);
    await submit(page);
    if (choice === password) break;
    await alert(page, t.errors.password_common);
    await expectAccessibleWhere(scripts, page);
  }
  await page.waitForURL("**/portal/home");
}

test("a restricted child is answered like one who is not there", async () => {
  const child = await aChild();
  await aFlag({ studentId: child.id });
  const visitor = await aVisitor(service.url);
  const page = await visitor.newPage();
  const seen: string[] = [];
  for (const account of [`P${child.studentNumber}`, "P000000000"]) {
    await page.goto(child.door);
    await enter(page, account, child.number);
    await alert(page, words["zh-TW"]["portal-sign-in"].refusals.not_recognised);
    const text = await page.locator("main").textContent();
    const cookies = (await visitor.cookies()).map(({ name }) => name);
    seen.push(`${await page.title()} ${text} ${cookies}`);
  }
  expect(seen[0]).toBe(seen[1]);
  await visitor.close();
});

test("signing out ends the session for every copy of its cookie", async () => {
  const { door, studentNumber, number } = await aChild();
  const visitor = await aVisitor(service.url, { scripts: false });
  const page = await visitor.newPage();
  await page.goto(door);
  await enter(page, `P${studentNumber}`, number);
  await page.waitForURL("**/portal/password");
  const [copy] = (await visitor.cookies()).filter(({ name }) => name === "portal");
  expect(copy).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", expires: -1 });

  await page.goto("/portal");
  await page.getByRole("button", { name: words["zh-TW"]["portal-sign-in"].signOut }).click();
  await page.waitForURL("**/portal");
  expect((await visitor.cookies()).map(({ name }) => name)).not.toContain("portal");
  await visitor.addCookies([copy!]);
  await page.goto("/portal/password");
  expect(new URL(page.url()).pathname).toBe("/portal");
  const ended = await db.select().from(sessions).where(eq(sessions.endedBecause, "signed_out"));
  expect(ended).toHaveLength(1);
  await visitor.close();
});

test("the address shown is the socket's, not one the visitor invented", async () => {
  const { door } = await aChild();
  const headers = { "X-Forwarded-For": "6.6.6.6", "Accept-Language": "zh-TW" };
  const html = await (await fetch(service.url + door, { headers })).text();
  expect(html).not.toContain("6.6.6.6");
  expect(html).toMatch(/您的IP：(127\.0\.0\.1|::1)/);
});

test("a sign-in sent by a page of somebody else is not even looked at", async () => {
  const { door, studentNumber, number } = await aChild();
  const html = await (await fetch(service.url + door)).text();
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  const form = new FormData();
  for (const [, name, value] of hidden) form.set(name!, value?.replaceAll("&quot;", '"') ?? "");
  form.set("account", `P${studentNumber}`);
  form.set("password", number);

  const foreign: HeadersInit[] = [
    {},
    { Origin: "https://elsewhere.example" },
    { Origin: "null", "Sec-Fetch-Site": "cross-site" },
  ];
  for (const headers of foreign) {
    const answer = await fetch(service.url + door, { method: "POST", body: form, headers });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
  }
});

test("a level or a school that does not exist is not found", async () => {
  for (const path of ["/portal/kindergarten", "/portal/vocational/NOWHERE", "/portal/x/NOWHERE"]) {
    expect((await fetch(service.url + path)).status).toBe(404);
  }
});
