import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { linkOf, lockLink, openEmail, openNumber } from "@/db/queries/account";
import { accounts, activations } from "@/db/schema";
import { settleLink } from "@/domain/account/activation";
import { mayChoose } from "@/domain/account/passwords";
import { holderDoor } from "@/domain/account/sign-in";
import { lastSix } from "@/domain/ids/national-number";
import type { Actor } from "@/domain/policy";
import { insist } from "../refusal";
import { authorise, inTransaction, notify, record } from "../transaction";
import { hashPassword } from "./hashing";
import { closeSessionsOf, openSession, type Source } from "./sessions";
import { accountMark } from "./throttling";

export const ActivateAccount = z.object({ password: z.string() });

/**
 * The first password of a parent's account (A17, R6): from now on link and digits open nothing.
 * Every session that might have set it ends; the letter that says so is promised.
 * @returns the holder's first session, and the mark by which the browser's device cookie knows it.
 * @throws Refusal `not_found`, `wrong_status`, or a rule of `mayChoose`.
 */
export async function activateAccount(
  by: Actor,
  input: z.infer<typeof ActivateAccount>,
  from: Source,
): Promise<{ sessionId: string; mark: string }> {
  const known = by.kind === "claimant" ? await linkOf(by.id) : undefined;
  const claimed = authorise(by, "account.activate", known);
  const number = openNumber(claimed);
  const email = openEmail(claimed);
  const personal = [number, lastSix(number), email.split("@")[0]!];
  // Hashed before anything is held: a lock is no place to compute in.
  const passwordHash = await hashPassword(insist(mayChoose(input.password, personal)));

  return inTransaction(async (tx) => {
    const link = authorise(by, "account.activate", await lockLink(tx, by.id));
    const { activationId, accountId, accountStatus, locale } = link;
    const to = insist(settleLink(link, "activate"));

    await tx
      .update(accounts)
      .set({ status: to, passwordHash, activatedAt: sql`now()` })
      .where(eq(accounts.id, accountId));
    await tx
      .update(activations)
      .set({ usedAt: sql`now()` })
      .where(and(eq(activations.accountId, accountId), isNull(activations.usedAt)));
    await closeSessionsOf(tx, "claimant", activationId, "password_set");
    const sessionId = await openSession(tx, { kind: "holder", subjectId: accountId, from });
    const action = "account.activate";
    await record(tx, by, { action, subjectId: accountId, from: accountStatus, to });
    const letter = { subjectId: activationId, recipientId: accountId, locale };
    await notify(tx, "account-activated", letter);
    return { sessionId, mark: accountMark(holderDoor(email)) };
  });
}
