import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { submitApplication } from "@/commands/binding/submit-application";
import { answerConsent } from "@/commands/consent/answer-consent";
import { publishConsentText } from "@/commands/consent/publish-consent-text";
import { db } from "@/db/client";
import { consentTextInForce, ownConsentAnswer, ownConsentAnswers } from "@/db/queries/consent";
import { usableConsent } from "@/db/queries/consent-in-force";
import {
  applications,
  auditEntries,
  bindings,
  consentAnswers,
  notices,
  outbox,
  students,
} from "@/db/schema";
import { consentEditions } from "@/db/seed/consent/editions";
import { type Actor, ownScope } from "@/domain/policy";
import { type Applicant, fills, sessionId, source } from "../../support/applicants";
import { aPortalAccount, aStudent } from "../../support/factories";
import { anInvitation } from "../../support/invited";
import { someoneWaits } from "../../support/races";

const textFor = async (
  locale = "zh-TW",
  kind: "parent_account" | "student_card" = "parent_account",
) => (await consentTextInForce(kind, locale))!;

async function aParent(): Promise<Applicant> {
  const student = await aStudent();
  const account = await aPortalAccount(student.id);
  return { kind: "portal", id: account.id, studentId: student.id };
}

async function answers(by: Actor, agreed: boolean, locale?: string) {
  const text = await textFor(locale);
  return answerConsent(by, { textId: text.id, agreed, source });
}

const keptBy = (by: Actor) =>
  db.select().from(consentAnswers).where(eq(consentAnswers.ownerId, by.id));
const trailOf = (id: string) =>
  db.select().from(auditEntries).where(eq(auditEntries.subjectId, id));

test("an agreement is kept with who, when and from where, and may be applied on", async () => {
  const by = await aParent();
  const id = await answers(by, true);

  expect(await keptBy(by)).toMatchObject([{ id, agreed: true, ownerKind: "portal", ...source }]);
  expect(await trailOf(id)).toMatchObject([{ action: "consent.answer", toStatus: "agreed" }]);
  expect((await usableConsent(ownScope(by)!))?.answer.id).toBe(id);
});

test("a refusal is kept and nothing follows from it (A15)", async () => {
  const by = await aParent();
  const id = await answers(by, false);

  expect(await keptBy(by)).toMatchObject([{ id, agreed: false }]);
  expect(await trailOf(id)).toMatchObject([{ toStatus: "refused" }]);
  expect(await usableConsent(ownScope(by)!)).toBeUndefined();
  for (const table of [applications, bindings, notices, outbox]) {
    expect(await db.select().from(table)).toEqual([]);
  }
});

test("a change of mind is a new answer; the last counts and both stay (A15)", async () => {
  const by = await aParent();
  for (const agreed of [true, false, true, false]) await answers(by, agreed);

  const kept = await ownConsentAnswers(ownScope(by)!, "parent_account");
  expect(kept.map(({ agreed }) => agreed)).toEqual([false, true, false, true]);
  expect(await usableConsent(ownScope(by)!)).toBeUndefined();
  expect(await trailOf(kept[0]!.id)).toMatchObject([{ fromStatus: "agreed", toStatus: "refused" }]);
});

test.each(["zh-TW", "en"])(
  "an answer names the exact version and language read: %s",
  async (locale) => {
    const by = await aParent();
    const id = await answers(by, true, locale);
    const { text } = (await ownConsentAnswer(ownScope(by)!, id))!;
    expect(text).toEqual(await textFor(locale));
    expect(text.locale).toBe(locale);
  },
);

test("the same press twice, or fifty times at once, is one answer", async () => {
  const by = await aParent();
  const text = await textFor();
  const press = () => answerConsent(by, { textId: text.id, agreed: true, source });
  const ids = await Promise.all(Array.from({ length: 50 }, press));
  expect(new Set(ids).size).toBe(1);
  expect(await keptBy(by)).toHaveLength(1);
  expect(await trailOf(ids[0]!)).toHaveLength(1);
});

test("the same answer from another browser is another answer", async () => {
  const by = await aParent();
  await answers(by, true);
  const text = await textFor();
  const elsewhere = { address: "198.51.100.9", agent: "another" };
  await answerConsent(by, { textId: text.id, agreed: true, source: elsewhere });
  expect(await keptBy(by)).toHaveLength(2);
});

test("answers given at the same moment come one after the other: the later one counts", async () => {
  const by = await aParent();
  await answers(by, true);
  let press: Promise<string> | undefined;
  await db.transaction(async (tx) => {
    await tx.select().from(students).where(eq(students.id, by.studentId)).for("update");
    press = answers(by, false);
    await someoneWaits();
  });
  await press;
  const [latest] = await ownConsentAnswers(ownScope(by)!, "parent_account");
  expect(latest?.agreed).toBe(false);
});

const strangers: Actor[] = [
  { kind: "visitor", id: randomUUID() },
  { kind: "holder", id: randomUUID() },
  { kind: "system", id: randomUUID() },
  { kind: "portal", id: randomUUID(), studentId: randomUUID() },
];

test.each(strangers)("a stranger cannot answer: $kind", async (stranger) => {
  await expect(answers(stranger, true)).rejects.toMatchObject({ reason: "not_found" });
  expect(await keptBy(stranger)).toEqual([]);
});

test("an invited second parent answers for themselves, and only they see it (R7)", async () => {
  const { first, invitee } = await anInvitation();
  const by: Applicant = { kind: "portal", id: first.ownerId, studentId: first.studentId };
  const id = await answers(invitee, true);
  expect(await ownConsentAnswer(ownScope(invitee)!, id)).toBeDefined();
  expect(await ownConsentAnswer(ownScope(by)!, id)).toBeUndefined();
  expect(await usableConsent(ownScope(by)!)).toBeUndefined();
});

test("the text of another consent, or none at all, is not answered here", async () => {
  const by = await aParent();
  const card = await textFor("zh-TW", "student_card");
  for (const textId of [card.id, randomUUID()]) {
    const attempt = answerConsent(by, { textId, agreed: true, source });
    await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  }
  expect(await keptBy(by)).toEqual([]);
});

test("an agreement that an application stands on is nobody else's: it is asked again", async () => {
  const by = await aParent();
  await answers(by, true);
  const { id: draftId, version } = await fills(by);
  const signature = { manner: "typed", typedName: "王大明" } as const;
  await submitApplication(by, { draftId, version, sessionId, signature, source });
  expect(await usableConsent(ownScope(by)!)).toBeUndefined();

  const second = await answers(by, true);
  expect((await usableConsent(ownScope(by)!))?.answer.id).toBe(second);
  expect(await keptBy(by)).toHaveLength(2);
});

test("a newer version is asked again, and the old answer stays readable as it was read", async () => {
  const by = await aParent();
  const old = await textFor();
  const id = await answers(by, true);
  const first = consentEditions[0]!;
  await publishConsentText({ kind: "system", id: "test" }, { ...first, version: 2 });

  expect(await usableConsent(ownScope(by)!)).toBeUndefined();
  expect((await ownConsentAnswer(ownScope(by)!, id))?.text).toEqual(old);
  const late = answerConsent(by, { textId: old.id, agreed: true, source });
  await expect(late).rejects.toMatchObject({ reason: "text_outdated" });
  await answers(by, true);
  expect((await usableConsent(ownScope(by)!))?.text.version).toBe(2);
});

test("the application cannot change or remove an answer", async () => {
  const denied = { cause: { code: "42501" } };
  await expect(db.update(consentAnswers).set({ agreed: true })).rejects.toMatchObject(denied);
  await expect(db.delete(consentAnswers)).rejects.toMatchObject(denied);
});
