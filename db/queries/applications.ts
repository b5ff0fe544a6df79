import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { OwnScope } from "@/domain/policy";
import { db, type Tx } from "../client";
import { applications, invitations, schools, signatures, students } from "../schema";

/**
 * What was submitted for a draft's child, read once both are held: the reference of this draft's
 * own application, how many came within a day (abuse 13), and the database's time.
 */
export async function submittedSoFar(tx: Tx, draft: { id: string; studentId: string }) {
  const ofDraft = eq(applications.draftId, draft.id);
  const withinADay = sql`${applications.submittedAt} > clock_timestamp() - interval '1 day'`;
  const [row] = await tx
    .select({
      reference: sql<string | null>`max(${applications.reference}) filter (where ${ofDraft})`,
      today: sql<number>`(count(*) filter (where ${withinADay}))::int`,
      now: sql`clock_timestamp()`.mapWith(applications.submittedAt),
    })
    .from(applications)
    .where(eq(applications.studentId, draft.studentId))
    .prepare("submitted_so_far")
    .execute();
  return row!;
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
