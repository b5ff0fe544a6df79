import { inArray, sql } from "drizzle-orm";
import { unsentFor } from "@/db/queries/notices";
import { notices } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, recordMany } from "../transaction";

/** A letter unsent for so long will never be, or comes too late to be of use. */
export const unsentDaysMax = 7;

/**
 * Give up letters nobody managed to send for a week, so that they take no newer letter's turn.
 * @returns how many; at most `rowsMax`, the rest has its turn later.
 */
export async function giveUpOldNotices(by: Actor, rowsMax = 500): Promise<number> {
  return inTransaction(async (tx) => {
    authorise(by, "notice.send", {});
    const old = tx
      .select({ id: notices.id })
      .from(notices)
      .where(unsentFor(sql`make_interval(days => ${unsentDaysMax})`))
      .orderBy(notices.createdAt)
      .limit(rowsMax)
      .for("update", { skipLocked: true });
    const given = await tx
      .update(notices)
      .set({ givenUpAt: sql`now()` })
      .where(inArray(notices.id, old))
      .returning({ id: notices.id, kind: notices.kind });
    const entry = { action: "notice.send", to: "given_up" } as const;
    await recordMany(
      tx,
      by,
      given.map(({ id: subjectId, kind: detail }) => ({ ...entry, subjectId, detail })),
    );
    return given.length;
  });
}
