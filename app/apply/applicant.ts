import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { requireApplicant } from "@/app/_server/session";
import { ownApplications } from "@/db/queries/applications";
import { usableConsent } from "@/db/queries/consent-in-force";
import { openDraftOf } from "@/db/queries/drafts";
import type { Question } from "@/domain/binding/answers";
import { mayOpen, nextStep } from "@/domain/binding/wizard";
import { ownScope } from "@/domain/policy";

/** Who applies and with which rights: the child's portal, or an invited second parent (R7). */
export const applicant = cache(async () => {
  const { actor: by, id: sessionId } = await requireApplicant();
  return { by, scope: ownScope(by)!, sessionId };
});

/** Where this applicant reads the consent text. */
export const consentPath = (kind: "portal" | "invitee") =>
  kind === "portal" ? "/portal/consent" : "/apply/consent";

/** An invited parent answers once: afterwards every page of the form shows where it stands (R7). */
export async function showAnsweredInvitation() {
  const { by, scope } = await applicant();
  if (by.kind !== "invitee") return;
  const [own] = await ownApplications(scope, 1);
  if (own) redirect(`/apply/status/${own.reference}`);
}

/** The open draft of somebody who has agreed to the text in force; anybody else is sent there. */
export async function requireDraft() {
  const { by, scope, sessionId } = await applicant();
  await showAnsweredInvitation();
  const [consent, draft] = await Promise.all([usableConsent(scope), openDraftOf(scope)]);
  if (!consent) redirect(consentPath(by.kind));
  if (!draft) redirect("/apply");
  return { by, sessionId, draft, consent };
}

/** The draft, where this page may be opened already; else the first question still unanswered. */
export async function requireStep(step: Question | "check") {
  const held = await requireDraft();
  const { answers, ownerKind } = held.draft;
  if (!mayOpen(step, answers, ownerKind)) redirect(pathOf(nextStep(answers, ownerKind)));
  return held;
}

/**
 * Where to go after a question: the first one still unanswered. Somebody who changed one answer
 * is thereby back at the summary.
 */
export async function pathOnwards(): Promise<string> {
  const { scope } = await applicant();
  const draft = await openDraftOf(scope);
  return draft ? pathOf(nextStep(draft.answers, draft.ownerKind)) : "/apply";
}

export const pathOf = (step: Question | "check") => `/apply/${step}`;
