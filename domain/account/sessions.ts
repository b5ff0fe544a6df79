import type { SessionKind } from "./statuses";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long a session lives at most, whatever happens in it. */
export const sessionLivesMs = {
  portal: 2 * hourMs,
  invitee: 2 * hourMs,
  holder: 8 * hourMs,
  claimant: hourMs / 2,
} as const satisfies Record<SessionKind, number>;

/** A session nobody used for so long is over (閒置登出). */
export const sessionIdleMs = 30 * minuteMs;

/** How exactly it is known when a session was last used: a page view seldom writes. */
export const sessionSeenEveryMs = minuteMs;

/** Why a session ended before its time. */
export const sessionEndings = [
  "signed_out",
  "password_set",
  "replaced",
  "disowned",
  // The student left, changed school or is newly protected (五(六)).
  "student_moved",
] as const;
export type SessionEnding = (typeof sessionEndings)[number];
