import { sql } from "drizzle-orm";
import { importRoster, type RosterDelivery } from "@/commands/roster/import-roster";
import { db } from "@/db/client";
import { importResult } from "@/db/queries/roster";
import type { Problem } from "@/domain/roster/problems";
import { aBundle, type GivenBundle } from "./bundle";
import { asOwnerHere } from "./database";

const by = { kind: "system", id: "roster-import" } as const;

/** Imports what lies at `path`; rejects with the refusal, `problems` then says why. */
export async function importFrom(
  path: string,
  limits: Partial<RosterDelivery> = {},
  problems: Problem[] = [],
) {
  const watch = {
    progress: () => {},
    phase: () => {},
    problem: (problem: Problem) => void problems.push(problem),
  };
  const id = await importRoster(by, { path, badRowsMax: 50, ...limits }, watch);
  return { id, problems, counts: (await importResult(id))!.counts! };
}

export const importOf = async (given: GivenBundle, limits?: Partial<RosterDelivery>) =>
  importFrom(await aBundle(given), limits);

/** A city without anybody, as before the first import. */
export const emptyCity = () =>
  asOwnerHere("truncate schools, roster_imports, audit_entries cascade");

/** Each row of the roster with the transaction that last wrote it. */
export async function writersOf() {
  const { rows } = await db.execute(sql`
    select 'school' as kind, id::text, xmin::text from schools
    union all select 'class', id::text, xmin::text from classes
    union all select 'staff', id::text, xmin::text from staff
    union all select 'teacher', class_id::text || staff_id::text, xmin::text from class_teachers
    union all select 'student', id::text, xmin::text from students
    union all select 'enrolment', id::text, xmin::text from enrolments
    union all select 'flag', id::text, xmin::text from review_flags
    union all select 'portal', id::text, xmin::text from portal_accounts
    union all select 'session', id::text, xmin::text from sessions
    order by 1, 2`);
  return rows;
}

/** A student with the names of school and class, and the history of places. */
export async function studentOf(sourcedId: string) {
  const { rows } = await db.execute<Record<string, string | null>>(sql`
    select s.id, s.status, s.student_number as "number", s.name, k.sourced_id as school,
      c.sourced_id as class, s.left_at as "leftAt"
    from students s join schools k on k.id = s.school_id left join classes c on c.id = s.class_id
    where s.sourced_id = ${sourcedId}`);
  return rows[0];
}

export async function placesOf(sourcedId: string) {
  const { rows } = await db.execute(sql`
    select k.sourced_id as school, c.sourced_id as class, e.ended_as as ended
    from enrolments e join students s on s.id = e.student_id
    join schools k on k.id = e.school_id left join classes c on c.id = e.class_id
    where s.sourced_id = ${sourcedId} order by e.ended_on nulls last, e.began_on`);
  return rows;
}

/** What the trail says about somebody, or about a run. */
export async function trailOf(subjectId: string) {
  const { rows } = await db.execute(sql`
    select from_status as "from", to_status as "to", detail from audit_entries
    where subject_id = ${subjectId} order by id`);
  return rows;
}
