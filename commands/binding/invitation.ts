import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { databaseNow } from "@/db/queries/clock";
import { applications, invitations } from "@/db/schema";
import type { AnswerTo } from "@/domain/binding/answers";
import { mayAnswerInvitation } from "@/domain/binding/invitation";
import { invitationLivesDays } from "@/domain/binding/limits";
import type { Actor } from "@/domain/policy";
import { blindIndex, sealText } from "@/lib/crypto";
import { days, later } from "@/lib/time";
import { insist } from "../refusal";
import { notify, record, type Tx } from "../transaction";

type Inviting = { id: string; studentId: string; locale: string };

/** Invite the second parent (二位申辦, R7): a letter with an own link, nothing on behalf of anybody. */
export async function invite(
  tx: Tx,
  by: Actor,
  application: Inviting,
  second: AnswerTo<"second">,
  now: Date,
) {
  const id = randomUUID();
  await tx.insert(invitations).values({
    id,
    applicationId: application.id,
    studentId: application.studentId,
    name: second.name,
    relation: second.relation,
    emailCipher: sealText(second.email, `invitations.email:${id}`),
    emailIndex: blindIndex("email", second.email),
    locale: application.locale,
    createdAt: now,
    expiresAt: later(now, days(invitationLivesDays)),
  });
  await record(tx, by, { action: "binding.submit", subjectId: id, to: "invited" });
  await notify(tx, "parent-invited", {
    subjectId: id,
    recipientId: id,
    locale: application.locale,
  });
}

/**
 * The invitation an invited parent acts under, held; nothing for anybody else.
 * @throws Refusal `submitted`, `link_dead` when it was answered, expired or withdrawn (R7).
 */
export async function holdInvitation(tx: Tx, by: Actor) {
  if (by.kind !== "invitee") return undefined;
  const [held] = await tx
    .select({ invitation: invitations, schoolId: applications.schoolId })
    .from(invitations)
    .innerJoin(applications, eq(applications.id, invitations.applicationId))
    .where(eq(invitations.id, by.id))
    .for("update", { of: invitations });
  insist(mayAnswerInvitation(held?.invitation, await databaseNow(tx)));
  return held;
}

/** The invited parent has submitted: the link has done its work. */
export async function markInvitationAnswered(tx: Tx, invitationId: string, now: Date) {
  await tx
    .update(invitations)
    .set({ submittedAt: now })
    .where(and(eq(invitations.id, invitationId), isNull(invitations.submittedAt)));
}
