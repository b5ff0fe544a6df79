import { sql } from "drizzle-orm";
import type { Tx } from "../../transaction";
import type { Counts, Run } from "./schools";

/** Who teaches which class; a full bundle says it all, a delta only what changed. */
export async function applyTeachers(tx: Tx, { complete }: Run): Promise<Counts> {
  await tx.execute(sql`
    create temp table plan_teachers on commit drop as
    select c.id as class_id, s.id as staff_id, bool_or(p.homeroom) as homeroom,
      bool_and(p.deleted) as over
    from stage_places p join known_classes c on c.sourced_id = p.class
    join staff s on s.sourced_id = p.person and s.left_at is null
    where p.role = 'teacher' group by c.id, s.id`);
  const left = await tx.execute(sql`
    delete from class_teachers t where exists (
          select from plan_teachers p where p.over
            and p.class_id = t.class_id and p.staff_id = t.staff_id)
      or exists (select from staff s where s.id = t.staff_id and s.left_at is not null)
      or (${complete}::boolean and not exists (
          select from plan_teachers p where p.class_id = t.class_id and p.staff_id = t.staff_id)
        and not exists (select from stage_held h where h.sourced_id in (
          (select sourced_id from classes where id = t.class_id),
          (select sourced_id from staff where id = t.staff_id))))`);
  const changed = await tx.execute(sql`
    update class_teachers t set homeroom = p.homeroom from plan_teachers p
    where p.class_id = t.class_id and p.staff_id = t.staff_id and not p.over
      and p.homeroom <> t.homeroom`);
  const added = await tx.execute(sql`
    insert into class_teachers (class_id, staff_id, homeroom)
    select class_id, staff_id, homeroom from plan_teachers where not over
    on conflict do nothing`);
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, left: left.rowCount ?? 0 };
}
