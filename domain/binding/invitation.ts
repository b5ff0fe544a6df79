import { allow, refuse, type Verdict } from "../verdict";

export type InvitationFacts = {
  expiresAt: Date;
  submittedAt: Date | null;
  withdrawnAt: Date | null;
};

/** Does the link of an invitation still open (R7)? Once answered it only shows where it stands. */
export function mayOpenInvitation(invitation: InvitationFacts, now: Date): Verdict<"link_dead"> {
  const dead = invitation.withdrawnAt || invitation.expiresAt <= now;
  return dead ? refuse("link_dead") : allow(undefined);
}

/** May the invited parent still fill in, agree and sign? Once, and never after it ended. */
export function mayAnswerInvitation(
  invitation: InvitationFacts | undefined,
  now: Date,
): Verdict<"link_dead" | "submitted"> {
  if (!invitation) return refuse("link_dead");
  if (invitation.submittedAt) return refuse("submitted");
  return mayOpenInvitation(invitation, now);
}
