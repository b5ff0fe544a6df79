import "../support/database";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { cardServices, consentAnswers, studentDataAnswers } from "@/db/schema";
import { picture, withChromium } from "../support/browser";
import {
  complaint,
  follow,
  press,
  type Signed,
  shown,
  signedIn,
  type Way,
} from "../support/portal-visit";
import { type Service, startService } from "../support/service";

withChromium();
let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

async function confirmsTheData({ page, t, look, student }: Signed) {
  await follow(page, t.home.actions.student.title);
  await page.waitForURL("**/portal/student");
  const facts = await shown(page);
  for (const fact of ["松河高職", "科二智", "王○明", student.studentNumber, t.student.registrar]) {
    expect(facts).toContain(fact);
  }
  expect(facts).not.toContain("王小明");
  await look("student");
  await press(page, t.student.send);
  await complaint(page, t.errors.choose_one);
  await look("student-missing");
  await page.getByLabel(t.student.error).check();
  await press(page, t.student.send);
  await complaint(page, t.errors.items_missing);
  await look("student-items");
  await page.getByLabel(t.student.name, { exact: true }).check();
  await page.locator("#note").fill("名字少一劃");
  await press(page, t.student.keep);
  await page.waitForURL("**/portal/home");
  expect(await shown(page)).toContain(t.home.data.kept);
  await follow(page, t.home.actions.student.title);
  await page.waitForURL("**/portal/student");
  expect(await page.getByLabel(t.student.name, { exact: true }).isChecked()).toBe(true);
  expect(await page.locator("#note").inputValue()).toBe("");
  await look("student-kept");
  await press(page, t.student.send);
  await page.waitForURL("**/portal/student/sent");
  expect(await shown(page)).toContain(t.studentSent.error);
  await look("student-sent");
}

async function answersTheConsent({ page, t, look }: Signed) {
  await page.goto("/portal/home");
  await follow(page, t.home.actions.account.title);
  await page.waitForURL("**/portal/consent");
  expect(await page.locator("input[name=choice]:checked").count()).toBe(0);
  await look("consent");
  await press(page, t.consent.send);
  await complaint(page, t.errors.choose_one);
  await look("consent-missing");
  await page.locator("input[value=refuse]").check();
  await press(page, t.consent.send);
  await page.waitForURL("**/portal/consent/refused");
  await look("consent-refused");
  await page.goto("/apply");
  await page.waitForURL("**/portal/consent");
  await page.locator("input[value=agree]").check();
  await press(page, t.consent.send);
  await page.waitForURL("**/apply");
  await page.goto("/portal/consent");
  expect(await shown(page)).toContain(t.consent.goOn);
  await look("consent-agreed");
}

async function signsForTheCard({ page, t, look }: Signed) {
  await page.goto("/portal/home");
  await follow(page, t.home.actions.card.title);
  await page.waitForURL("**/portal/card");
  await look("card");
  await press(page, t.card.send);
  await complaint(page, t.errors.choose_one);
  await complaint(page, t.errors.signature_missing);
  await page.locator("input[value=agree]").check();
  await page.locator("#signature").fill("王小明");
  await press(page, t.card.send);
  await complaint(page, t.refusals.signature_is_child);
  expect(await page.locator("input[value=agree]").isChecked()).toBe(true);
  await look("card-refused");
  await page.locator("#signature").fill("陳美芬");
  await press(page, t.card.send);
  await page.waitForURL("**/portal/card/done");
  await look("card-done");
}

async function readsTheReceipt({ page, t, look }: Signed) {
  await page.goto("/portal/home");
  expect(await shown(page)).toContain("1/2");
  await look("home-half");
  await follow(page, t.home.actions.sign.title);
  await page.waitForURL("**/portal/sign");
  await look("sign");
  await follow(page, t.sign.receipt);
  await page.waitForURL("**/portal/sign/receipt");
  const receipt = await shown(page);
  expect(receipt).not.toContain("陳美芬");
  expect(receipt).toContain(t.receipt.counts);
  await look("receipt");
  await page.emulateMedia({ media: "print" });
  await picture(page, "portal-receipt-print");
  await page.emulateMedia({ media: "screen" });
  await page.locator("a[href^='/portal/consent/']").last().click();
  await page.waitForURL(/portal\/consent\/[0-9a-f-]{36}$/);
  await look("answer");
}

const ways = [
  { language: "zh-TW", scripts: true },
  { language: "zh-TW", scripts: false },
  { language: "en", scripts: true },
  { language: "en", scripts: false },
] as const satisfies Way[];

test.each(ways)(
  "a parent confirms, refuses, agrees and signs in the portal: $language, scripts: $scripts",
  async (way) => {
    const signed = await signedIn(service, way);
    const { page, t, student, look } = signed;
    expect(await shown(page)).toContain("0/2");
    await look("home");
    await confirmsTheData(signed);
    await answersTheConsent(signed);
    await signsForTheCard(signed);
    await readsTheReceipt(signed);

    const given = eq(consentAnswers.studentId, student.id);
    expect(await db.select().from(consentAnswers).where(given)).toHaveLength(3);
    const decided = eq(cardServices.studentId, student.id);
    expect(await db.select().from(cardServices).where(decided)).toMatchObject([{ opened: true }]);
    const said = eq(studentDataAnswers.studentId, student.id);
    expect(await db.select().from(studentDataAnswers).where(said)).toHaveLength(1);
    await page.goto("/portal/home");
    await press(page, t.home.signOut);
    await page.waitForURL("**/portal");
    await page.goto("/portal/home");
    expect(new URL(page.url()).pathname).toBe("/portal");
    await signed.close();
  },
);

test("the portal's pages work with the keyboard alone", async () => {
  const { page, t, close } = await signedIn(service, { language: "zh-TW", scripts: true });
  await page.goto("/portal/student");
  await page.locator("#answer").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect(await page.locator("#wrongItems").isChecked()).toBe(true);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/portal/student/sent");
  expect(await shown(page)).toContain(t.studentSent.error);
  await close();
});
