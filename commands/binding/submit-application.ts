import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { applicationOfDraft, applicationsSince, lockStudent } from "@/db/queries/applications";
import { databaseNow } from "@/db/queries/clock";
import { usableConsent } from "@/db/queries/consent-in-force";
import { lockDraft } from "@/db/queries/drafts";
import { applicationDrafts, applications } from "@/db/schema";
import { maySubmit } from "@/domain/binding/limits";
import { referenceFrom } from "@/domain/binding/reference";
import { type CompleteForm, completeForm } from "@/domain/binding/wizard";
import { judgeSignature, type Signature } from "@/domain/consent/signature";
import { type Actor, ownScope } from "@/domain/policy";
import { compareNames } from "@/domain/roster/names";
import { blindIndex, sealText } from "@/lib/crypto";
import { days, later } from "@/lib/time";
import type { Source } from "../account/sessions";
import { insist, Refusal } from "../refusal";
import { authorise, handOver, inTransaction, promise, record, type Tx } from "../transaction";
import { keepPaper, keepSignature } from "./evidence";
import { holdInvitation, invite, markInvitationAnswered } from "./invitation";

/** `version` is the draft's when it was shown: what is signed is what was read. */
export type SubmitApplication = {
  draftId: string;
  version: number;
  /** The session that signs: the person's number must have been typed in it. */
  sessionId: string;
  signature: Signature;
  source: Source;
};

/**
 * Submit the signed form (同意簽署回傳, 五(一)1): the application, what the intermediary database is
 * owed and the promise of a registry check, all or nothing. Submitting twice returns the first.
 * @returns the reference number.
 * @throws Refusal `not_found`, `changed`, `incomplete`, `no_consent`, `not_enrolled`, `too_many`, `signature_*`,
 *   `number_again`, `link_dead`.
 */
export async function submitApplication(by: Actor, input: SubmitApplication): Promise<string> {
  return inTransaction(async (tx) => {
    const held = await lockDraft(tx, input.draftId);
    const draft = authorise(by, "binding.submit", held);
    const already = await applicationOfDraft(tx, draft.id);
    if (already) return already.reference;

    if (draft.version !== input.version) throw new Refusal("changed");
    // The portal is shared: whoever signs has typed the person's number in this very session.
    if (draft.typedIn.number !== input.sessionId) throw new Refusal("number_again");
    const invitation = await holdInvitation(tx, by);
    const form = insist(completeForm(draft.answers, draft.ownerKind));
    insist(judgeSignature(input.signature, (typed) => compareNames(typed, form.name) === "match"));
    const consent = await usableConsent(ownScope(by)!, tx);
    if (!consent) throw new Refusal("no_consent");
    const now = await databaseNow(tx);
    const student = await lockStudent(tx, draft.studentId);
    if (!student) throw new Refusal("not_found");
    // An invited parent learns nothing of where the child is by now, nor whether it left (C3).
    const since = later(now, -days(1));
    if (!invitation) insist(maySubmit(student, await applicationsSince(tx, student.id, since)));

    const begun = { ...draft, schoolId: invitation?.schoolId ?? student.schoolId };
    const consentAnswerId = consent.answer.id;
    const application = await insertApplication(tx, begun, form, { consentAnswerId, now });
    await keepSignature(tx, application.id, { ...input, form, text: consent.text });
    await keepPaper(tx, draft.id, application.id, form);
    await closeDraft(tx, draft.id, now);
    await followUp(tx, by, { ...begun, ...application }, form, now);
    return application.reference;
  });
}

type Begun = NonNullable<Awaited<ReturnType<typeof lockDraft>>> & { schoolId: string };

async function insertApplication(
  tx: Tx,
  draft: Begun,
  form: CompleteForm,
  { consentAnswerId, now }: { consentAnswerId: string; now: Date },
) {
  const id = randomUUID();
  const personIndex = blindIndex("person", form.number);
  const sealed = (column: string, text: string) => sealText(text, `applications.${column}:${id}`);
  const reference = referenceFrom(randomBytes(8));
  await tx.insert(applications).values({
    id,
    reference,
    draftId: draft.id,
    ownerKind: draft.ownerKind,
    ownerId: draft.ownerId,
    studentId: draft.studentId,
    schoolId: draft.schoolId,
    mode: form.mode,
    // The same for everybody: who applied before is the reviewer's to know (abuse 2).
    status: "verifying",
    nextCheckAt: now,
    locale: draft.locale,
    name: form.name,
    relation: form.relation,
    numberCipher: sealed("number", form.number),
    personIndex,
    mobileCipher: sealed("mobile", form.mobile),
    mobileIndex: blindIndex("mobile", form.mobile),
    emailCipher: sealed("email", form.email),
    emailIndex: blindIndex("email", form.email),
    consentAnswerId,
    submittedAt: now,
  });
  return { id, reference };
}

/** What was typed is now in the application; the draft keeps nothing of it. */
async function closeDraft(tx: Tx, draftId: string, now: Date) {
  await tx
    .update(applicationDrafts)
    .set({ submittedAt: now, answersCipher: null })
    .where(eq(applicationDrafts.id, draftId));
}

async function followUp(
  tx: Tx,
  by: Actor,
  application: Begun & { id: string },
  form: CompleteForm,
  now: Date,
) {
  const { id } = application;
  await handOver(tx, "application_submitted", id);
  await promise(tx, "registry.check", { applicationId: id }, now);
  await record(tx, by, { action: "binding.submit", subjectId: id, from: "draft", to: "verifying" });
  if (form.second) await invite(tx, by, application, form.second, now);
  if (by.kind === "invitee") await markInvitationAnswered(tx, by.id, now);
}
