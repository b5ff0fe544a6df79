import { sql } from "drizzle-orm";
import type { Tx } from "../../transaction";
import type { Ledger } from "./ledger";
import { type Check, isHeld, settle } from "./settle";

export type Counts = Record<string, number>;

/**
 * What the run is about. `full` bundles name everybody; `complete` ones do so in rows that could
 * all be read, so that absence means something. `year` is the school year (學年度).
 */
export type Run = {
  full: boolean;
  complete: boolean;
  year: number;
  today: string;
  /** Where roles stand: in roles.csv or, in 1.1's layout, in users.csv. */
  roleFile: string;
  /** What is to be encrypted, by line of users.csv. */
  secrets: readonly string[];
};

const duplicates: Check = {
  file: "orgs.csv",
  field: "sourcedId",
  reason: "duplicate_sourced_id",
  kind: "school",
  rows: sql`select line, sourced_id from (
    select *, count(*) over (partition by sourced_id) as times from stage_schools) s where times > 1`,
};

const codeInUse: Check = {
  file: "orgs.csv",
  field: "identifier",
  reason: "code_in_use",
  kind: "school",
  rows: sql`
    select g.line, g.sourced_id from stage_schools g where exists (
      select from schools s where s.code = g.code and s.id <> g.id) or exists (
      select from stage_schools o where o.code = g.code and o.line <> g.line)`,
};

/**
 * Decides which staged school is which of ours, by sourcedId and, where the sender renumbered,
 * by 學校代碼; then `known_schools` holds those a later row may name.
 */
export async function planSchools(tx: Tx, ledger: Ledger, { complete }: Run) {
  await tx.execute(sql`
    update stage_schools g set id = s.id from schools s where s.sourced_id = g.sourced_id;
    update stage_schools g set id = s.id from schools s
      where s.code = g.code and g.id not in (select id from schools)
        and s.sourced_id not in (select sourced_id from stage_schools)`);
  await settle(tx, ledger, [duplicates, codeInUse]);
  await tx.execute(sql`
    delete from stage_schools g where ${isHeld("school", sql`g.sourced_id`)}`);
  await tx.execute(sql`
    create temp table known_schools on commit drop as
      select sourced_id, id from stage_schools where not deleted
      union all
      select s.sourced_id, s.id from schools s
      where s.id not in (select id from stage_schools)
        and ((s.closed_at is null and not ${complete}::boolean)
          or ${isHeld("school", sql`s.sourced_id`)})`);
  await tx.execute(sql`analyze known_schools`);
}

export async function applySchools(tx: Tx): Promise<Counts> {
  const left = await tx.execute(sql`
    update schools set closed_at = now()
    where closed_at is null and id not in (select id from known_schools)`);
  const changed = await tx.execute(sql`
    update schools s set sourced_id = g.sourced_id, code = g.code, name = g.name, level = g.level,
      district = g.district, telephone = g.telephone, closed_at = null
    from stage_schools g where g.id = s.id and not g.deleted
      and (s.sourced_id, s.code, s.name, s.level, s.district, s.telephone, s.closed_at)
        is distinct from
        (g.sourced_id, g.code, g.name, g.level, g.district, g.telephone, null::timestamptz)`);
  const added = await tx.execute(sql`
    insert into schools (id, sourced_id, code, name, level, district, telephone)
    select id, sourced_id, code, name, level, district, telephone from stage_schools g
    where not deleted and not exists (select from schools s where s.id = g.id)`);
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, left: left.rowCount ?? 0 };
}
