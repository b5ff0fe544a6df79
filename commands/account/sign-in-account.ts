import { z } from "zod";
import { accountAtDoor, lockAccount } from "@/db/queries/account";
import { holderDoor, maySignIn } from "@/domain/account/sign-in";
import { normaliseEmail } from "@/domain/ids/email";
import type { Actor } from "@/domain/policy";
import { blindIndex } from "@/lib/crypto";
import { Refusal } from "../refusal";
import { authorise, inTransaction, record } from "../transaction";
import { verifyPassword } from "./hashing";
import { closeSession, openSession, type Source } from "./sessions";
import { type Attempt, accountMark, chargeAttempt, type Device, settleSuccess } from "./throttling";

export const SignInAccount = z.object({
  email: z
    .string("email_missing")
    .max(254, "not_recognised")
    .transform(normaliseEmail)
    .pipe(z.string().min(1, "email_missing")),
  password: z.string("password_missing").min(1, "password_missing").max(256, "not_recognised"),
});

type Browser = { from: Source; device?: Device; replacedSessionId?: string };

/**
 * A holder signs in by e-mail and password (A17). Unknown address, wrong password, lock and an
 * account not yet activated are one answer after the same work: as many statements, one Argon2id.
 * @returns the session to start, and the mark by which the browser's device cookie knows it.
 * @throws Refusal `not_recognised`.
 */
export async function signInAccount(
  by: Actor,
  { email, password }: z.infer<typeof SignInAccount>,
  { from, device, replacedSessionId }: Browser,
) {
  authorise(by, "account.sign_in", {});
  const account = holderDoor(email);
  const attempt: Attempt = { account, secret: password, address: from.address, device };

  const judged = await accountAtDoor(blindIndex("email", email));
  // The password is judged also when the throttle has long said no: it must not answer sooner.
  const [isRight, throttle] = await Promise.all([
    verifyPassword(judged?.passwordHash, password),
    chargeAttempt(attempt),
  ]);

  const sessionId = await inTransaction(async (tx) => {
    const held = await lockAccount(tx, judged?.id ?? nobodysId);
    const unchanged = held?.passwordHash === judged?.passwordHash;
    const verdict = maySignIn(unchanged ? held : undefined, isRight);
    const action = "account.sign_in";
    if (!held || !verdict.allowed || !throttle.allowed) {
      const detail = throttle.allowed ? undefined : throttle.reason;
      await record(tx, by, { action, subjectId: held?.id ?? "unknown", to: "refused", detail });
      return undefined;
    }

    await settleSuccess(tx, attempt);
    if (replacedSessionId) await closeSession(tx, replacedSessionId, "replaced");
    await record(tx, by, { action, subjectId: held.id, to: "signed_in" });
    return openSession(tx, { kind: "holder", subjectId: held.id, from });
  });
  if (!sessionId) throw new Refusal("not_recognised");
  return { sessionId, mark: accountMark(account) };
}

/** Looked up where no account was found, so that both cost the same. */
const nobodysId = "00000000-0000-0000-0000-000000000000";
