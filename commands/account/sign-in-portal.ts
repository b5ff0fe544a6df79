import { sql } from "drizzle-orm";
import { z } from "zod";
import { childAtEntrance } from "@/db/queries/portal-accounts";
import { portalAccounts } from "@/db/schema";
import { mayEnter, portalAccountName } from "@/domain/account/portal";
import { normaliseNumber } from "@/domain/ids/national-number";
import type { Actor } from "@/domain/policy";
import { blindIndex, sameBytes } from "@/lib/crypto";
import { Refusal } from "../refusal";
import { authorise, inTransaction, record, type Tx } from "../transaction";
import { verifyPassword } from "./hashing";
import { closeSession, openSession, type Source } from "./sessions";
import { type Attempt, accountMark, chargeAttempt, type Device, settleSuccess } from "./throttling";

export const SignInPortal = z.object({
  schoolCode: z.string(),
  /** Without its `P`, as `studentNumberIn` gives it. */
  studentNumber: z.string(),
  secret: z.string().max(256),
});

type Browser = { from: Source; device?: Device; replacedSessionId?: string };
type Child = Awaited<ReturnType<typeof childAtEntrance>>;

/**
 * A parent enters the child's portal (G1, A12, R6). Unknown number, wrong secret, spent ID,
 * restricted child and lock are one answer after the same work: as many statements, one Argon2id.
 * @returns the session to start, and the mark by which the browser's device cookie knows it.
 * @throws Refusal `not_recognised`.
 */
export async function signInPortal(
  by: Actor,
  input: z.infer<typeof SignInPortal>,
  { from, device, replacedSessionId }: Browser,
) {
  authorise(by, "account.sign_in_portal", {});
  const { schoolCode, studentNumber, secret } = input;
  const account = portalAccountName(schoolCode, studentNumber);
  const attempt: Attempt = { account, secret, address: from.address, device };

  const judged = await childAtEntrance(schoolCode, studentNumber);
  // The secret is judged also when the throttle has long said no: it must not answer sooner.
  const [secretIs, throttle] = await Promise.all([judge(judged, secret), chargeAttempt(attempt)]);

  // Asked again: judging takes its time, and what was decided meanwhile stands.
  const child = await childAtEntrance(schoolCode, studentNumber);
  const unchanged = child?.passwordHash === judged?.passwordHash;
  const verdict = mayEnter(unchanged ? child : undefined, secretIs);

  const entered = await inTransaction(async (tx) => {
    if (!verdict.allowed || !throttle.allowed) {
      const subjectId = throttle.allowed ? "unknown" : throttle.reason;
      await record(tx, by, { action: "account.sign_in_portal", subjectId, to: "refused" });
      return undefined;
    }

    await settleSuccess(tx, attempt);
    const subjectId = child!.portalAccountId ?? (await accountFor(tx, child!.studentId));
    if (replacedSessionId) await closeSession(tx, replacedSessionId, "replaced");
    const sessionId = await openSession(tx, { kind: "portal", subjectId, from, ...verdict.value });
    const to = verdict.value.mustSetPassword ? "must_set_password" : "signed_in";
    await record(tx, by, { action: "account.sign_in_portal", subjectId, to });
    return { sessionId, ...verdict.value, mark: accountMark(account) };
  });
  if (!entered) throw new Refusal("not_recognised");
  return entered;
}

const nobody = Buffer.alloc(32);

async function judge(child: Child, secret: string) {
  const typed = blindIndex("person", normaliseNumber(secret));
  const isNumber = sameBytes(typed, child?.numberIndex ?? nobody);
  return { isNumber, isPassword: await verifyPassword(child?.passwordHash, secret) };
}

/** The child's portal account, made at its first sign-in; two at once make one. */
async function accountFor(tx: Tx, studentId: string): Promise<string> {
  const [row] = await tx
    .insert(portalAccounts)
    .values({ studentId })
    .onConflictDoUpdate({
      target: portalAccounts.studentId,
      set: { studentId: sql`excluded.student_id` },
    })
    .returning({ id: portalAccounts.id });
  return row!.id;
}
