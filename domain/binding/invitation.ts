import { allow, refuse, type Verdict } from "../verdict";

export type InvitationFacts = {
  expiresAt: Date;
  submittedAt: Date | null;
  withdrawnAt: Date | null;
};

/** Does the link of an invitation still open (R7)? Once answered it only shows where it stands. */
export function mayOpenInvitation(invitation: InvitationFacts, now: Date): Verdict<"link_dead"> {
  const dead = invitation.withdrawnAt || (invitation.expiresAt <= now && !invitation.submittedAt);
  return dead ? refuse("link_dead") : allow(undefined);
}
