import { eq } from "drizzle-orm";
import { submitApplication } from "@/commands/binding/submit-application";
import { db } from "@/db/client";
import { applications, invitations } from "@/db/schema";
import { agrees, anApplicant, fatherAlone, fills, sessionId, source } from "./applicants";
import { anEmail } from "./numbers";

/** What a mother types who was invited: she is not asked for the way of applying. */
export const asMother = () => {
  const { mode: _, ...own } = fatherAlone();
  return { ...own, name: { name: "林小美" }, relation: { relation: "mother" } } as const;
};

/** A father's submitted application that invites the mother, and her invitation (R7). */
export async function anInvitation() {
  const { by } = await anApplicant();
  const second = { name: "林小美", relation: "mother", email: anEmail() } as const;
  const answers = { ...fatherAlone(), mode: { mode: "two_parents" }, second } as const;
  const { id: draftId, version } = await fills(by, answers);
  const signature = { manner: "typed", typedName: "王大明" } as const;
  const form = { draftId, version, sessionId, signature, source };
  const reference = await submitApplication(by, form);
  const [row] = await db
    .select()
    .from(applications)
    .innerJoin(invitations, eq(invitations.applicationId, applications.id))
    .where(eq(applications.reference, reference));
  const { invitations: invitation, applications: first } = row!;
  const invitee = { kind: "invitee", id: invitation.id, studentId: by.studentId } as const;
  return { first, invitation, invitee };
}

/** As above, and the mother has agreed to the consent text. */
export async function anInvited() {
  const made = await anInvitation();
  await agrees(made.invitee);
  return made;
}
