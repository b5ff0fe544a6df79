import { and, inArray, isNull, sql } from "drizzle-orm";
import { applicationDrafts } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, recordMany } from "../transaction";

/** A draft nobody touched for so long is given up (個資法 §11). */
export const draftIdleDaysMax = 30;

/**
 * Discard drafts that were neither saved nor submitted for a month, codes and documents with them.
 * @returns how many; at most `rowsMax`, the rest has its turn later.
 */
export async function discardIdleDrafts(by: Actor, rowsMax = 200): Promise<number> {
  return inTransaction(async (tx) => {
    authorise(by, "binding.discard_draft", {});
    const idle = await tx
      .select({ id: applicationDrafts.id })
      .from(applicationDrafts)
      .where(
        and(
          isNull(applicationDrafts.submittedAt),
          sql`${applicationDrafts.savedAt} < now() - make_interval(days => ${draftIdleDaysMax})`,
        ),
      )
      .limit(rowsMax)
      .for("update", { skipLocked: true });
    if (idle.length === 0) return 0;

    const ids = idle.map(({ id }) => id);
    await tx.delete(applicationDrafts).where(inArray(applicationDrafts.id, ids));
    await recordMany(
      tx,
      by,
      ids.map((subjectId) => ({
        action: "binding.discard_draft",
        subjectId,
        from: "draft",
        to: null,
        detail: "idle",
      })),
    );
    return ids.length;
  });
}
