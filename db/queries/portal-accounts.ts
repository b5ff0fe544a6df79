import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { presentStudentStatuses } from "@/domain/roster/statuses";
import { db, type Reader, type Tx } from "../client";
import { portalAccounts, reviewFlags, schools, students } from "../schema";

/** Whether a protected case stands open for the student of the row (五(六), R6). */
export const isRestricted = () => sql<boolean>`exists (
  select 1 from ${reviewFlags}
  where ${reviewFlags.studentId} = ${students.id}
    and ${reviewFlags.reason} = 'protection' and ${reviewFlags.endedAt} is null)`;

const shown = () => ({
  studentId: students.id,
  schoolCode: schools.code,
  studentNumber: students.studentNumber,
  numberIndex: students.numberIndex,
  numberCipher: students.numberCipher,
  restricted: isRestricted(),
  portalAccountId: portalAccounts.id,
  passwordHash: portalAccounts.passwordHash,
});

const childWhere = (reader: Pick<Tx, "select">, condition: SQL | undefined) =>
  reader
    .select(shown())
    .from(students)
    .innerJoin(schools, eq(schools.id, students.schoolId))
    .leftJoin(portalAccounts, eq(portalAccounts.studentId, students.id))
    .where(and(inArray(students.status, presentStudentStatuses), condition));

const { placeholder } = sql;
const prepareEntrance = () =>
  childWhere(
    db,
    and(
      eq(schools.code, placeholder("schoolCode")),
      isNull(schools.closedAt),
      eq(students.studentNumber, placeholder("studentNumber")),
    ),
  ).prepare("child_at_entrance");

/** Prepared once a pool: somebody waits at the door, and it is asked twice for each of them. */
const prepared = new WeakMap<object, ReturnType<typeof prepareEntrance>>();

/** The enrolled child with this number at this school, as the portal's door sees it (G1). */
export async function childAtEntrance(schoolCode: string, studentNumber: string) {
  const query = prepared.get(db.$client) ?? prepareEntrance();
  prepared.set(db.$client, query);
  const [row] = await query.execute({ schoolCode, studentNumber });
  return row;
}

/** The enrolled child of a portal account, with what its new password must not contain. */
export async function childOfPortalAccount(portalAccountId: string, reader: Reader = db) {
  const [row] = await childWhere(reader, eq(portalAccounts.id, portalAccountId));
  return row;
}

/**
 * The portal account, held until the transaction ends, and its student with it: a restriction
 * imposed at the same time comes wholly before or wholly after (五(六)).
 */
export async function lockPortalAccount(tx: Tx, id: string) {
  const [held] = await tx
    .select({ studentId: students.id })
    .from(portalAccounts)
    .innerJoin(students, eq(students.id, portalAccounts.studentId))
    .where(eq(portalAccounts.id, id))
    .for("update");
  // Read afresh: the statement above began before it had the rows.
  return held && childOfPortalAccount(id, tx);
}
