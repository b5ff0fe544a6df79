import { type SQL, sql } from "drizzle-orm";
import type { Problem, ProblemReason } from "@/domain/roster/problems";
import type { Tx } from "../../transaction";
import type { Held, HeldKind, Ledger } from "./ledger";

/** One thing that may be wrong with staged rows. `rows` selects `line` and `sourced_id` of each. */
export type Check = {
  file: string;
  field: string;
  reason: ProblemReason;
  kind: HeldKind;
  rows: SQL;
};

/**
 * Looks for what is wrong and enters it in the ledger; whom the bad rows speak of is held: not
 * added, not changed, not taken for gone. Answers with how many rows were found.
 */
export async function settle(tx: Tx, ledger: Ledger, checks: readonly Check[]): Promise<number> {
  for (const { file, field, reason, kind, rows } of checks) {
    await tx.execute(sql`
      insert into stage_problems (file, line, field, reason, kind, sourced_id)
      select ${file}, line, ${field}, ${reason}, ${kind}, sourced_id from (${rows}) as bad`);
  }
  return enter(tx, ledger);
}

/** Moves what the checks put into `stage_problems` to the ledger and to the held. */
export async function enter(tx: Tx, ledger: Ledger): Promise<number> {
  const { rows } = await tx.execute<Problem & { kind: HeldKind; sourced_id: string }>(sql`
    with found as (delete from stage_problems returning *),
      held as (insert into stage_held (kind, sourced_id) select kind, sourced_id from found)
    select file, line, field, reason, kind, sourced_id from found order by file, line, field`);
  for (const { file, line, field, reason, kind, sourced_id } of rows) {
    const held: Held = { kind, sourcedId: sourced_id };
    ledger.add({ file, line, field, reason }, held);
  }
  return rows.length;
}

/** The condition "some bad row speaks of it". */
export const isHeld = (kind: HeldKind, sourcedId: SQL) =>
  sql`exists (select from stage_held h where h.kind = ${kind} and h.sourced_id = ${sourcedId})`;
