import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { lockLink } from "@/db/queries/account";
import { accounts, activations, notices, reviewFlags } from "@/db/schema";
import { disownings, settleLink } from "@/domain/account/activation";
import type { Actor } from "@/domain/policy";
import { idOfLinkToken } from "@/lib/crypto";
import { insist, Refusal } from "../refusal";
import { authorise, inTransaction, record, type Tx } from "../transaction";
import { closeSessionsOf } from "./sessions";

export const DisownAccount = z.object({
  /** The mailed link; a claimant has shown it already. */
  token: z.string().max(100).optional(),
  because: z.enum(disownings),
});

/**
 * "This is not mine" (B5): the account stays shut, its links and sessions end, no letter follows,
 * and the next application by this person waits for a person. The relation itself is not ended
 * here: that is the school's to do (五(五)), and nobody can use it meanwhile.
 * @throws Refusal `link_dead`, `not_found`, `wrong_status`.
 */
export async function disownAccount(by: Actor, input: z.infer<typeof DisownAccount>) {
  const { token = "", because } = input;
  const id = by.kind === "claimant" ? by.id : idOfLinkToken("activation", token);
  if (!id) throw new Refusal("link_dead");

  await inTransaction(async (tx) => {
    const link = authorise(by, "account.disown", await lockLink(tx, id));
    const { accountId, accountStatus: from, personIndex } = link;
    const to = insist(settleLink(link, "disown"));

    await tx.update(accounts).set({ status: to }).where(eq(accounts.id, accountId));
    await tx
      .update(activations)
      .set({ usedAt: sql`now()` })
      .where(and(eq(activations.accountId, accountId), isNull(activations.usedAt)));
    await closeSessionsOf(tx, "claimant", id, "disowned");
    await tx
      .insert(reviewFlags)
      .values({ personIndex, reason: "disowned_account" })
      .onConflictDoNothing();
    await cancelLetters(tx, accountId);
    const action = "account.disown";
    await record(tx, by, { action, subjectId: accountId, from, to, detail: because });
  });
}

/** Letters promised to the account and not yet sent: whoever reads them is somebody else. */
async function cancelLetters(tx: Tx, accountId: string) {
  await tx
    .update(notices)
    .set({ cancelledAt: sql`now()` })
    .where(
      and(
        eq(notices.recipientId, accountId),
        isNull(notices.sentAt),
        isNull(notices.cancelledAt),
        isNull(notices.givenUpAt),
      ),
    );
}
