import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { databaseNow } from "@/db/queries/clock";
import { latestCode, lockDraft } from "@/db/queries/drafts";
import { emailCodes } from "@/db/schema";
import { judgeCode } from "@/domain/binding/email-code";
import { withAnswer } from "@/domain/binding/wizard";
import type { Actor } from "@/domain/policy";
import { blindIndex, sameBytes, sameText, sixDigits } from "@/lib/crypto";
import { Refusal } from "../refusal";
import { authorise, inTransaction, record } from "../transaction";
import { keepAnswers } from "./save-answer";

export const ConfirmEmailCode = z.object({
  draftId: z.uuid(),
  code: z
    .string("code_missing")
    .transform((typed) => typed.normalize("NFKC").replace(/\D/g, ""))
    .pipe(z.string().min(1, "code_missing").length(6, "code_wrong")),
});

/**
 * Confirm the address in the draft by its code (B3): ten minutes, five tries, the newest one only.
 * @throws Refusal `not_found`, `submitted`, `code_wrong`, `code_expired`, `code_spent`.
 */
export async function confirmEmailCode(by: Actor, input: z.infer<typeof ConfirmEmailCode>) {
  const complaint = await inTransaction(async (tx) => {
    const held = await lockDraft(tx, input.draftId);
    const draft = authorise(by, "binding.confirm_code", held);
    if (draft.submittedAt) throw new Refusal("submitted");
    const email = draft.answers.email?.email ?? "";

    const last = await latestCode(tx, draft.id);
    const code = last && sameBytes(last.emailIndex, blindIndex("email", email)) ? last : undefined;
    const matches = !!code && sameText(sixDigits("email-code", code.id), input.code);
    const verdict = judgeCode(code, matches, await databaseNow(tx));
    if (!verdict.allowed && verdict.reason !== "code_wrong") return verdict.reason;

    await tx
      .update(emailCodes)
      .set(verdict.allowed ? { confirmedAt: sql`now()` } : { triesLeft: code!.triesLeft - 1 })
      .where(eq(emailCodes.id, code!.id));
    if (verdict.allowed) {
      await keepAnswers(tx, draft, withAnswer(draft.answers, "code", { email }));
    }
    const to = verdict.allowed ? "confirmed" : "wrong";
    await record(tx, by, { action: "binding.confirm_code", subjectId: draft.id, to });
    return verdict.allowed ? undefined : verdict.reason;
  });
  // Refused after the commit: a try that was used up must stay used up.
  if (complaint) throw new Refusal(complaint);
}
