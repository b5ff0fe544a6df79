import { lastSix, normaliseNumber } from "../ids/national-number";
import { allow, refuse, type Verdict } from "../verdict";
import type { AccountStatus } from "./statuses";

/** Wrong digits a mailed link survives; then it opens nothing any more (R6). */
export const activationTriesMax = 5;

/** What is known of a mailed link and of the account it opens. */
export type Link = {
  accountStatus: AccountStatus;
  usedAt: Date | null;
  expiresAt: Date;
  triesLeft: number;
};

/**
 * Does this link still open something? Used, expired, spent, disowned and never made are one
 * answer, so that a found letter tells nothing about the account behind it.
 */
export function mayOpen(link: Link | undefined, now: Date): Verdict<"link_dead", Link> {
  if (!link || link.accountStatus !== "awaiting_activation") return refuse("link_dead");
  const spent = link.usedAt !== null || link.triesLeft <= 0 || link.expiresAt <= now;
  return spent ? refuse("link_dead") : allow(link);
}

/** As people type them: spaces and hyphens forgiven, and the whole number instead of its end. */
export const typedDigits = (typed: string) => normaliseNumber(typed);

/** Six digits, or a whole number of ten characters of which the six are the end. */
export const looksLikeDigits = (typed: string) => /^(\d{6}|[A-Z][A-Z\d]\d{8})$/.test(typed);

/** What of the person's number the typed text must equal, as long as what was typed. */
export const expectedDigits = (typed: string, number: string) =>
  typed.length === number.length ? number : lastSix(number);
