import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { saveAnswer } from "@/commands/binding/save-answer";
import { submitApplication } from "@/commands/binding/submit-application";
import { inTransaction } from "@/commands/transaction";
import { db } from "@/db/client";
import { lockDraft } from "@/db/queries/drafts";
import {
  applicationDrafts,
  applications,
  auditEntries,
  handovers,
  notices,
  outbox,
  signatures,
  students,
} from "@/db/schema";
import { openText } from "@/lib/crypto";
import {
  agrees,
  anApplicant,
  draftOf,
  fatherAlone,
  fills,
  sessionId,
  source,
} from "../../support/applicants";
import { aNumber } from "../../support/numbers";
import { someoneWaits } from "../../support/races";

const typed = (typedName: string) => ({ manner: "typed", typedName }) as const;
const named = typed("王大明");
const signed = (draft: { id: string; version: number }, signature = named) => ({
  draftId: draft.id,
  version: draft.version,
  sessionId,
  signature,
  source,
});
const byReference = async (reference: string) =>
  (await db.select().from(applications).where(eq(applications.reference, reference)))[0]!;
const submittedFor = (studentId: string) =>
  db.select().from(applications).where(eq(applications.studentId, studentId));

test("submitting writes the application, the handover row and the promise of a check (五(一)1)", async () => {
  const { by, student } = await anApplicant();
  const answers = fatherAlone();
  const draft = await fills(by, answers);
  const application = await byReference(await submitApplication(by, signed(draft)));

  expect(application).toMatchObject({ status: "verifying", studentId: student.id, name: "王大明" });
  const number = openText(application.numberCipher, `applications.number:${application.id}`);
  expect(number).toBe(answers.number.number);
  const { id } = application;
  const owed = await db.select().from(handovers).where(eq(handovers.subjectId, id));
  expect(owed).toMatchObject([{ kind: "application_submitted", acknowledgedAt: null }]);
  const promised = await db.select().from(outbox).where(eq(outbox.job, "registry.check"));
  expect(promised.map(({ payload }) => payload)).toContainEqual({ applicationId: id });
  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, id));
  expect(trail).toMatchObject([{ action: "binding.submit", toStatus: "verifying" }]);
});

test("the signature is kept with text, form, time, address and browser", async () => {
  const { by } = await anApplicant();
  const { id } = await byReference(await submitApplication(by, signed(await fills(by))));
  const [kept] = await db.select().from(signatures).where(eq(signatures.subjectId, id));
  expect(kept).toMatchObject({ manner: "typed", address: source.address, agent: source.agent });
  expect(kept!.textHash).toHaveLength(32);
  expect(kept!.formHash).toHaveLength(32);
  expect(openText(kept!.contentCipher, `signatures.content:${kept!.id}`)).toBe("王大明");
});

test("what was typed leaves the draft with the submission", async () => {
  const { by } = await anApplicant();
  const draft = await fills(by);
  await submitApplication(by, signed(draft));
  const [row] = await db.select().from(applicationDrafts).where(eq(applicationDrafts.id, draft.id));
  expect(row).toMatchObject({ answersCipher: null });
  expect(row!.submittedAt).not.toBeNull();
});

test("the same submit fifty times at once makes one application with one reference", async () => {
  const { by, student } = await anApplicant();
  const draft = await fills(by);
  let presses: Promise<string>[] = [];
  await inTransaction(async (tx) => {
    await lockDraft(tx, draft.id);
    presses = Array.from({ length: 50 }, () => submitApplication(by, signed(draft)));
    await someoneWaits(5);
  });
  expect(new Set(await Promise.all(presses)).size).toBe(1);
  expect(await submittedFor(student.id)).toHaveLength(1);
});

test("a stranger with the draft's id learns nothing, and nothing changes", async () => {
  const { by, student } = await anApplicant();
  const draft = await fills(by);
  const stranger = (await anApplicant()).by;
  await expect(submitApplication(stranger, signed(draft))).rejects.toMatchObject({
    reason: "not_found",
  });
  expect(await submittedFor(student.id)).toEqual([]);
});

test("an unfinished form is not submitted", async () => {
  const { by } = await anApplicant();
  const { email: _, ...answers } = fatherAlone();
  const draft = await fills(by, answers);
  const attempt = submitApplication(by, signed(draft));
  await expect(attempt).rejects.toMatchObject({ reason: "incomplete" });
});

test("what changed in another tab since it was shown is not signed unseen", async () => {
  const { by } = await anApplicant();
  const shown = await fills(by);
  await saveAnswer(by, {
    sessionId,
    draftId: shown.id,
    question: "mobile",
    answer: { mobile: "0987654321" },
  });
  const attempt = submitApplication(by, signed(shown));
  await expect(attempt).rejects.toMatchObject({ reason: "changed" });
});

test("nothing is submitted after a refusal, and an agreement serves one application (A15)", async () => {
  const { by } = await anApplicant();
  await agrees(by, false);
  const draft = await fills(by);
  await expect(submitApplication(by, signed(draft))).rejects.toMatchObject({
    reason: "no_consent",
  });
  await agrees(by);
  await submitApplication(by, signed(draft));

  const again = await fills(by);
  await expect(submitApplication(by, signed(again))).rejects.toMatchObject({
    reason: "no_consent",
  });
});

test("somebody else's name is no signature; another spelling of the own one is", async () => {
  const { by } = await anApplicant();
  const draft = await fills(by, { ...fatherAlone(), name: { name: "臺生" } });
  const wrong = submitApplication(by, signed(draft, typed("林小美")));
  await expect(wrong).rejects.toMatchObject({ reason: "signature_name_differs" });
  await submitApplication(by, signed(draft, typed("台 生")));
});

test("a second application of the same person is taken in the ordinary words (abuse 2)", async () => {
  const { by } = await anApplicant();
  const answers = fatherAlone();
  await submitApplication(by, signed(await fills(by, answers)));
  await agrees(by);
  const again = await byReference(await submitApplication(by, signed(await fills(by, answers))));
  expect(again).toMatchObject({ status: "verifying", reviewReason: null });
  expect(await db.select().from(notices).where(eq(notices.subjectId, again.id))).toEqual([]);
});

test("a child who left takes no application", async () => {
  const { by, student } = await anApplicant();
  const draft = await fills(by);
  await db
    .update(students)
    .set({ status: "left", leftAt: new Date(0) })
    .where(eq(students.id, student.id));
  const attempt = submitApplication(by, signed(draft));
  await expect(attempt).rejects.toMatchObject({ reason: "not_enrolled" });
});

test("one child gets no more than six applications a day (abuse 13)", async () => {
  const { by } = await anApplicant();
  for (let count = 0; count < 6; count++) {
    await agrees(by);
    await submitApplication(by, signed(await fills(by)));
  }
  await agrees(by);
  const seventh = submitApplication(by, signed(await fills(by)));
  await expect(seventh).rejects.toMatchObject({ reason: "too_many" });
});

test("nobody signs what another session typed without the person's number (abuse 5)", async () => {
  const { by } = await anApplicant();
  const draft = await fills(by);
  const elsewhere = { ...signed(draft), sessionId: "00000000-0000-4000-8000-000000000002" };
  await expect(submitApplication(by, elsewhere)).rejects.toMatchObject({ reason: "number_again" });

  const other = { number: aNumber() };
  const { sessionId } = elsewhere;
  await saveAnswer(by, { draftId: draft.id, question: "number", answer: other, sessionId });
  const { answers } = await draftOf(by);
  expect(answers).toMatchObject({ mode: { mode: "one_parent" }, number: other });
  expect(answers.name ?? answers.mobile ?? answers.email).toBeUndefined();
});

test("a draft opened twice is one draft", async () => {
  const { by } = await anApplicant();
  const [one, other] = await Promise.all([draftOf(by), draftOf(by)]);
  expect(one.id).toBe(other.id);
});
