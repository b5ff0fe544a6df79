import { and, count, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { PortalFacts } from "@/domain/consent/standing";
import type { OwnScope } from "@/domain/policy";
import { openText } from "@/lib/crypto";
import { db, type Reader, type Tx } from "../client";
import {
  applicationDrafts,
  applications,
  cardServices,
  classes,
  consentAnswers,
  portalAccounts,
  schools,
  signatures,
  studentDataAnswers,
  studentDataDrafts,
  students,
} from "../schema";
import { ownConsentAnswers } from "./consent";

/** What the portal shows of its child (G2-2): nothing beyond class, name, number and school. */
export async function portalChild(scope: OwnScope) {
  const [row] = await db
    .select({
      name: students.name,
      studentNumber: students.studentNumber,
      classTitle: classes.title,
      schoolName: schools.name,
      level: schools.level,
    })
    .from(portalAccounts)
    .innerJoin(students, eq(students.id, portalAccounts.studentId))
    .innerJoin(schools, eq(schools.id, students.schoolId))
    .leftJoin(classes, eq(classes.id, students.classId))
    .where(portalOf(scope));
  return row;
}

/** The last thing said of the child's data, by whichever parent; never the sentence itself. */
export async function latestDataAnswer(scope: OwnScope) {
  const [row] = await db
    .select({ correct: studentDataAnswers.correct, answeredAt: studentDataAnswers.answeredAt })
    .from(studentDataAnswers)
    .innerJoin(portalAccounts, eq(portalAccounts.studentId, studentDataAnswers.studentId))
    .where(portalOf(scope))
    .orderBy(desc(studentDataAnswers.answeredAt))
    .limit(1);
  return row;
}

/** The choice kept with 暫存離開, until it is sent. */
export async function keptDataAnswer(scope: OwnScope) {
  const [row] = await db
    .select()
    .from(studentDataDrafts)
    .innerJoin(portalAccounts, eq(portalAccounts.id, studentDataDrafts.portalAccountId))
    .where(portalOf(scope));
  return row?.student_data_drafts;
}

/** What the latest decision on the student card was, by whichever parent (A15). */
export async function latestCardDecision(scope: OwnScope) {
  const [row] = await db
    .select({
      opened: cardServices.opened,
      decidedAt: cardServices.decidedAt,
      answerId: cardServices.answerId,
    })
    .from(cardServices)
    .innerJoin(portalAccounts, eq(portalAccounts.studentId, cardServices.studentId))
    .where(portalOf(scope))
    .orderBy(desc(cardServices.decidedAt))
    .limit(1);
  return row;
}

/** How far the applications begun here have come, as counts. */
async function applicationProgress(scope: OwnScope) {
  const [submitted] = await db
    .select({
      all: count(),
      approved: sql<number>`count(*) filter (where ${isNotNull(applications.accountId)})`.mapWith(
        Number,
      ),
    })
    .from(applications)
    .where(
      and(eq(applications.ownerKind, scope.ownerKind), eq(applications.ownerId, scope.ownerId)),
    );
  const [draft] = await db
    .select({ id: applicationDrafts.id })
    .from(applicationDrafts)
    .where(
      and(
        eq(applicationDrafts.ownerKind, scope.ownerKind),
        eq(applicationDrafts.ownerId, scope.ownerId),
        isNull(applicationDrafts.submittedAt),
      ),
    );
  return {
    submitted: submitted!.all,
    approved: submitted!.approved,
    draftOpen: draft !== undefined,
  };
}

/** All that the tiles of a portal are made of (A13). */
export async function portalFacts(scope: OwnScope): Promise<PortalFacts> {
  const [data, kept, [consent], card, applications] = await Promise.all([
    latestDataAnswer(scope),
    keptDataAnswer(scope),
    ownConsentAnswers(scope, "parent_account", { rowsMax: 1 }),
    latestCardDecision(scope),
    applicationProgress(scope),
  ]);
  return { data, dataKept: kept !== undefined, consent, card, applications };
}

/** The child of a portal, held: both parents' answers come one after the other. */
export async function lockPortalChild(tx: Tx, studentId: string) {
  const [row] = await tx
    .select({ studentId: students.id, name: students.name })
    .from(students)
    .where(eq(students.id, studentId))
    .for("update");
  return row;
}

/** The decision on the card that counts, with who signed it: to recognise a second press. */
export async function cardDecisionInForce(reader: Reader, studentId: string) {
  const [row] = await reader
    .select({ service: cardServices, answer: consentAnswers, signature: signatures })
    .from(cardServices)
    .innerJoin(consentAnswers, eq(consentAnswers.id, cardServices.answerId))
    .innerJoin(
      signatures,
      and(eq(signatures.subjectId, cardServices.id), eq(signatures.subjectKind, "student_card")),
    )
    .where(eq(cardServices.studentId, studentId))
    .orderBy(desc(cardServices.decidedAt))
    .limit(1);
  if (!row) return undefined;
  const { id, contentCipher } = row.signature;
  return { ...row, typedName: openText(contentCipher, `signatures.content:${id}`) };
}

const portalOf = ({ ownerKind, ownerId }: OwnScope) =>
  and(eq(portalAccounts.id, ownerId), sql`${ownerKind} = 'portal'`);
