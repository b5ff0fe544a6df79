import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../transaction";
import type { Ledger } from "./ledger";
import type { Run } from "./schools";
import { type Check, isHeld, settle } from "./settle";

/** A delta may speak of a student's role, birthday or class alone: the rest is as we know it. */
const alsoNamed = sql`
  insert into stage_people (line, sourced_id, deleted, id, name, number_index, student_number)
  select t.line, s.sourced_id, false, s.id, s.name, s.number_index, s.student_number
  from (select person, max(line) as line from (
      select person, line from stage_roles where role = 'student'
      union all select person, line from stage_births
      union all select person, line from stage_places where role = 'student') n
    group by person) t
  join students s on s.sourced_id = t.person
  where not exists (select from stage_people p where p.sourced_id = t.person)`;

/**
 * One row for each student the bundle names, with everything the rows say and who of ours it is:
 * by sourcedId, else by personal number, since another school's system gives another sourcedId.
 */
const planned = (full: boolean) => sql`
  create temp table plan_students on commit drop as
  select p.line, p.sourced_id, p.id as new_id, p.deleted or coalesce(r.deleted, false) as leaving,
    r.person is null as without_role, r.line as role_line,
    case when r.person is null then s.school_id else k.id end as school_id,
    p.name, p.student_number, p.number_index, p.flag, p.fault_field,
    p.fault_reason, coalesce(b.birthday, s.birthday) as birthday,
    at.line as class_line, at.sourced_id as place_id, at.begins, c.school_id as class_school_id,
    at.class is not null and c.id is null and (${full}::boolean or s.class_id is null)
      as class_unknown,
    case when c.id is not null then c.id
      when ${full}::boolean or k.id <> s.school_id or exists (
        select from stage_places e join classes o on o.sourced_id = e.class
        where e.deleted and e.person = p.sourced_id and o.id = s.class_id) then null
      else s.class_id end as class_id,
    s.id as existing_id, s.id as by_sourced_id,
    s.number_index <> p.number_index and s.birthday <> b.birthday as is_another
  from stage_people p
  left join stage_roles r on r.person = p.sourced_id
  left join known_schools k on k.sourced_id = r.school
  left join stage_births b on b.person = p.sourced_id
  left join stage_places at on at.person = p.sourced_id and at.role = 'student' and not at.deleted
  left join known_classes c on c.sourced_id = at.class
  left join students s on s.sourced_id = p.sourced_id
  where r.role = 'student' or (r.person is null and s.id is not null)`;

const byNumber = sql`
  with sought as (
    select p.ctid as at, p.number_index from plan_students p
    left join students s on s.id = p.by_sourced_id
    where s.id is null or s.status <> 'enrolled' or s.number_index <> p.number_index),
  found as (
    select distinct on (at) at, n.id from sought join students n using (number_index)
    order by at, n.status = 'enrolled' desc, n.left_at desc)
  update plan_students p set existing_id = found.id from found where found.at = p.ctid`;

/**
 * Fills `plan_students` and enters what is wrong in the ledger. Held rows stay in the plan, so
 * that whom they speak of is not taken for absent.
 */
export async function planStudents(tx: Tx, ledger: Ledger, run: Run) {
  if (!run.full) await tx.execute(alsoNamed);
  await oneRowEach(tx, ledger, run);
  await tx.execute(planned(run.full));
  await tx.execute(byNumber);
  await tx.execute(sql`analyze plan_students`);
  await tx.execute(faultsInPlan(run));
  await settle(tx, ledger, aboutTheOthers);
}

/** Rows that contradict one another, before they multiply in a join; then one is left of each. */
async function oneRowEach(tx: Tx, ledger: Ledger, { full, roleFile }: Run) {
  if (full) {
    await tx.execute(sql`
      delete from stage_people where deleted; delete from stage_roles where deleted;
      delete from stage_places where deleted`);
  }
  await tx.execute(sql`
    delete from stage_roles d using stage_roles a
    where d.deleted and not a.deleted and d.person = a.person`);
  const twice = (table: SQL, person: SQL, also: SQL) => sql`
    select max(line) as line, ${person} as sourced_id from ${table} ${also}
    group by ${person} having count(*) > 1`;
  const places = sql`where role = 'student' and not deleted`;
  const found = await settle(tx, ledger, [
    check(
      "users.csv",
      "sourcedId",
      "duplicate_sourced_id",
      twice(sql`stage_people`, sql`sourced_id`, sql``),
    ),
    check(roleFile, "orgSourcedId", "two_schools", twice(sql`stage_roles`, sql`person`, sql``)),
    check(
      "demographics.csv",
      "sourcedId",
      "duplicate_sourced_id",
      twice(sql`stage_births`, sql`person`, sql``),
    ),
    check(
      "enrollments.csv",
      "classSourcedId",
      "two_classes",
      twice(sql`stage_places`, sql`person`, places),
    ),
  ]);
  if (found === 0) return;
  for (const [table, person, also] of [
    [sql`stage_people`, sql`sourced_id`, sql``],
    [sql`stage_roles`, sql`person`, sql``],
    [sql`stage_births`, sql`person`, sql``],
    [sql`stage_places`, sql`person`, places],
  ] as const) {
    await tx.execute(sql`
      delete from ${table} where ctid in (select ctid from (
        select ctid, row_number() over (partition by ${person} order by line) as place
        from ${table} ${also}) ranked where place > 1)`);
  }
}

const check = (file: string, field: string, reason: Check["reason"], rows: SQL): Check => ({
  file,
  field,
  reason,
  kind: "person",
  rows,
});

/** All that can be wrong with one row of the plan, found in one reading of it. */
const faultsInPlan = ({ full, roleFile }: Run) => sql`
  insert into stage_problems (file, line, field, reason, kind, sourced_id)
  select wrong.file, wrong.line, wrong.field, wrong.reason, 'person', p.sourced_id
  from plan_students p cross join lateral (values
    ('users.csv', p.line, p.fault_field, p.fault_reason, p.fault_reason is not null),
    ('users.csv', p.line, 'role', 'missing_role', ${full}::boolean and p.without_role),
    ('users.csv', p.line, 'sourcedId', 'missing_birthday', p.birthday is null),
    ('users.csv', p.line, 'metadata.nationalId', 'another_person', p.is_another),
    ('users.csv', p.line, 'metadata.nationalId', 'number_in_use', p.existing_id <> p.by_sourced_id),
    (${roleFile}, coalesce(p.role_line, p.line), 'orgSourcedId', 'unknown_school',
      p.school_id is null and not p.without_role),
    ('enrollments.csv', p.class_line, 'classSourcedId', 'unknown_class', p.class_unknown),
    ('enrollments.csv', p.class_line, 'classSourcedId', 'class_of_other_school',
      p.class_school_id <> p.school_id)
  ) as wrong (file, line, field, reason, applies)
  where not p.leaving and (p.fault_reason is not null or (${full}::boolean and p.without_role)
    or p.birthday is null or p.is_another or p.existing_id <> p.by_sourced_id
    or p.school_id is null or p.class_unknown or p.class_school_id <> p.school_id)
    and wrong.applies`;

const laterOf = (key: SQL) => sql`
  select line, sourced_id from (
    select p.line, p.sourced_id, row_number() over (
      partition by ${key} order by by_sourced_id is null, line) as place
    from plan_students p join (
      select ${key} from plan_students where not leaving group by ${key} having count(*) > 1) twice
      using (${key})
    where not leaving) ranked where place > 1`;

/** No two rows may be one person, or one 學號 at a school; the one we knew before is believed. */
const aboutTheOthers: readonly Check[] = [
  check("users.csv", "metadata.nationalId", "number_in_use", laterOf(sql`number_index`)),
  check("users.csv", "metadata.nationalId", "number_in_use", laterOf(sql`existing_id`)),
  check(
    "users.csv",
    "identifier",
    "student_number_in_use",
    laterOf(sql`school_id, student_number`),
  ),
];

/** What rows of a full bundle must find in it; in a delta they may speak of what we know. */
export async function checkReferences(tx: Tx, ledger: Ledger, { full, roleFile }: Run) {
  if (!full) return;
  const orphans = (table: SQL) => sql`
    select r.line, r.person as sourced_id from ${table} r
    where not exists (select from stage_people p where p.sourced_id = r.person)
      and not ${isHeld("person", sql`r.person`)}`;
  const unknownClass = sql`
    select line, person as sourced_id from stage_places
    where role = 'teacher' and class not in (select sourced_id from known_classes)`;
  await settle(tx, ledger, [
    check(roleFile, "userSourcedId", "unknown_person", orphans(sql`stage_roles`)),
    check("enrollments.csv", "userSourcedId", "unknown_person", orphans(sql`stage_places`)),
    check("enrollments.csv", "classSourcedId", "unknown_class", unknownClass),
  ]);
}
