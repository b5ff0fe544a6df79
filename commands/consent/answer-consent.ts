import { z } from "zod";
import { lockStudent } from "@/db/queries/applications";
import { databaseNow } from "@/db/queries/clock";
import { type Actor, ownScope } from "@/domain/policy";
import type { Source } from "../account/sessions";
import { holdInvitation } from "../binding/invitation";
import { authorise, inTransaction, record } from "../transaction";
import { addAnswer, answerBefore, named, textToAnswer } from "./answering";

/** Nothing is preselected: an answer names the text that was read, and the choice (A15). */
export const AnswerConsent = z.object({ textId: z.uuid(), agreed: z.boolean() });

/**
 * Agree to the parent-account consent (個資授權同意書) or refuse it. Both are kept; from a refusal
 * nothing follows, and answering again is always possible. The same press twice is one answer.
 * @returns the id of the answer.
 * @throws Refusal `not_found`, `text_outdated`.
 */
export async function answerConsent(
  by: Actor,
  input: z.infer<typeof AnswerConsent> & { source: Source },
): Promise<string> {
  return inTransaction(async (tx) => {
    await holdInvitation(tx, by);
    const child = "studentId" in by ? await lockStudent(tx, by.studentId) : undefined;
    const { studentId } = authorise(by, "consent.answer", child && { studentId: child.id });
    const owner = ownScope(by)!;
    const text = await textToAnswer(tx, input.textId, "parent_account");
    const given = { text, agreed: input.agreed, source: input.source };
    const { latest, repeated } = await answerBefore(tx, owner, given);
    if (repeated) return repeated.id;

    const id = await addAnswer(tx, owner, { ...given, studentId, now: await databaseNow(tx) });
    await record(tx, by, {
      action: "consent.answer",
      subjectId: id,
      from: named(latest),
      to: named(input),
      detail: text.kind,
    });
    return id;
  });
}
