import { desc, eq } from "drizzle-orm";
import { confirmEmailCode } from "@/commands/binding/confirm-email-code";
import { openDraft } from "@/commands/binding/open-draft";
import { saveAnswer } from "@/commands/binding/save-answer";
import { sendEmailCode } from "@/commands/binding/send-email-code";
import { db } from "@/db/client";
import { openDraftOf } from "@/db/queries/drafts";
import { consentAnswers, emailCodes } from "@/db/schema";
import type { Answers } from "@/domain/binding/answers";
import { type Actor, ownScope } from "@/domain/policy";
import { sixDigits } from "@/lib/crypto";
import { aPortalAccount, aStudent, theConsentText } from "./factories";
import { aMobile, aNumber, anEmail } from "./numbers";

export type Portal = Extract<Actor, { kind: "portal" }>;
export type Applicant = Portal | Extract<Actor, { kind: "invitee" }>;

/** The session everything is typed in, where a test does not tell. */
export const sessionId = "00000000-0000-4000-8000-000000000001";

export const source = { address: "192.0.2.7", agent: "test" };

/** Somebody signed in to a child's portal, who has agreed to the text in force. */
export async function anApplicant(given: Parameters<typeof aStudent>[0] = {}) {
  const student = await aStudent(given);
  const account = await aPortalAccount(student.id);
  const by: Portal = { kind: "portal", id: account.id, studentId: student.id };
  await agrees(by);
  return { by, student };
}

/** An answer to the consent text in force. */
export async function agrees(by: Applicant, agreed = true) {
  const text = await theConsentText();
  const owner = { ownerKind: by.kind, ownerId: by.id };
  const [answer] = await db
    .insert(consentAnswers)
    .values({ textId: text.id, studentId: by.studentId, agreed, ...owner })
    .returning();
  return answer!;
}

/** A draft, opened if there is none. */
export async function draftOf(by: Applicant) {
  await openDraft(by, { studentId: by.studentId, locale: "zh-TW" });
  return (await openDraftOf(ownScope(by)!))!;
}

export const fatherAlone = () =>
  ({
    mode: { mode: "one_parent" },
    name: { name: "王大明" },
    relation: { relation: "father" },
    number: { number: aNumber() },
    mobile: { mobile: aMobile() },
    email: { email: anEmail() },
  }) as const satisfies Answers;

/** Answers the questions in their order, the code from the letter included. */
export async function fills(by: Applicant, answers: Answers = fatherAlone()) {
  const { id: draftId } = await draftOf(by);
  for (const question of ["mode", "name", "relation", "number", "mobile", "email"] as const) {
    const answer = answers[question];
    if (answer) await saveAnswer(by, { sessionId, draftId, question, answer });
  }
  if (answers.email) await confirms(by, draftId);
  for (const question of ["paper", "second"] as const) {
    const answer = answers[question];
    if (answer) await saveAnswer(by, { sessionId, draftId, question, answer });
  }
  return draftOf(by);
}

/** Has the digits mailed and types them. */
export async function confirms(by: Applicant, draftId: string) {
  await sendEmailCode(by, { draftId, again: false });
  await confirmEmailCode(by, { draftId, code: sixDigits("email-code", await codeIdOf(draftId)) });
}

export async function codeIdOf(draftId: string) {
  const [code] = await db
    .select({ id: emailCodes.id })
    .from(emailCodes)
    .where(eq(emailCodes.draftId, draftId))
    .orderBy(desc(emailCodes.createdAt))
    .limit(1);
  return code!.id;
}
