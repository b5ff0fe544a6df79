import { allow, refuse, type Verdict } from "../verdict";

/** How long a mailed code works, and how often it may be typed wrong (B3). */
export const codeLivesMinutes = 10;
export const codeTries = 5;
export const codesPerHourMax = 6;
export const codePauseSeconds = 30;

export type Code = { expiresAt: Date; triesLeft: number; confirmedAt: Date | null };

/** May another code be mailed? Pressing again at once mails nothing new. */
export function mayMailCode(
  lastMailedAt: Date | undefined,
  mailedThisHour: number,
  now: Date,
): Verdict<"wait" | "too_many_codes"> {
  if (mailedThisHour >= codesPerHourMax) return refuse("too_many_codes");
  const pauseEndsAt = (lastMailedAt?.getTime() ?? 0) + codePauseSeconds * 1_000;
  return now.getTime() < pauseEndsAt ? refuse("wait") : allow(undefined);
}

/** What typing a code leads to. A code that ran out of tries or time is never compared. */
export function judgeCode(
  code: Code | undefined,
  matches: boolean,
  now: Date,
): Verdict<"code_expired" | "code_spent" | "code_wrong"> {
  if (!code || code.expiresAt <= now) return refuse("code_expired");
  if (code.triesLeft <= 0) return refuse("code_spent");
  return matches ? allow(undefined) : refuse("code_wrong");
}
