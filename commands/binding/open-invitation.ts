import { eq } from "drizzle-orm";
import { z } from "zod";
import { databaseNow } from "@/db/queries/clock";
import { invitations } from "@/db/schema";
import { mayOpenInvitation } from "@/domain/binding/invitation";
import type { Actor } from "@/domain/policy";
import { idOfLinkToken } from "@/lib/crypto";
import { openSession, type Source } from "../account/sessions";
import { insist } from "../refusal";
import { authorise, inTransaction, record } from "../transaction";

export const OpenInvitation = z.object({ token: z.string().max(200) });

/**
 * The second parent opens the mailed link (R7): a session for the own part and for nothing else.
 * @returns the id of the session.
 * @throws Refusal `not_found` for any token we did not make, `link_dead` when it no longer works.
 */
export async function openInvitation(
  by: Actor,
  input: z.infer<typeof OpenInvitation> & { source: Source },
): Promise<string> {
  return inTransaction(async (tx) => {
    const id = idOfLinkToken("invitation", input.token);
    const [held] = id
      ? await tx.select().from(invitations).where(eq(invitations.id, id)).for("update")
      : [];
    const invitation = authorise(by, "binding.open_invitation", held);
    const now = await databaseNow(tx);
    insist(mayOpenInvitation(invitation, now));

    await tx
      .update(invitations)
      .set({ openedAt: invitation.openedAt ?? now })
      .where(eq(invitations.id, invitation.id));
    const opening = { kind: "invitee", subjectId: invitation.id, from: input.source } as const;
    const sessionId = await openSession(tx, opening);
    await record(tx, by, { action: "binding.open_invitation", subjectId: invitation.id });
    return sessionId;
  });
}
