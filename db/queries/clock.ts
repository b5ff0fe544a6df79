import { sql } from "drizzle-orm";
import { db, type Reader } from "../client";

/** The database's clock: the only one deadlines are decided by. */
export async function databaseNow(reader: Reader = db): Promise<Date> {
  const { rows } = await reader.execute<{ now: Date }>(sql`select clock_timestamp() as now`);
  return new Date(rows[0]!.now);
}
