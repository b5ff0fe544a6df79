import { desc, sql } from "drizzle-orm";
import type { TrailEntry, TrailSeal } from "@/domain/oversight/trail";
import type { Reader, Tx } from "../client";
import { auditSeals } from "../schema";

/** How many rows a cursor brings at a time. */
const rowsPerFetch = 5_000;

/** An entry, read in one way only: what was sealed and what is verified must be the same text. */
const entryColumns = sql.raw(`
  id::text as "id", (extract(epoch from at) * 1000000)::bigint::text as "atMicroseconds",
  actor_kind as "actorKind", actor_id as "actorId", action, subject_id as "subjectId",
  from_status as "fromStatus", to_status as "toStatus",
  procedure_version as "procedureVersion", detail`);

const sealColumns = sql.raw(`
  id::text as "id", upto_entry_id::text as "uptoEntryId", entries,
  previous_seal as "previousSeal", seal`);

type Raw<Row, Key extends keyof Row> = Omit<Row, Key> & Record<Key, string>;
const entryOf = (row: Raw<TrailEntry, "id">) => ({ ...row, id: Number(row.id) });
const sealOf = (row: Raw<TrailSeal, "id" | "uptoEntryId">) => ({
  ...row,
  id: Number(row.id),
  uptoEntryId: Number(row.uptoEntryId),
});

/** The id of the newest entry, or 0. */
export async function newestEntryId(reader: Reader): Promise<number> {
  const { rows } = await reader.execute<{ id: string | null }>(
    sql`select max(id)::text as id from audit_entries`,
  );
  return Number(rows[0]?.id ?? 0);
}

/** The end of the chain. */
export async function newestSeal(reader: Reader) {
  const [row] = await reader
    .select({ uptoEntryId: auditSeals.uptoEntryId, seal: auditSeals.seal })
    .from(auditSeals)
    .orderBy(desc(auditSeals.id))
    .limit(1);
  return row;
}

/** Entries after one id up to another, in order. */
export async function entriesBetween(
  reader: Reader,
  range: { after: number; upto: number; rowsMax: number },
): Promise<TrailEntry[]> {
  const { after, upto, rowsMax } = range;
  const { rows } = await reader.execute<Raw<TrailEntry, "id">>(sql`
    select ${entryColumns} from audit_entries
    where id > ${after} and id <= ${upto} order by audit_entries.id limit ${rowsMax}`);
  return rows.map(entryOf);
}

/** The whole trail, read through a cursor of this transaction. */
export async function* everyEntry(tx: Tx): AsyncGenerator<TrailEntry> {
  await tx.execute(sql`declare every_entry no scroll cursor for
    select ${entryColumns} from audit_entries order by audit_entries.id`);
  yield* fetched(tx, "every_entry", entryOf);
}

/** The whole chain, read through a cursor of this transaction. */
export async function* everySeal(tx: Tx): AsyncGenerator<TrailSeal> {
  await tx.execute(sql`declare every_seal no scroll cursor for
    select ${sealColumns} from audit_seals order by audit_seals.id`);
  yield* fetched(tx, "every_seal", sealOf);
}

async function* fetched<Row extends Record<string, unknown>, Out>(
  tx: Tx,
  cursor: "every_entry" | "every_seal",
  shape: (row: Row) => Out,
) {
  for (;;) {
    const { rows } = await tx.execute(sql.raw(`fetch ${rowsPerFetch} from ${cursor}`));
    for (const row of rows) yield shape(row as Row);
    if (rows.length < rowsPerFetch) return;
  }
}

/** About how many entries there are, for a progress bar: counting them would take as long again. */
export async function entriesAboutMany(reader: Reader): Promise<number> {
  const { rows } = await reader.execute<{ about: string }>(
    sql`select greatest(reltuples, 0)::bigint::text as about from pg_class
        where oid = 'audit_entries'::regclass`,
  );
  return Number(rows[0]?.about ?? 0);
}
