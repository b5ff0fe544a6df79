import { sql } from "drizzle-orm";
import { locks } from "@/db/locks";
import { entriesBetween, newestEntryId, newestSeal } from "@/db/queries/oversight";
import { auditSeals } from "@/db/schema";
import { entriesPerSealMax, firstPrevious, worthSealing } from "@/domain/oversight/trail";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record, type Tx } from "../transaction";
import { startSealing } from "./chain";

export type SealedTrail = { sealId: number; uptoEntryId: number; entries: number; seal: string };

/**
 * Seal every entry of the trail (軌跡資料) that is there now. Sealing twice, or twice at once, makes
 * one chain.
 * @returns the seals made, to be written down elsewhere as well.
 * @throws Error (55P03) when a writer keeps the trail busy for a second: the next minute will do.
 */
export async function sealTrail(by: Actor): Promise<SealedTrail[]> {
  authorise(by, "oversight.seal", {});
  const upto = await inTransaction(settledUpto);
  const made: SealedTrail[] = [];
  for (;;) {
    const seal = await inTransaction((tx) => sealNext(tx, by, upto));
    if (!seal) return made;
    made.push(seal);
  }
}

/** Ids are drawn under the shared lock: while it is ours alone, no smaller id can still appear. */
async function settledUpto(tx: Tx): Promise<number> {
  await tx.execute(sql`select set_config('lock_timeout', '1s', true)`);
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.trail})`);
  return newestEntryId(tx);
}

async function sealNext(tx: Tx, by: Actor, upto: number): Promise<SealedTrail | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.sealers})`);
  const last = await newestSeal(tx);
  const range = { after: last?.uptoEntryId ?? 0, upto, rowsMax: entriesPerSealMax };
  const entries = await entriesBetween(tx, range);
  if (!worthSealing(entries)) return undefined;

  const previousSeal = last?.seal ?? firstPrevious;
  const sealing = startSealing(previousSeal);
  for (const entry of entries) sealing.add(entry);
  const seal = sealing.end();
  const uptoEntryId = entries.at(-1)!.id;
  const [made] = await tx
    .insert(auditSeals)
    .values({ uptoEntryId, entries: entries.length, previousSeal, seal })
    .returning({ id: auditSeals.id });
  const sealId = made!.id;
  await record(tx, by, { action: "oversight.seal", subjectId: String(sealId) });
  return { sealId, uptoEntryId, entries: entries.length, seal: seal.toString("hex") };
}
