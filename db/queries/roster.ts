import { eq } from "drizzle-orm";
import { db } from "../client";
import { rosterImports } from "../schema";

/** What came of one run of the roster import, for whoever started it. */
export async function importResult(id: string) {
  const [row] = await db
    .select({ outcome: rosterImports.outcome, counts: rosterImports.counts })
    .from(rosterImports)
    .where(eq(rosterImports.id, id));
  return row;
}
