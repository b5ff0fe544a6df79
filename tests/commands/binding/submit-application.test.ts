import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openInvitation } from "@/commands/binding/open-invitation";
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
  invitations,
  notices,
  outbox,
  sessions,
  signatures,
  students,
} from "@/db/schema";
import { linkToken, openText } from "@/lib/crypto";
import {
  agrees,
  anApplicant,
  draftOf,
  fatherAlone,
  fills,
  sessionId,
  source,
} from "../../support/applicants";
import { aNumber, anEmail } from "../../support/numbers";
import { someoneWaits } from "../../support/races";

const typed = (typedName: string) => ({ manner: "typed", typedName }) as const;
const named = typed("王大明");
const signed = (draft: { id: string; version: number }, signature = named) => ({
  draftId: draft.id,
  version: draft.version,
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

test("a second application of the same person waits for a person, in the ordinary words", async () => {
  const { by } = await anApplicant();
  const answers = fatherAlone();
  await submitApplication(by, signed(await fills(by, answers)));
  await agrees(by);
  const again = await byReference(await submitApplication(by, signed(await fills(by, answers))));
  expect(again).toMatchObject({ status: "in_review", reviewReason: "duplicate" });
  const letters = await db.select().from(notices).where(eq(notices.subjectId, again.id));
  expect(letters.map(({ kind }) => kind)).toEqual(["application-in-review"]);
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

test("the second parent gets an own link, and no account comes of what the first typed (R7)", async () => {
  const { by, student } = await anApplicant();
  const second = { name: "林小美", relation: "mother", email: anEmail() } as const;
  const answers = { ...fatherAlone(), mode: { mode: "two_parents" }, second } as const;
  const first = await byReference(await submitApplication(by, signed(await fills(by, answers))));

  const [invitation] = await db
    .select()
    .from(invitations)
    .where(eq(invitations.applicationId, first.id));
  const letters = await db.select().from(notices).where(eq(notices.subjectId, invitation!.id));
  expect(letters.map(({ kind }) => kind)).toEqual(["parent-invited"]);

  const visitor = { kind: "visitor", id: "test" } as const;
  const token = linkToken("invitation", invitation!.id);
  const sessionId = await openInvitation(visitor, { token, source });
  const [session] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(session).toMatchObject({ kind: "invitee", subjectId: invitation!.id });

  const invitee = { kind: "invitee", id: invitation!.id, studentId: student.id } as const;
  await agrees(invitee);
  const { mode: _, ...own } = fatherAlone();
  const draft = await fills(invitee, {
    ...own,
    name: { name: "林小美" },
    relation: { relation: "mother" },
    number: { number: aNumber() },
  });
  const reference = await submitApplication(invitee, signed(draft, typed("林小美")));
  expect(await byReference(reference)).toMatchObject({ mode: "two_parents", relation: "mother" });
  expect(await submittedFor(student.id)).toHaveLength(2);
});

test("a link never made and a link expired open nothing", async () => {
  const visitor = { kind: "visitor", id: "test" } as const;
  const forged = openInvitation(visitor, { token: "x".repeat(46), source });
  await expect(forged).rejects.toMatchObject({ reason: "not_found" });

  const { by } = await anApplicant();
  const second = { name: "林小美", relation: "mother", email: anEmail() } as const;
  const answers = { ...fatherAlone(), mode: { mode: "two_parents" }, second } as const;
  const first = await byReference(await submitApplication(by, signed(await fills(by, answers))));
  const [invitation] = await db
    .update(invitations)
    .set({ expiresAt: new Date(0) })
    .where(eq(invitations.applicationId, first.id))
    .returning();
  const token = linkToken("invitation", invitation!.id);
  const late = openInvitation(visitor, { token, source });
  await expect(late).rejects.toMatchObject({ reason: "link_dead" });
});

test("a draft opened twice is one draft", async () => {
  const { by } = await anApplicant();
  const [one, other] = await Promise.all([draftOf(by), draftOf(by)]);
  expect(one.id).toBe(other.id);
});
