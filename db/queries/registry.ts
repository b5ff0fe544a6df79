import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Obstacles } from "@/domain/binding/assessment";
import { openApplicationStatuses } from "@/domain/binding/statuses";
import { presentStudentStatuses } from "@/domain/roster/statuses";
import type { Reader, Tx } from "../client";
import {
  type Application,
  accounts,
  applications,
  bindings,
  registryGate,
  reviewFlags,
  type Student,
  students,
} from "../schema";

const databaseClock = sql`clock_timestamp()`.mapWith(registryGate.refilledAt);

/** What a question and an answer need of an application, no more. */
const ofApplication = {
  id: applications.id,
  status: applications.status,
  mode: applications.mode,
  relation: applications.relation,
  locale: applications.locale,
  name: applications.name,
  studentId: applications.studentId,
  numberCipher: applications.numberCipher,
  personIndex: applications.personIndex,
  emailCipher: applications.emailCipher,
  emailIndex: applications.emailIndex,
  mobileCipher: applications.mobileCipher,
  mobileIndex: applications.mobileIndex,
  checkAttempts: applications.checkAttempts,
  nextCheckAt: applications.nextCheckAt,
  submittedAt: applications.submittedAt,
};
export type CheckedApplication = Pick<Application, keyof typeof ofApplication>;

const ofChild = {
  id: students.id,
  name: students.name,
  numberCipher: students.numberCipher,
  numberIndex: students.numberIndex,
};
export type CheckedChild = Pick<Student, keyof typeof ofChild>;

/** The application held for its next question, and the child it is about. */
export async function lockForQuestion(tx: Tx, applicationId: string) {
  const [row] = await tx
    .select({
      application: ofApplication,
      child: ofChild,
      flagged: sql<boolean>`${flagStands}`,
      now: databaseClock,
    })
    .from(applications)
    .innerJoin(students, eq(students.id, applications.studentId))
    .where(eq(applications.id, applicationId))
    .for("update", { of: applications })
    .prepare("registry_question")
    .execute();
  return row;
}

/**
 * The child, then the application, held in this order so that all that concerns one child happens
 * one after the other. A flag being set waits too: its foreign key needs the child's row.
 */
export async function lockForAnswer(tx: Tx, applicationId: string) {
  const studentId = tx
    .select({ id: applications.studentId })
    .from(applications)
    .where(eq(applications.id, applicationId));
  // One statement, two locks: rows of the application exist only once the child's row is held.
  const child = tx.$with("child").as(
    tx
      .select(ofChild)
      .from(students)
      .where(eq(students.id, sql`(${studentId})`))
      .for("update"),
  );
  const [held] = await tx
    .with(child)
    .select({
      application: ofApplication,
      child: {
        id: child.id,
        name: child.name,
        numberCipher: child.numberCipher,
        numberIndex: child.numberIndex,
      },
      gateIsCalm,
      now: databaseClock,
    })
    .from(applications)
    .innerJoin(child, eq(child.id, applications.studentId))
    .where(eq(applications.id, applicationId))
    .for("update", { of: applications })
    .prepare("registry_answer")
    .execute();
  return held;
}

/** Nothing for an answer to set right: so answers need not queue up behind one row. */
const gateIsCalm = sql<boolean>`exists (
  select 1 from ${registryGate}
  where ${registryGate.id} = 1 and ${registryGate.failuresInRow} = 0
    and ${registryGate.openUntil} is null)`;

/** The gate, held until the transaction ends: take it last, everybody else is waiting for it. */
export async function lockGate(tx: Tx) {
  const [gate] = await tx
    .select()
    .from(registryGate)
    .where(eq(registryGate.id, 1))
    .for("update")
    .prepare("registry_gate")
    .execute();
  return gate!;
}

/** How many applications wait for a later question: whoever is put off queues up behind them. */
export async function questionsWaiting(reader: Reader, rowsMax = 20_000) {
  const waiting = sql`(
    select 1 from ${applications}
    where ${applications.status} = 'verifying' and ${applications.nextCheckAt} > now()
    limit ${rowsMax}) as waiting`;
  const [row] = await reader.select({ count: sql<number>`count(*)::int` }).from(waiting);
  return row!.count;
}

/** What stands in the way of an approval, read after the rows are held, in one statement. */
export async function obstaclesTo(reader: Reader, applicationId: string): Promise<Obstacles> {
  const [found] = await reader
    .select({
      flagged: sql<boolean>`${flagStands}`,
      applicantIsStudent: sql<boolean>`${atSchool}`,
      contactShared: sql<boolean>`${onAnothersAccount} or ${onSameChild}`,
      duplicate: sql<boolean>`${boundAlready} or ${appliedBefore}`,
      childMoved: sql<boolean>`${notThere}`,
    })
    .from(applications)
    .where(eq(applications.id, applicationId))
    .prepare("registry_obstacles")
    .execute();
  return found!;
}

/** A flag that stands on the child, or on the person who applies (五(六)). */
const flagStands = sql`exists (
  select 1 from ${reviewFlags}
  where ${reviewFlags.endedAt} is null
    and (${reviewFlags.studentId} = ${applications.studentId}
      or ${reviewFlags.personIndex} = ${applications.personIndex}))`;

const ownAccount = sql`${accounts.personIndex} = ${applications.personIndex}`;

const atSchool = sql`exists (
  select 1 from ${students}
  where ${students.numberIndex} = ${applications.personIndex}
    and ${students.status} in ${presentStudentStatuses})`;

/** Abuse 5: what one person typed as contact must not be another person's. */
const onAnothersAccount = sql`exists (
  select 1 from ${accounts}
  where not ${ownAccount}
    and (${accounts.emailIndex} = ${applications.emailIndex}
      or ${accounts.mobileIndex} = ${applications.mobileIndex}))`;

const other = alias(applications, "other");
const onSameChild = sql`exists (
  select 1 from ${applications} as other
  where ${other.studentId} = ${applications.studentId}
    and ${other.status} in ${openApplicationStatuses}
    and ${other.personIndex} <> ${applications.personIndex}
    and (${other.emailIndex} = ${applications.emailIndex}
      or ${other.mobileIndex} = ${applications.mobileIndex}))`;

const appliedBefore = sql`exists (
  select 1 from ${applications} as other
  where ${other.studentId} = ${applications.studentId} and ${other.id} <> ${applications.id}
    and ${other.personIndex} = ${applications.personIndex}
    and ${other.status} in ${openApplicationStatuses}
    and (${other.submittedAt}, ${other.id}) < (${applications.submittedAt}, ${applications.id}))`;

/** The child is no longer where the application was handed in. */
const notThere = sql`not exists (
  select 1 from ${students}
  where ${students.id} = ${applications.studentId} and ${students.schoolId} = ${applications.schoolId}
    and ${students.status} in ${presentStudentStatuses})`;

const boundAlready = sql`exists (
  select 1 from ${bindings} join ${accounts} on ${accounts.id} = ${bindings.accountId}
  where ${bindings.studentId} = ${applications.studentId} and ${bindings.endedAt} is null
    and ${ownAccount})`;
