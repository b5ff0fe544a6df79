import { setTimeout } from "node:timers/promises";
import pg from "pg";

/**
 * Until so many connections to this test's database wait for a lock. Asked on a connection of its
 * own: the pool may be full of those that wait, and a transaction would see old news.
 */
export async function someoneWaits(howMany = 1) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    for (let triesLeft = 400; triesLeft > 0; triesLeft--) {
      const { rowCount } = await client.query(`
        select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      if (rowCount! >= howMany) return;
      await setTimeout(10);
    }
  } finally {
    await client.end();
  }
  throw new Error("nobody waited: the race this test is about never happened");
}
