import { sql } from "drizzle-orm";
import type { Tx } from "../../transaction";
import type { Ledger } from "./ledger";
import type { Counts, Run } from "./schools";
import { type Sealable, sealed, storeCiphers } from "./sealing";
import { type Check, isHeld, settle } from "./settle";

/** Everybody the bundle says, or we know, to be a teacher or a registrar, once each. */
const plan = sql`
  create temp table plan_staff on commit drop as
  select p.line, p.sourced_id, coalesce(s.id, p.id) as id, r.line as role_line,
    (p.deleted or coalesce(r.deleted, false)) as leaving,
    coalesce(r.role, s.role) as role,
    case when r.person is null then s.school_id else k.id end as school_id,
    p.name, p.email_index, s.email_index is distinct from p.email_index as email_changed
  from stage_people p
  left join stage_roles r on r.person = p.sourced_id
  left join known_schools k on k.sourced_id = r.school
  left join staff s on s.sourced_id = p.sourced_id
  where r.role in ('teacher', 'registrar') or (r.person is null and s.id is not null)`;

/** A delta may end somebody's role and say nothing else. */
const endedRoles = sql`
  insert into plan_staff (sourced_id, id, role_line, leaving, role, school_id, name,
    email_index)
  select s.sourced_id, s.id, r.line, r.deleted, r.role, coalesce(k.id, s.school_id), s.name,
    s.email_index
  from stage_roles r join staff s on s.sourced_id = r.person
  left join known_schools k on k.sourced_id = r.school
  where r.role <> 'student' and not exists (
    select from stage_people p where p.sourced_id = r.person)`;

export async function planStaff(tx: Tx, ledger: Ledger, { full, roleFile }: Run) {
  await tx.execute(plan);
  if (!full) await tx.execute(endedRoles);
  const unknownSchool: Check = {
    file: roleFile,
    field: "orgSourcedId",
    reason: "unknown_school",
    kind: "person",
    rows: sql`select role_line as line, sourced_id from plan_staff
      where school_id is null and not leaving`,
  };
  await settle(tx, ledger, [unknownSchool]);
  await tx.execute(sql`
    delete from plan_staff g where ${isHeld("person", sql`g.sourced_id`)}`);
  await tx.execute(sql`analyze plan_staff`);
}

export async function applyStaff(tx: Tx, { complete, secrets }: Run): Promise<Counts> {
  const { rows } = await tx.execute<Sealable>(sql`
    select id, line from plan_staff where email_changed and email_index is not null
      and not leaving`);
  await storeCiphers(tx, sealed(rows, secrets, "staff.email"));
  const left = await tx.execute(sql`
    update staff s set left_at = now() where left_at is null and (
      exists (select from plan_staff g where g.id = s.id and g.leaving)
      or (${complete}::boolean and not exists (
          select from plan_staff g where g.id = s.id)
        and not ${isHeld("person", sql`s.sourced_id`)}))`);
  const changed = await tx.execute(sql`
    update staff s set school_id = g.school_id, name = g.name, role = g.role, left_at = null,
      email_index = g.email_index,
      email_cipher = case when g.email_index is null then null
        else coalesce(x.cipher, s.email_cipher) end
    from plan_staff g left join stage_ciphers x on x.id = g.id where g.id = s.id and not g.leaving
      and (s.school_id, s.name, s.role, s.email_index, s.left_at) is distinct from
        (g.school_id, g.name, g.role, g.email_index, null::timestamptz)`);
  const added = await tx.execute(sql`
    insert into staff (id, sourced_id, school_id, name, role, email_index, email_cipher)
    select id, sourced_id, school_id, name, role, email_index, x.cipher
    from plan_staff g left join stage_ciphers x using (id)
    where not leaving and not exists (select from staff s where s.id = g.id)`);
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, left: left.rowCount ?? 0 };
}
