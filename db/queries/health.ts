import { sql } from "drizzle-orm";
import { db } from "../client";
import journal from "../migrations/meta/_journal.json";
import { workerHeartbeats } from "../schema";

/** A worker says that it works every few seconds; longer than this and it is silent. */
const silentAfterSeconds = 30;

/** Whether the database has this version's tables, and whether a worker beat lately, by its clock. */
export async function databaseCondition() {
  const newest = Math.max(...journal.entries.map(({ when }) => when));
  const { rows } = await db.execute<{ migrated: boolean; beating: boolean }>(sql`
    select
      exists (select 1 from drizzle.__drizzle_migrations where created_at >= ${newest}) as migrated,
      exists (
        select 1 from ${workerHeartbeats}
        where ${workerHeartbeats.beatAt} > now() - make_interval(secs => ${silentAfterSeconds})
      ) as beating`);
  return rows[0]!;
}

/** Whether the queue that lives in the database can be asked. */
export async function databaseQueueAnswers() {
  await db.execute(sql`select 1 from bullmq.job limit 1`);
}
