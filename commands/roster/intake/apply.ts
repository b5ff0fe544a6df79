import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type StudentStatus, studentTransitions } from "@/domain/roster/statuses";
import { advance } from "@/domain/transition";
import { insist } from "../../refusal";
import type { Entry, Tx } from "../../transaction";
import { applyClasses } from "./classes";
import { clearPasswords, endVisits } from "./portal";
import { applySchools, type Counts, type Run } from "./schools";
import { type Sealable, sealed, storeCiphers } from "./sealing";
import { applyStaff } from "./staff";
import { applyTeachers } from "./teachers";

const numberColumn = "students.number";
const batchLines = 5_000;

/** Carries out the plan, and answers with the counts and the entries of the trail. */
export async function applyAll(tx: Tx, run: Run) {
  // First, for who sets a password at the same time holds the account before the student, too.
  const cleared = await clearPasswords(tx);
  const counts = {
    schools: await applySchools(tx),
    classes: await applyClasses(tx),
    staff: await applyStaff(tx, run),
    students: await applyStudents(tx, run),
    teachers: await applyTeachers(tx, run),
  };
  await applyEnrolments(tx, run);
  const flagged = await applyFlags(tx);
  await endVisits(tx);
  return {
    counts,
    entries: [
      ...(await changesForTheTrail(tx)),
      ...flagged.map((id) => noteOn(id, "flagged")),
      ...cleared.map((id) => noteOn(id, "password_cleared")),
    ],
  };
}

async function applyStudents(tx: Tx, { secrets }: Run): Promise<Counts> {
  await tx.execute(sql`
    update students s set status = l.ending, left_at = now() from leavers l where l.id = s.id`);
  // Numbers may pass from one student to another: first they are all given up.
  await tx.execute(sql`
    update students s set student_number = '~' || s.id from moves m
    where m.id = s.id and m.place_in_list_changed and not m.is_new`);
  const { rows: renumbered } = await tx.execute<Sealable>(sql`
    select id, line from moves where number_changed and not is_new`);
  await storeCiphers(tx, sealed(renumbered, secrets, numberColumn));
  await tx.execute(sql`
    update students s set sourced_id = m.sourced_id, school_id = m.school_id,
      class_id = m.class_id, student_number = m.student_number, name = m.name,
      birthday = m.birthday, number_index = m.number_index,
      number_cipher = coalesce(x.cipher, s.number_cipher), status = 'enrolled', left_at = null
    from moves m left join stage_ciphers x on x.id = m.id where m.id = s.id and not m.is_new`);
  await addStudents(tx, secrets);
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
/** New students in batches: while the database adds one, the numbers of the next are encrypted. */
async function addStudents(tx: Tx, secrets: readonly string[]) {
  await tx.execute(sql`create index on moves (line)`);
  const batch = async (from: number) => {
    const { rows } = await tx.execute<Sealable>(sql`
      select id, line from moves where is_new and line >= ${from} and line < ${from + batchLines}`);
    return rows;
  };
  let text = sealed(await batch(0), secrets, numberColumn);
  for (let from = 0; from < secrets.length; from += batchLines) {
    await storeCiphers(tx, text);
    const next = await batch(from + batchLines);
    const adding = tx.execute(sql`
      insert into students (id, sourced_id, school_id, class_id, student_number, name, birthday,
        number_cipher, number_index, status)
      select m.id, sourced_id, school_id, class_id, student_number, name, birthday, x.cipher,
        number_index, 'enrolled'
      from moves m join stage_ciphers x on x.id = m.id
      where line >= ${from} and line < ${from + batchLines}`);
    const sealing = setImmediate().then(() => sealed(next, secrets, numberColumn));
    [, text] = await Promise.all([adding, sealing]);
  }
}

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

type Change = { id: string; event: keyof typeof studentTransitions; from: StudentStatus };

/** What the trail (軌跡資料) says of each student whose standing or number changed. */
async function changesForTheTrail(tx: Tx): Promise<Entry[]> {
  const { rows } = await tx.execute<Change & { detail: string }>(sql`
    select id, case ending when 'left' then 'leave' else 'graduate' end as event,
      'enrolled' as "from", ending as detail from leavers
    union all
    select id, case kind when 'returned' then 're_enrol' else 'transfer' end, old_status, kind
      from moves where kind in ('transferred', 'graduated', 'returned')`);
  const { rows: renumbered } = await tx.execute<{ id: string }>(sql`
    select id from moves where number_changed and not is_new`);
  return [
    ...rows.map(({ id, event, from, detail }) => {
      const to = insist(advance(studentTransitions, event, from));
      return { action: "roster.import", subjectId: id, from, to, detail } as const;
    }),
    ...renumbered.map(({ id }) => noteOn(id, "number_changed")),
  ];
}

const noteOn = (subjectId: string, detail: string): Entry => ({
  action: "roster.import",
  subjectId,
  detail,
});
