import "../support/database";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { applications, consentAnswers, portalAccounts } from "@/db/schema";
import { aVisitor, withChromium } from "../support/browser";
import { anApplication } from "../support/factories";
import { lookAt, press, shown, signedIn } from "../support/portal-visit";
import { type Service, startService } from "../support/service";

withChromium();
let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test("an application sent from here is a number, a word and a date, never a name (R7)", async () => {
  const { page, student, t, close } = await signedIn(service, { language: "zh-TW", scripts: true });
  const [account] = await db
    .select()
    .from(portalAccounts)
    .where(eq(portalAccounts.studentId, student.id));
  const sent = await anApplication({ student, name: "陳美芬" });
  await db.update(applications).set({ ownerId: account!.id }).where(eq(applications.id, sent.id));
  await page.goto("/portal/home");
  const home = await shown(page);
  expect(home).toContain(sent.reference);
  expect(home).toContain(t.home.account.submitted);
  for (const path of ["/portal/home", "/portal/sign", "/portal/sign/receipt"]) {
    await page.goto(path);
    expect(await shown(page)).not.toMatch(/陳|美芬/);
  }
  await page.goto("/portal/home");
  await lookAt(page, "portal-home-sent-zh-TW");
  await close();
});

test("nobody reads another portal's answer, and nobody without a session reads any", async () => {
  const first = await signedIn(service, { language: "zh-TW", scripts: false });
  await first.page.goto("/portal/consent");
  await first.page.locator("input[value=refuse]").check();
  await press(first.page, first.t.consent.send);
  const [answer] = await db
    .select()
    .from(consentAnswers)
    .where(eq(consentAnswers.studentId, first.student.id));

  const other = await signedIn(service, { language: "zh-TW", scripts: false });
  const seen = await other.page.goto(`/portal/consent/${answer!.id}`);
  expect(seen?.status()).toBe(404);
  const stranger = await aVisitor(service.url);
  const page = await stranger.newPage();
  for (const path of ["home", "student", "consent", "card", "sign", "sign/receipt"]) {
    await page.goto(`/portal/${path}`);
    expect(new URL(page.url()).pathname).toBe("/portal");
  }
  await Promise.all([first.close(), other.close(), stranger.close()]);
});
