import "../support/database";
import { eq, isNull } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { accounts, applications, bindings, outbox } from "@/db/schema";
import { aVisitor, withChromium } from "../support/browser";
import {
  type Adult,
  aChild,
  anAdult,
  applicationComesTo,
  type Child,
  invitationLink,
  letterTo,
  registered,
  Walk,
} from "../support/road";
import { type Service, startService } from "../support/service";

withChromium();
let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

async function walker(name?: string) {
  const visitor = await aVisitor(service.url);
  return new Walk(await visitor.newPage(), "zh-TW", { name, axe: name === "guardian" });
}

/** In the portal, having agreed, at the start of the form. */
async function atTheForm(child: Child, name?: string) {
  const walk = await walker(name);
  await walk.entersPortal(child);
  await walk.setsPortalPassword();
  await walk.page.goto("/portal/consent");
  await walk.answersConsent(true);
  return walk;
}

async function submits(child: Child, adult: Adult) {
  const walk = await atTheForm(child);
  await walk.fillsForm(adult, "one_parent", "father");
  return { walk, reference: await walk.signs(adult) };
}

/** The pause before the next question is over, and whatever was to happen then is due. */
async function timePasses(id: string) {
  const past = new Date(Date.now() - 1_000);
  await db.update(applications).set({ nextCheckAt: past }).where(eq(applications.id, id));
  await db.update(outbox).set({ dueAt: past }).where(isNull(outbox.sentAt));
}

test("the second parent gets a letter, fills in the own part and gets an own account (R7)", async () => {
  const child = await aChild();
  const [father, mother] = [anAdult(), anAdult({ name: "林小美" })];
  registered(service, father, child, { kind: "father", authority: "full" });
  registered(service, mother, child, { kind: "mother", authority: "full" });
  const walk = await atTheForm(child, "two");
  await walk.fillsForm(father, "two_parents", "father");
  await walk.arrives("/apply/second");
  await walk.fill("name", mother.name);
  await walk.page.locator('[name="relation"]').selectOption("mother");
  await walk.fill("email", mother.email);
  await walk.press(walk.words.apply.continue);
  await applicationComesTo(await walk.signs(father), "approved");
  const before = await db.select().from(accounts).where(eq(accounts.name, mother.name));
  expect(before).toEqual([]);

  const letter = await letterTo(mother.email, invitationLink);
  expect(letter.plain).not.toContain("王小花");
  const second = await walker("second");
  await second.page.goto(new URL(letter.plain.match(invitationLink)![0]).pathname);
  await second.press(second.words.apply.invitation.open);
  await second.arrives("/apply/consent");
  await second.answersConsent(true);
  await second.fillsForm(mother, "invited", "mother");
  await applicationComesTo(await second.signs(mother), "approved");
  await second.activates(mother);
  expect(await second.seesChildren()).toContain("王小花");
});

test("a guardian shows a document and waits for the school (五(二)2)", async () => {
  const [child, guardian] = [await aChild(), anAdult({ name: "周奶奶" })];
  registered(service, guardian, child, { kind: "guardian", authority: "full" });
  const walk = await atTheForm(child, "guardian");
  await walk.fillsForm(guardian, "guardian", "grandparent");
  await walk.arrives("/apply/paper");
  await walk.choose("kind", "court_ruling");
  await walk.fill("issuer", "臺灣臺北地方法院");
  await walk.press(walk.words.apply.continue);
  await walk.arrives("/apply/photo");
  const files = walk.page.locator('[name="file"]');
  await files.setInputFiles({
    name: "a.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from("%PDF-1.7"),
  });
  await walk.press(walk.words.apply.photo.upload);
  await walk.page.getByText(walk.words.apply.refusals.file_not_image).first().waitFor();
  const photo = sharp({ create: { width: 900, height: 1200, channels: 3, background: "#eee" } });
  const buffer = await photo.jpeg().toBuffer();
  await files.setInputFiles({ name: "ruling.jpg", mimeType: "image/jpeg", buffer });
  await walk.press(walk.words.apply.photo.upload);
  const reference = await walk.signs(guardian);
  const waiting = await applicationComesTo(reference, "in_review");
  expect(waiting.reviewReason).toBe("guardian_by_document");
  await walk.page.reload();
  const school = walk.words.apply.status.in_review.replace("{school}", "松河高職");
  await walk.page.getByText(school).waitFor();
  expect(await db.select().from(accounts).where(eq(accounts.name, guardian.name))).toEqual([]);
});

test("the registry falls silent and comes back: the parent waits, and is then approved", async () => {
  const [child, father] = [await aChild(), anAdult()];
  registered(service, father, child, { kind: "father", authority: "full" });
  service.simulator.control({ mode: "failing" });
  const { reference } = await submits(child, father);
  const waits = await applicationComesTo(reference, "verifying");
  await vi.waitFor(async () => {
    const [row] = await db.select().from(applications).where(eq(applications.id, waits.id));
    expect(row!.checkAttempts).toBeGreaterThan(0);
  }, 15_000);
  service.simulator.control({ mode: "normal" });
  await timePasses(waits.id);
  await applicationComesTo(reference, "approved", 90_000);
});

test("the registry says no: a person decides, and the parent reads so in plain words (A7)", async () => {
  const [child, father] = [await aChild(), anAdult()];
  registered(service, father, child, undefined);
  const { walk, reference } = await submits(child, father);
  const waiting = await applicationComesTo(reference, "in_review");
  expect(waiting.reviewReason).toBe("registry_no");
  const letter = await letterTo(father.email, new RegExp(reference));
  expect(letter.plain).not.toContain("王小花");
  await walk.page.reload();
  expect(await walk.page.locator("main").innerText()).not.toContain("戶役政系統查無");
});

test("the worker is killed while the registry answers: one effect, one account, one letter", async () => {
  const [child, father] = [await aChild(), anAdult({ name: "丁大同" })];
  registered(service, father, child, { kind: "father", authority: "full" });
  service.simulator.control({ mode: "slow", delayMs: 2_000, times: 1 });
  const asked = service.simulator.log().asked!;
  const { reference } = await submits(child, father);
  await vi.waitFor(() => expect(service.simulator.log().asked).toBeGreaterThan(asked), 15_000);
  await service.killWorker();
  service.reviveWorker();
  const approved = await applicationComesTo(reference, "approved", 150_000);
  const made = await db.select().from(accounts).where(eq(accounts.name, father.name));
  expect(made).toHaveLength(1);
  const bound = await db.select().from(bindings).where(eq(bindings.applicationId, approved.id));
  expect(bound).toHaveLength(1);
});
