import type { Transitions } from "../transition";

/**
 * The life of a parent's account (家長帳號), 五(一)2, R6. `disowned`: whoever got the letter says it
 * is not theirs (B5); nobody signs in until a person has looked. Drawn in docs/states/account.mmd.
 */
export const accountStatuses = ["awaiting_activation", "active", "disowned"] as const;
export type AccountStatus = (typeof accountStatuses)[number];

// biome-ignore format: a table reads as a table
export const accountTransitions = {
  activate: { from: ["awaiting_activation"], to: "active"   },
  disown:   { from: ["awaiting_activation"], to: "disowned" },
} as const satisfies Transitions<AccountStatus>;

/**
 * Who may be behind a session: the child's portal, an invited second parent, an account holder,
 * or a claimant, who has shown link and digits and may set the first password, nothing else (R6).
 */
export const sessionKinds = ["portal", "invitee", "holder", "claimant"] as const;
export type SessionKind = (typeof sessionKinds)[number];
