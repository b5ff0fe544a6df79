import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** Until some connection to this test's database is waiting for a lock. */
export async function someoneWaits(howMany = 1) {
  for (let triesLeft = 400; triesLeft > 0; triesLeft--) {
    const waiting = await db.execute(sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (waiting.rows.length >= howMany) return;
    await setTimeout(10);
  }
  throw new Error("nobody waited: the race this test is about never happened");
}
