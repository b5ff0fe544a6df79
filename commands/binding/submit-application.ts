import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { submittedSoFar } from "@/db/queries/applications";
import { usableConsent } from "@/db/queries/consent-in-force";
import { lockDraftAndChild } from "@/db/queries/drafts";
import { applicationDrafts, applications } from "@/db/schema";
import { maySubmit } from "@/domain/binding/limits";
import { referenceFrom } from "@/domain/binding/reference";
import { type CompleteForm, completeForm } from "@/domain/binding/wizard";
import { judgeSignature, type Signature } from "@/domain/consent/signature";
import { type Actor, ownScope } from "@/domain/policy";
import { compareNames } from "@/domain/roster/names";
import { blindIndex, sealText } from "@/lib/crypto";
import type { Source } from "../account/sessions";
import { insist, Refusal } from "../refusal";
import {
  alongside,
  authorise,
  handOver,
  inTransaction,
  promise,
  record,
  type Tx,
} from "../transaction";
import { keepPaper, keepSignature, type Signed } from "./evidence";
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
    const held = await lockDraftAndChild(tx, input.draftId);
    const draft = authorise(by, "binding.submit", held);
    const { reference: already, today, now } = await submittedSoFar(tx, draft);
    if (already) return already;

    if (draft.version !== input.version) throw new Refusal("changed");
    // The portal is shared: whoever signs has typed the person's number in this very session.
    if (draft.typedIn.number !== input.sessionId) throw new Refusal("number_again");
    const invitation = await holdInvitation(tx, by);
    const form = insist(completeForm(draft.answers, draft.ownerKind));
    insist(judgeSignature(input.signature, (typed) => compareNames(typed, form.name) === "match"));
    const consent = await usableConsent(ownScope(by)!, tx);
    if (!consent) throw new Refusal("no_consent");
    // An invited parent learns nothing of where the child is by now, nor whether it left (C3).
    if (!invitation) insist(maySubmit(draft.child, today));

    const begun = { ...draft, schoolId: invitation?.schoolId ?? draft.child.schoolId };
    const application = applicationOf(begun, form, consent.answer.id, now);
    await keep(tx, by, application, { ...input, form, text: consent.text });
    await keepPaper(tx, draft.id, application.id, form);
    if (form.second) await invite(tx, by, application, form.second, now);
    if (invitation) await markInvitationAnswered(tx, by.id, now);
    return application.reference;
  });
}

type Begun = NonNullable<Awaited<ReturnType<typeof lockDraftAndChild>>> & { schoolId: string };

function applicationOf(draft: Begun, form: CompleteForm, consentAnswerId: string, now: Date) {
  const id = randomUUID();
  const sealed = (column: string, text: string) => sealText(text, `applications.${column}:${id}`);
  return {
    id,
    reference: referenceFrom(randomBytes(8)),
    draftId: draft.id,
    ownerKind: draft.ownerKind,
    ownerId: draft.ownerId,
    studentId: draft.studentId,
    schoolId: draft.schoolId,
    mode: form.mode,
    // The same for everybody: who applied before is the reviewer's to know (abuse 2).
    status: "verifying" as const,
    nextCheckAt: now,
    locale: draft.locale,
    name: form.name,
    relation: form.relation,
    numberCipher: sealed("number", form.number),
    personIndex: blindIndex("person", form.number),
    mobileCipher: sealed("mobile", form.mobile),
    mobileIndex: blindIndex("mobile", form.mobile),
    emailCipher: sealed("email", form.email),
    emailIndex: blindIndex("email", form.email),
    consentAnswerId,
    submittedAt: now,
  };
}

/** All that a submission leaves behind, in one statement. */
async function keep(
  tx: Tx,
  by: Actor,
  application: ReturnType<typeof applicationOf>,
  signed: Signed,
) {
  const { id, draftId, status: to, submittedAt } = application;
  const kept = alongside(
    tx,
    tx.insert(applications).values(application),
    keepSignature(tx, id, signed),
    handOver(tx, "application_submitted", id),
    promise(tx, "registry.check", { applicationId: id }, submittedAt),
    record(tx, by, { action: "binding.submit", subjectId: id, from: "draft", to }),
  );
  // What was typed is now in the application; the draft keeps nothing of it.
  await tx
    .with(...kept)
    .update(applicationDrafts)
    .set({ submittedAt, answersCipher: null })
    .where(eq(applicationDrafts.id, draftId))
    .prepare("keep_submission")
    .execute();
}
