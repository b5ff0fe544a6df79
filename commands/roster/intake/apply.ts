import { sql } from "drizzle-orm";
import type { StudentStatus } from "@/domain/roster/statuses";
import { openText, sealText } from "@/lib/crypto";
import type { Entry, Tx } from "../../transaction";
import { applyClasses } from "./classes";
import { staffContext, studentContext } from "./rows";
import { applySchools, type Counts, type Run } from "./schools";
import { applyStaff } from "./staff";
import { applyTeachers } from "./teachers";

/** Carries out the plan, and answers with the counts and the entries of the trail. */
export async function applyAll(tx: Tx, run: Run) {
  await rebind(tx);
  const counts = {
    schools: await applySchools(tx),
    classes: await applyClasses(tx),
    staff: await applyStaff(tx, run),
    students: await applyStudents(tx),
    teachers: await applyTeachers(tx, run),
  };
  await applyEnrolments(tx, run);
  const flagged = await applyFlags(tx);
  return { counts, entries: [...(await changesForTheTrail(tx)), ...flagged.map(flagEntry)] };
}

/** Cipher texts are bound to the row: a value sealed for a new row is sealed again for the old. */
async function rebind(tx: Tx) {
  for (const [table, cipher, context] of [
    [sql`moves`, sql`number_cipher`, studentContext],
    [sql`plan_staff`, sql`email_cipher`, staffContext],
  ] as const) {
    const { rows } = await tx.execute<{ id: string; new_id: string; sealed: Buffer }>(sql`
      select id, new_id, ${cipher} as sealed from ${table}
      where id <> new_id and ${cipher} is not null`);
    for (const { id, new_id, sealed } of rows) {
      const again = sealText(openText(sealed, context(new_id)), context(id));
      await tx.execute(sql`update ${table} set ${cipher} = ${again} where id = ${id}`);
    }
  }
}

async function applyStudents(tx: Tx): Promise<Counts> {
  await tx.execute(sql`
    update students s set status = l.ending, left_at = now() from leavers l where l.id = s.id`);
  // Numbers may pass from one student to another: first they are all given up.
  await tx.execute(sql`
    update students s set student_number = '~' || s.id from moves m
    where m.id = s.id and m.place_in_list_changed and not m.is_new`);
  await tx.execute(sql`
    update students s set sourced_id = m.sourced_id, school_id = m.school_id,
      class_id = m.class_id, student_number = m.student_number, name = m.name,
      birthday = m.birthday, number_index = m.number_index,
      number_cipher = case when m.number_changed then m.number_cipher else s.number_cipher end,
      status = 'enrolled', left_at = null
    from moves m where m.id = s.id and not m.is_new`);
  await tx.execute(sql`
    insert into students (id, sourced_id, school_id, class_id, student_number, name, birthday,
      number_cipher, number_index, status)
    select id, sourced_id, school_id, class_id, student_number, name, birthday, number_cipher,
      number_index, 'enrolled' from moves where is_new order by id`);
  const { rows } = await tx.execute<{ kind: string; count: number }>(sql`
    select kind, count(*)::int from (
      select kind from moves union all select ending from leavers) t group by kind`);
  const of = (...kinds: string[]) =>
    rows.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
  return {
    added: of("added"),
    changed: of("changed", "class_changed"),
    left: of("left"),
    transferred: of("transferred"),
    graduated: of("graduated"),
    returned: of("returned"),
  };
}

/** The history of places: what ended, and what began instead. */
async function applyEnrolments(tx: Tx, { today }: Run) {
  await tx.execute(sql`
    update enrolments n set ended_on = greatest(n.began_on, ${today}::date), ended_as = e.ending
    from (select id, ending from leavers
      union all select id, kind from moves
        where kind in ('transferred', 'graduated', 'class_changed')) e
    where e.id = n.student_id and n.ended_on is null`);
  await tx.execute(sql`
    insert into enrolments (student_id, school_id, class_id, sourced_id, began_on)
    select id, school_id, class_id, place_id, coalesce(begins, ${today}::date) from moves
    where kind <> 'changed' order by id`);
}

/** The import raises a flag a school states and never lowers one: that is for a person to do. */
async function applyFlags(tx: Tx): Promise<string[]> {
  const { rows } = await tx.execute<{ student_id: string }>(sql`
    insert into review_flags (student_id, reason)
    select coalesce(p.existing_id, p.new_id), p.flag from plan_students p
    join students s on s.id = coalesce(p.existing_id, p.new_id)
    where p.flag is not null and not p.leaving
      and not exists (select from stage_held h where h.kind = 'person'
        and h.sourced_id = p.sourced_id)
    on conflict do nothing returning student_id`);
  return rows.map(({ student_id }) => student_id);
}

/** What the trail (軌跡資料) says of each student whose standing changed. */
async function changesForTheTrail(tx: Tx): Promise<Entry[]> {
  const { rows } = await tx.execute<{
    id: string;
    old_status: StudentStatus;
    to: StudentStatus;
    kind: string;
  }>(sql`
    select id, 'enrolled' as old_status, ending as to, ending as kind from leavers
    union all
    select id, old_status, 'enrolled', kind from moves
      where kind in ('transferred', 'graduated', 'returned')
    union all
    select id, 'enrolled', 'enrolled', 'number_changed' from moves
      where number_changed and not is_new`);
  return rows.map(({ id, old_status, to, kind }) => ({
    action: "roster.import",
    subjectId: id,
    from: old_status,
    to,
    detail: kind,
  }));
}

const flagEntry = (subjectId: string): Entry => ({
  action: "roster.import",
  subjectId,
  detail: "flagged",
});
