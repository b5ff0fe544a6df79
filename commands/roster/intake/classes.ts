import { sql } from "drizzle-orm";
import type { Tx } from "../../transaction";
import type { Ledger } from "./ledger";
import type { Counts, Run } from "./schools";
import { type Check, isHeld, settle } from "./settle";

const of = (field: string, reason: Check["reason"], rows: Check["rows"]): Check => ({
  file: "classes.csv",
  field,
  reason,
  kind: "class",
  rows,
});

const checks = [
  of(
    "sourcedId",
    "duplicate_sourced_id",
    sql`select line, sourced_id from (
      select *, count(*) over (partition by sourced_id) as times from stage_classes) c
      where times > 1`,
  ),
  of(
    "schoolSourcedId",
    "unknown_school",
    sql`select line, sourced_id from stage_classes where not deleted and homeroom
      and school not in (select sourced_id from known_schools)`,
  ),
  of(
    "termSourcedIds",
    "unknown_term",
    sql`select line, sourced_id from stage_classes where not deleted and homeroom
      and school_year is null and sourced_id not in (select sourced_id from classes)`,
  ),
];

/**
 * Decides which staged class is which of ours; `known_classes` holds those a later row may name.
 * Course groups (classType scheduled) are no classes of ours, and their enrolments are dropped.
 */
export async function planClasses(tx: Tx, ledger: Ledger, { complete }: Run) {
  await tx.execute(sql`
    update stage_classes g set id = c.id, school_year = coalesce(g.school_year, c.school_year)
      from classes c where c.sourced_id = g.sourced_id;
    delete from stage_places p using stage_classes g where g.sourced_id = p.class and not g.homeroom;
    delete from stage_classes where not homeroom`);
  await settle(tx, ledger, checks);
  await tx.execute(sql`
    delete from stage_classes g where ${isHeld("class", sql`g.sourced_id`)}`);
  await tx.execute(sql`
    create temp table known_classes on commit drop as
      select g.sourced_id, g.id, k.id as school_id from stage_classes g
      join known_schools k on k.sourced_id = g.school where not g.deleted
      union all
      select c.sourced_id, c.id, c.school_id from classes c
      where c.id not in (select id from stage_classes)
        and ((c.closed_at is null and not ${complete}::boolean)
          or ${isHeld("class", sql`c.sourced_id`)})`);
  await tx.execute(sql`analyze known_classes`);
}

export async function applyClasses(tx: Tx): Promise<Counts> {
  const left = await tx.execute(sql`
    update classes set closed_at = now()
    where closed_at is null and id not in (select id from known_classes)`);
  const changed = await tx.execute(sql`
    update classes c set school_id = k.school_id, title = g.title, grade = g.grade,
      school_year = g.school_year, closed_at = null
    from stage_classes g join known_classes k on k.id = g.id
    where g.id = c.id and not g.deleted
      and (c.school_id, c.title, c.grade, c.school_year, c.closed_at) is distinct from
        (k.school_id, g.title, g.grade, g.school_year, null::timestamptz)`);
  const added = await tx.execute(sql`
    insert into classes (id, sourced_id, school_id, title, grade, school_year)
    select g.id, g.sourced_id, k.school_id, g.title, g.grade, g.school_year
    from stage_classes g join known_classes k on k.id = g.id
    where not g.deleted and not exists (select from classes c where c.id = g.id)`);
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, left: left.rowCount ?? 0 };
}
