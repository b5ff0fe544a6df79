import { sql } from "drizzle-orm";
import { gradesOf, schoolLevels } from "@/domain/roster/levels";
import type { Tx } from "../../transaction";
import type { Ledger } from "./ledger";
import type { Run } from "./schools";
import { type Check, isHeld, settle } from "./settle";

const lastGrades = sql.raw(
  schoolLevels.map((level) => `('${level}', ${gradesOf[level].last})`).join(", "),
);

/** The last grade of the level, and a school year that is over: then one graduates by going. */
const hasCompleted = (year: number) => sql`
  exists (select from classes oc join schools os on os.id = oc.school_id
    join (values ${lastGrades}) as final (level, grade) on final.level = os.level
    where oc.id = e.class_id and oc.grade = final.grade and oc.school_year < ${year}::int)`;

/**
 * `moves`: what becomes of each student the bundle names and believes, where anything does.
 * A move to another school after the last grade is a graduation, else a transfer (學籍異動).
 */
const moves = ({ year }: Run) => sql`
  create temp table moves on commit drop as
  select * from (
    select p.*, e.id is null as is_new, coalesce(e.id, p.new_id) as id, e.status as old_status,
      e.number_index is distinct from p.number_index as number_changed,
      (e.school_id, e.student_number) is distinct from (p.school_id, p.student_number)
        as place_in_list_changed,
      e.school_id <> p.school_id as school_changed,
      case when e.id is null then 'added'
        when e.status <> 'enrolled' then 'returned'
        when e.school_id <> p.school_id and ${hasCompleted(year)} then 'graduated'
        when e.school_id <> p.school_id then 'transferred'
        when e.class_id is distinct from p.class_id then 'class_changed'
        when (e.sourced_id, e.student_number, e.name, e.birthday, e.number_index) is distinct from
          (p.sourced_id, p.student_number, p.name, p.birthday, p.number_index) then 'changed'
        end as kind
    from plan_students p left join students e on e.id = p.existing_id
    where not p.leaving and not ${isHeld("person", sql`p.sourced_id`)}) moved
  where kind is not null`;

/**
 * `leavers`: who is marked as deleted and, where absence counts, who is named by no row at all.
 * A bad row protects whoever it may speak of: by sourcedId, by number or by name.
 */
const leavers = ({ complete, year }: Run) => sql`
  create temp table leavers on commit drop as
  select e.id, absent, case when ${hasCompleted(year)} then 'graduated' else 'left' end as ending
  from (
    select s.id, s.class_id, false as absent from students s
      join plan_students p on p.existing_id = s.id
      where p.leaving and s.status = 'enrolled' and not ${isHeld("person", sql`p.sourced_id`)}
    union all
    select s.id, s.class_id, true from students s
      where ${complete}::boolean and s.status = 'enrolled'
        and not exists (select from plan_students p where p.existing_id = s.id)
        and not ${isHeld("person", sql`s.sourced_id`)}
        and not exists (select from plan_students p where p.name = s.name
          and p.existing_id is null and ${isHeld("person", sql`p.sourced_id`)})) e`;

/** A 學號 that a student who stays as before still bears. */
const takenNumbers: Check = {
  file: "users.csv",
  field: "identifier",
  reason: "student_number_in_use",
  kind: "person",
  rows: sql`
    select m.line, m.sourced_id from moves m
    join students s on s.school_id = m.school_id and s.student_number = m.student_number
    where (m.place_in_list_changed or m.kind = 'returned')
      and s.status = 'enrolled' and s.id <> m.id
      and not exists (select from moves o where o.id = s.id and o.place_in_list_changed)
      and not exists (select from leavers l where l.id = s.id)`,
};

export async function planMoves(tx: Tx, ledger: Ledger, run: Run) {
  await tx.execute(moves(run));
  await tx.execute(leavers(run));
  await tx.execute(sql`analyze moves; analyze leavers`);
  // Holding one row may leave a number taken that another row was to get: until nothing is found.
  while ((await settle(tx, ledger, [takenNumbers])) > 0) {
    await tx.execute(sql`delete from moves m where ${isHeld("person", sql`m.sourced_id`)}`);
  }
}

/** How many would leave only because no row names them, and how many are enrolled. */
export async function absentees(tx: Tx) {
  const { rows } = await tx.execute<{ absent: number; enrolled: number }>(sql`
    select (select count(*)::int from leavers where absent and ending = 'left') as absent,
      (select count(*)::int from students where status = 'enrolled') as enrolled`);
  return rows[0]!;
}
