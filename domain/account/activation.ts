import { lastSix, normaliseNumber } from "../ids/national-number";
import { advance } from "../transition";
import { allow, refuse, type Verdict } from "../verdict";
import { type AccountStatus, accountTransitions } from "./statuses";

/** Wrong digits a mailed link survives; then it opens nothing any more (R6). */
export const activationTriesMax = 5;

/** What is known of a mailed link and of the account it opens. */
export type Link = {
  accountStatus: AccountStatus;
  used: boolean;
  expired: boolean;
  triesLeft: number;
};

/**
 * Does this link still open something? Used, expired, spent, disowned and never made are one
 * answer, so that a found letter tells nothing about the account behind it.
 */
export function mayOpen<Known extends Link>(link: Known | undefined): Verdict<"link_dead", Known> {
  if (!link || link.used || link.expired || link.triesLeft <= 0) return refuse("link_dead");
  const opens: readonly AccountStatus[] = accountTransitions.activate.from;
  return opens.includes(link.accountStatus) ? allow(link) : refuse("link_dead");
}

/**
 * Where an unused link takes its account. A link that has been proved is not stopped by its expiry
 * or by somebody else's wrong digits: the session of the claimant has a short life of its own.
 */
export function settleLink(
  link: Link,
  event: keyof typeof accountTransitions,
): Verdict<"wrong_status", AccountStatus> {
  return link.used
    ? refuse("wrong_status")
    : advance(accountTransitions, event, link.accountStatus);
}

/** What somebody says who will not have the account: kept in the trail, never shown. */
export const disownings = ["not_applied", "not_my_child"] as const;

/** Six digits, or the whole number of ten characters whose end they are; both normalised. */
export const looksLikeDigits = (typed: string) => /^(\d{6}|[A-Z][A-Z\d]\d{8})$/.test(typed);

/** As people type them: spaces, hyphens, small letters and full width are forgiven. */
export const normaliseDigits = normaliseNumber;

/** What the typed text must equal: the person's last six, or all of the number where all came. */
export const expectedDigits = (typed: string, number: string) =>
  typed.length === number.length ? number : lastSix(number);
