import { and, count, desc, eq, gt, type SQL } from "drizzle-orm";
import type { OwnScope } from "@/domain/policy";
import { db, type Reader, type Tx } from "../client";
import { applications, invitations, schools, signatures, students } from "../schema";

/** The application that came of a draft, if it was submitted. */
export async function applicationOfDraft(reader: Reader, draftId: string) {
  const [row] = await reader
    .select({ id: applications.id, reference: applications.reference })
    .from(applications)
    .where(eq(applications.draftId, draftId));
  return row;
}

/** How many applications a child got since a moment: a limit against noise (abuse 13). */
export async function applicationsSince(reader: Reader, studentId: string, since: Date) {
  const [row] = await reader
    .select({ submitted: count() })
    .from(applications)
    .where(and(eq(applications.studentId, studentId), gt(applications.submittedAt, since)));
  return row!.submitted;
}

/** The child, held: everything that concerns one child happens one after the other. */
export async function lockStudent(tx: Tx, studentId: string) {
  const [row] = await tx
    .select({ id: students.id, schoolId: students.schoolId, status: students.status })
    .from(students)
    .where(eq(students.id, studentId))
    .for("update");
  return row;
}

/** What an applicant may know of an own application: where it stands, who acts next (B1). */
export async function ownApplication(scope: OwnScope, reference: string) {
  const [row] = await db
    .select({
      id: applications.id,
      reference: applications.reference,
      status: applications.status,
      mode: applications.mode,
      name: applications.name,
      relation: applications.relation,
      reviewReason: applications.reviewReason,
      submittedAt: applications.submittedAt,
      decidedAt: applications.decidedAt,
      schoolName: schools.name,
      schoolTelephone: schools.telephone,
      signatureManner: signatures.manner,
      signedAt: signatures.signedAt,
      invitationSubmittedAt: invitations.submittedAt,
      invitationExpiresAt: invitations.expiresAt,
      invitedName: invitations.name,
    })
    .from(applications)
    .innerJoin(schools, eq(schools.id, applications.schoolId))
    .leftJoin(
      signatures,
      and(eq(signatures.subjectId, applications.id), eq(signatures.subjectKind, "application")),
    )
    .leftJoin(invitations, eq(invitations.applicationId, applications.id))
    .where(and(mine(scope), eq(applications.reference, reference)));
  return row;
}

/** The applications an applicant began, newest first. */
export function ownApplications(scope: OwnScope, rowsMax = 20) {
  return db
    .select({
      reference: applications.reference,
      status: applications.status,
      name: applications.name,
      submittedAt: applications.submittedAt,
    })
    .from(applications)
    .where(mine(scope))
    .orderBy(desc(applications.submittedAt))
    .limit(rowsMax);
}

/** The child an applicant acts for, by name only: shown masked, for reassurance. */
export async function childNamed(by: { studentId: string }) {
  const [row] = await db
    .select({ name: students.name })
    .from(students)
    .where(eq(students.id, by.studentId));
  return row!;
}

function mine({ ownerKind, ownerId }: OwnScope): SQL | undefined {
  return and(eq(applications.ownerKind, ownerKind), eq(applications.ownerId, ownerId));
}
