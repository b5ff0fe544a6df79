import { and, eq, gt, lte, sql } from "drizzle-orm";
import { throttles } from "@/db/schema";
import { type Counted, mayTry, sourceOf, throttleRules } from "@/domain/account/throttle";
import { normaliseNumber } from "@/domain/ids/national-number";
import { blindIndex } from "@/lib/crypto";
import { inTransaction, type Tx } from "../transaction";

/** A browser that signed in before, and the marks of the accounts it signed in to. */
export type Device = { id: string; marks: readonly string[] };

/**
 * One try at an account. `account` names it as typed and normalised, with its kind, existing or
 * not (`portal:<school>:<number>`, `holder:<e-mail>`); all of it is stored as fingerprints only.
 */
export type Attempt = { account: string; secret: string; address: string; device?: Device };

/** By which a device remembers an account without naming it. */
export const accountMark = (account: string) =>
  blindIndex("throttle", `mark:${account}`).toString("base64url").slice(0, 22);

const isKnown = ({ device, account }: Attempt) =>
  device?.marks.includes(accountMark(account)) ?? false;

/**
 * Count a try before its secret is judged, so that fifty at once are not fifty guesses. The
 * verdict must be honoured whatever the password says, and the password judged all the same.
 */
export function chargeAttempt(attempt: Attempt) {
  const { address, secret } = attempt;
  const knownDevice = isKnown(attempt);
  return inTransaction(async (tx) => {
    // Always in this order, so that two tries never wait for each other.
    const pairTries = await charge(tx, "pair", pairOf(attempt));
    const accountsOfSecret = await charge(tx, "secret", fold(secret), pairTries === 1 ? 1 : 0);
    const tries = await charge(tx, ...guessed(attempt));
    const failuresOfSource = await standing(tx, "source", sourceOf(address));
    return mayTry({ knownDevice, tries, accountsOfSecret, failuresOfSource });
  });
}

/** What a failure leaves besides the charge: one more failure of its source. */
export async function settleFailure(tx: Tx, { address }: Attempt) {
  await charge(tx, "source", sourceOf(address));
}

/** A success clears the account's own counter, and takes back what this try charged elsewhere. */
export async function settleSuccess(tx: Tx, attempt: Attempt) {
  await tx.delete(throttles).where(eq(throttles.key, keyOf("pair", pairOf(attempt))));
  await tx
    .update(throttles)
    .set({ failures: sql`greatest(${throttles.failures} - 1, 0)` })
    .where(eq(throttles.key, keyOf("secret", fold(attempt.secret))));
  await tx.delete(throttles).where(eq(throttles.key, keyOf(...guessed(attempt))));
}

/** Forget counters whose time is over. @returns how many. */
export async function discardOldThrottles(tx: Tx, rowsMax = 1_000) {
  const old = tx
    .select({ key: throttles.key })
    .from(throttles)
    .where(lte(throttles.windowEndsAt, sql`now()`))
    .limit(rowsMax)
    .for("update", { skipLocked: true });
  const gone = await tx.delete(throttles).where(sql`${throttles.key} in ${old}`);
  return gone.rowCount ?? 0;
}

/** The coarsest form that still opens anything: spacing and case make no second secret. */
const fold = normaliseNumber;
const pairOf = ({ account, secret }: Attempt) => `${fold(secret)} ${account}`;
const keyOf = (kind: Counted, text: string) => blindIndex("throttle", `${kind}:${text}`);

function guessed(attempt: Attempt): [Counted, string] {
  const { account, device } = attempt;
  return isKnown(attempt) ? ["device", `${device!.id} ${account}`] : ["account", account];
}

const inMs = (ms: number) => sql`now() + ${`${ms} milliseconds`}::interval`;

/** Add to a counter and read it, in one statement: no try is lost, however many come at once. */
async function charge(tx: Tx, kind: Counted, text: string, by: 0 | 1 = 1): Promise<number> {
  const { locksAt, windowMs, lockMs, ...rule } = throttleRules[kind];
  const { failures, windowEndsAt, lockedUntil } = throttles;
  const isOver = sql`${windowEndsAt} <= now()`;
  const locksNow = sql`${failures} < ${locksAt} and ${failures} + ${by} >= ${locksAt}`;
  const renewed = "renews" in rule && by > 0 ? inMs(windowMs) : windowEndsAt;

  const [row] = await tx
    .insert(throttles)
    .values({ key: keyOf(kind, text), failures: by, windowEndsAt: inMs(windowMs) })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        failures: sql`case when ${isOver} then ${by}::int else ${failures} + ${by} end`,
        windowEndsAt: sql`case when ${isOver} then ${inMs(windowMs)}
          when ${lockedUntil} is not null then ${windowEndsAt}
          when ${locksNow} then ${inMs(lockMs)} else ${renewed} end`,
        lockedUntil: sql`case when ${isOver} then null
          when ${locksNow} then ${inMs(lockMs)} else ${lockedUntil} end`,
      },
    })
    .returning({ failures });
  return row!.failures;
}

/** What a counter stands at, without adding to it. */
async function standing(tx: Tx, kind: Counted, text: string): Promise<number> {
  const [row] = await tx
    .select({ failures: throttles.failures })
    .from(throttles)
    .where(and(eq(throttles.key, keyOf(kind, text)), gt(throttles.windowEndsAt, sql`now()`)));
  return row?.failures ?? 0;
}
