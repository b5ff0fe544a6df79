import { randomUUID } from "node:crypto";
import { z } from "zod";
import { databaseNow } from "@/db/queries/clock";
import { codesMailedSince, latestCode, lockDraft } from "@/db/queries/drafts";
import { emailCodes } from "@/db/schema";
import { codeLivesMinutes, codeTries, mayMailCode } from "@/domain/binding/email-code";
import type { Actor } from "@/domain/policy";
import { blindIndex, sameBytes, sealText } from "@/lib/crypto";
import { hours, later, minutes } from "@/lib/time";
import { Refusal } from "../refusal";
import { authorise, inTransaction, notify, record } from "../transaction";

export const SendEmailCode = z.object({ draftId: z.uuid(), again: z.boolean().default(false) });

/**
 * Mail a six-digit code to the address in the draft (B3). Without `again`, a code still alive for
 * the same address is enough, so that a reload mails nothing.
 * @throws Refusal `not_found`, `submitted`, `no_email`, `wait`, `too_many_codes`.
 */
export async function sendEmailCode(by: Actor, input: z.infer<typeof SendEmailCode>) {
  await inTransaction(async (tx) => {
    const held = await lockDraft(tx, input.draftId);
    const draft = authorise(by, "binding.send_code", held);
    if (draft.submittedAt) throw new Refusal("submitted");
    const email = draft.answers.email?.email;
    if (!email) throw new Refusal("no_email");

    const now = await databaseNow(tx);
    const emailIndex = blindIndex("email", email);
    const last = await latestCode(tx, draft.id);
    const alive = last && last.expiresAt > now && sameBytes(last.emailIndex, emailIndex);
    if (alive && !input.again) return;
    const mailed = await codesMailedSince(tx, draft.id, later(now, -hours(1)));
    const verdict = mayMailCode(alive ? last.createdAt : undefined, mailed, now);
    if (!verdict.allowed) throw new Refusal(verdict.reason);

    const id = randomUUID();
    await tx.insert(emailCodes).values({
      id,
      draftId: draft.id,
      emailCipher: sealText(email, `email_codes.email:${id}`),
      emailIndex,
      createdAt: now,
      expiresAt: later(now, minutes(codeLivesMinutes)),
      triesLeft: codeTries,
    });
    await record(tx, by, { action: "binding.send_code", subjectId: draft.id });
    await notify(tx, "email-code", { subjectId: id, recipientId: draft.id, locale: draft.locale });
  });
}
