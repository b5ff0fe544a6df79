import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { childOfPortalAccount, lockPortalAccount } from "@/db/queries/portal-accounts";
import { portalAccounts } from "@/db/schema";
import { mayChoose } from "@/domain/account/passwords";
import { mayUseNumber, portalAccountName } from "@/domain/account/portal";
import { lastSix } from "@/domain/ids/national-number";
import type { Actor } from "@/domain/policy";
import { openText } from "@/lib/crypto";
import { insist, Refusal } from "../refusal";
import { authorise, inTransaction, record } from "../transaction";
import { hashPassword } from "./hashing";
import { closeSessionsOf, openSession, type Source } from "./sessions";
import { accountMark } from "./throttling";

export const SetPortalPassword = z.object({ password: z.string() });

/**
 * The forced first change (A12): from now on the child's ID opens nothing (R6). Every session of
 * the portal account ends, the one that asks included.
 * @returns the new, full session, and the mark by which the device cookie knows the account.
 * @throws Refusal `not_found`, `password_already_set`, or a rule of `mayChoose`.
 */
export async function setPortalPassword(
  by: Actor,
  input: z.infer<typeof SetPortalPassword>,
  from: Source,
) {
  const child = by.kind === "portal" ? await childOfPortalAccount(by.id) : undefined;
  const known = authorise(by, "account.set_portal_password", child);
  const number = openText(known.numberCipher, `students.number:${known.studentId}`);
  const personal = [known.studentNumber, number, lastSix(number)];
  // Hashed before anything is held: a lock is no place to compute in.
  const passwordHash = await hashPassword(insist(mayChoose(input.password, personal)));

  return inTransaction(async (tx) => {
    const held = authorise(by, "account.set_portal_password", await lockPortalAccount(tx, by.id));
    if (!mayUseNumber(held)) throw new Refusal("password_already_set");

    await tx
      .update(portalAccounts)
      .set({ passwordHash, passwordSetAt: sql`now()` })
      .where(eq(portalAccounts.id, by.id));
    await closeSessionsOf(tx, "portal", by.id, "password_set");
    const sessionId = await openSession(tx, { kind: "portal", subjectId: by.id, from });
    await record(tx, by, { action: "account.set_portal_password", subjectId: by.id });
    const account = portalAccountName(held.schoolCode, held.studentNumber);
    return { sessionId, mark: accountMark(account) };
  });
}
