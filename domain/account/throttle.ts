import { allow, refuse, type Verdict } from "../verdict";

const minuteMs = 60_000;

/** A count no counter reaches; the database keeps them as 32-bit integers. */
const never = 2 ** 31 - 1;

type Rule = {
  /** The count at which nothing more is let through until the lock ends. */
  locksAt: number;
  /** Counts older than this are forgotten, unless a lock says otherwise. */
  windowMs: number;
  lockMs: number;
  /** Each count starts the window afresh, so that patience does not help. */
  renews?: boolean;
};

/**
 * What is counted when somebody signs in, 資通系統防護基準 and R6. `account` counts for strangers'
 * browsers, `device` for one that signed in to this account before: nobody locks a parent out from
 * elsewhere. `pair` remembers that a secret was tried on an account, so `secret` counts accounts.
 */
export const throttleRules = {
  account: { locksAt: 5, windowMs: 60 * minuteMs, lockMs: 15 * minuteMs },
  device: { locksAt: 5, windowMs: 60 * minuteMs, lockMs: 15 * minuteMs },
  source: { locksAt: 20, windowMs: 15 * minuteMs, lockMs: 15 * minuteMs },
  secret: { locksAt: 4, windowMs: 60 * minuteMs, lockMs: 60 * minuteMs, renews: true },
  pair: { locksAt: never, windowMs: 60 * minuteMs, lockMs: 0, renews: true },
} as const satisfies Record<string, Rule>;
export type Counted = keyof typeof throttleRules;

/** One secret may be tried on so many accounts before it is of no use on any (abuse 1). */
export const accountsPerSecretMax = 3;

export type AttemptCounts = {
  knownDevice: boolean;
  /** Tries at this account, or by this device at it, the present one included. */
  tries: number;
  /** Accounts the submitted secret was tried on, the present one included. */
  accountsOfSecret: number;
  /** Failures from this source before the present try, and tries there not judged yet. */
  failuresOfSource: number;
};

export type ThrottleRefusal = "account_locked" | "secret_repeated" | "source_locked";

/** Does what was typed count at all? A known device is not held for what its network does. */
export function mayTry(counts: AttemptCounts): Verdict<ThrottleRefusal> {
  const { knownDevice, tries, accountsOfSecret, failuresOfSource } = counts;
  if (accountsOfSecret > accountsPerSecretMax) return refuse("secret_repeated");
  if (tries > throttleRules.account.locksAt) return refuse("account_locked");
  const bySource = failuresOfSource >= throttleRules.source.locksAt;
  return bySource && !knownDevice ? refuse("source_locked") : allow(undefined);
}

/** What counts as one source: an IPv4 address, or the network of an IPv6 address (its first 64 bits). */
export function sourceOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const groups = [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.slice(0, 4).join(":")}::/64`;
}
