import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { lockLink, openNumber } from "@/db/queries/account";
import { activations } from "@/db/schema";
import {
  expectedDigits,
  looksLikeDigits,
  mayOpen,
  normaliseDigits,
} from "@/domain/account/activation";
import type { Actor } from "@/domain/policy";
import { idOfLinkToken, sameText } from "@/lib/crypto";
import { insist, Refusal } from "../refusal";
import { authorise, inTransaction, record } from "../transaction";
import { openSession, type Source } from "./sessions";
import { type Attempt, chargeAttempt, settleSuccess } from "./throttling";

export const ProveActivation = z.object({
  token: z.string().max(100),
  digits: z
    .string("digits_missing")
    .transform(normaliseDigits)
    .pipe(z.string().min(1, "digits_missing").refine(looksLikeDigits, "digits_form")),
});

/**
 * Whoever holds the mailed link shows the six digits only the applicant knows (R6): five tries a
 * link, throttled by source as well. The link is not used up before a password is set.
 * @returns the id of a session that may set the password, or disown the account.
 * @throws Refusal `link_dead`, or `digits_refused` for wrong digits and for the throttle alike.
 */
export async function proveActivation(
  by: Actor,
  { token, digits }: z.infer<typeof ProveActivation>,
  from: Source,
): Promise<string> {
  const activationId = idOfLinkToken("activation", token);
  if (!activationId) throw new Refusal("link_dead");
  authorise(by, "account.prove_activation", { activationId });
  // The digits are counted with their link: two families may well share six digits.
  const secret = `${activationId} ${digits}`;
  const attempt: Attempt = { account: `activation:${activationId}`, secret, address: from.address };
  const throttle = await chargeAttempt(attempt);

  const outcome = await inTransaction(async (tx) => {
    const link = insist(mayOpen(await lockLink(tx, activationId)));
    const right = sameText(digits, expectedDigits(digits, openNumber(link)));
    const action = "account.prove_activation";
    if (right && throttle.allowed) {
      await settleSuccess(tx, attempt);
      await record(tx, by, { action, subjectId: link.accountId, to: "proved" });
      return {
        sessionId: await openSession(tx, { kind: "claimant", subjectId: activationId, from }),
      };
    }

    const detail = throttle.allowed ? undefined : throttle.reason;
    await record(tx, by, { action, subjectId: link.accountId, to: "refused", detail });
    if (!throttle.allowed) return { refused: "digits_refused" };
    await tx
      .update(activations)
      .set({ triesLeft: sql`${activations.triesLeft} - 1` })
      .where(eq(activations.id, activationId));
    return { refused: link.triesLeft > 1 ? "digits_refused" : "link_dead" };
  });
  // Refused after the commit: a try that was used up must stay used up.
  if (outcome.refused) throw new Refusal(outcome.refused);
  return outcome.sessionId!;
}
