import { fillPlaceholders, type Placeholder, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { throttles } from "@/db/schema";
import { type Counted, mayTry, sourceOf, throttleRules } from "@/domain/account/throttle";
import { normaliseNumber } from "@/domain/ids/national-number";
import { blindIndex } from "@/lib/crypto";
import type { Tx } from "../transaction";

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

type Counts = { tries: number; accountsOfSecret: number; failuresOfSource: number };

/**
 * Count a try before its secret is judged, so that fifty at once are not fifty guesses. The
 * verdict must be honoured whatever the password says, and the password judged all the same.
 */
export async function chargeAttempt(attempt: Attempt) {
  const [kind, text] = guessed(attempt);
  const { params, ...query } = charges[kind];
  const values = fillPlaceholders(params, {
    pair: keyOf("pair", pairOf(attempt)),
    secret: keyOf("secret", fold(attempt.secret)),
    guess: keyOf(kind, text),
    source: keyOf("source", sourceOf(attempt.address)),
  });
  const { rows } = await db.$client.query<Counts>({ ...query, values });
  return mayTry({ ...rows[0]!, knownDevice: isKnown(attempt) });
}

/**
 * A success clears the account's own counter, and takes back what this try charged elsewhere, in
 * the order of the charge. A failure leaves every charge as it is.
 */
export async function settleSuccess(tx: Tx, attempt: Attempt) {
  await tx.execute(sql`
    with pair as (
      delete from ${throttles} where key = ${keyOf("pair", pairOf(attempt))} returning 1),
    secret as (
      update ${throttles} set failures = greatest(failures - (select count(*) from pair), 0)
      where key = ${keyOf("secret", fold(attempt.secret))} returning 1),
    guess as (
      delete from ${throttles}
      where key = ${keyOf(...guessed(attempt))} and (select count(*) from secret) >= 0 returning 1)
    update ${throttles} set failures = greatest(failures - 1, 0)
    where key = ${keyOf("source", sourceOf(attempt.address))}
      and (select count(*) from guess) >= 0`);
}

/** The coarsest form that still opens anything: spacing and case make no second secret. */
const fold = normaliseNumber;
const pairOf = ({ account, secret }: Attempt) => `${fold(secret)} ${account}`;
const keyOf = (kind: Counted, text: string) => blindIndex("throttle", `${kind}:${text}`);

function guessed(attempt: Attempt): ["account" | "device", string] {
  const { account, device } = attempt;
  return isKnown(attempt) ? ["device", `${device!.id} ${account}`] : ["account", account];
}

const inMs = (ms: number) => sql.raw(`now() + interval '${ms} milliseconds'`);

/**
 * Add to a counter and read it, in one statement: no try is lost, however many come at once. Past
 * its window it starts anew; where it reaches its rule's count, its window becomes the lock.
 */
function counting(kind: Counted, key: Buffer | Placeholder, by: SQL): SQL {
  const { locksAt, windowMs, lockMs, ...rule } = throttleRules[kind];
  const over = sql`held.window_ends_at <= now()`;
  const locks = sql`held.failures < ${locksAt} and held.failures + excluded.failures >= ${locksAt}`;
  const renews = sql.raw("renews" in rule ? "excluded.failures > 0" : "false");
  return sql`
    insert into ${throttles} as held (key, failures, window_ends_at)
    values (${key}, ${by}, ${inMs(windowMs)})
    on conflict (key) do update set
      failures = excluded.failures + case when ${over} then 0 else held.failures end,
      window_ends_at = case
        when ${over} then excluded.window_ends_at
        when held.locked_until is not null then held.window_ends_at
        when ${locks} then ${inMs(lockMs)}
        when ${renews} then excluded.window_ends_at
        else held.window_ends_at end,
      locked_until = case
        when ${over} then null
        when ${locks} then ${inMs(lockMs)}
        else held.locked_until end
    returning failures`;
}

/** Prepared once a connection, since it is long and every try begins with it. */
const charges = { account: charging("account"), device: charging("device") };

/**
 * Each counter waits for the one before it, so that two tries never wait for each other. The disk
 * is not waited for: what is recorded of the try is on it before anybody gets an answer.
 */
function charging(kind: "account" | "device") {
  const key = sql.placeholder;
  const statement = sql`
    with pair as (${counting("pair", key("pair"), sql`1`)}),
    secret as (${counting("secret", key("secret"), sql`(select (failures = 1)::int from pair)`)}),
    guess as (${counting(kind, key("guess"), sql`(select 1 from secret)`)}),
    source as (${counting("source", key("source"), sql`(select 1 from guess)`)})
    select guess.failures as tries, secret.failures as "accountsOfSecret",
      source.failures - 1 as "failuresOfSource",
      set_config('synchronous_commit', 'off', true)
    from guess, secret, source`;
  const { sql: text, params } = new PgDialect().sqlToQuery(statement);
  return { name: `charge_${kind}`, text, params };
}
