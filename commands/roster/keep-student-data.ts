import { sql } from "drizzle-orm";
import { lockPortalChild } from "@/db/queries/portal";
import { studentDataDrafts } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import type { DataDraft } from "@/domain/roster/data-answers";
import { authorise, inTransaction, record } from "../transaction";

/**
 * Keep a choice without sending it (暫存離開, A14): the next visit finds it, the registrar does
 * not. The note is left out: the other parent may open this portal next. @throws `not_found`.
 */
export async function keepStudentData(by: Actor, input: DataDraft) {
  await inTransaction(async (tx) => {
    const held = by.kind === "portal" ? await lockPortalChild(tx, by.studentId) : undefined;
    authorise(by, "roster.answer_data", held);
    const correct = input.answer === "correct";
    const kept = {
      correct,
      wrongItems: correct || input.wrongItems.length === 0 ? null : input.wrongItems,
      savedAt: sql`clock_timestamp()`,
    };
    await tx
      .insert(studentDataDrafts)
      .values({ portalAccountId: by.id, ...kept })
      .onConflictDoUpdate({ target: studentDataDrafts.portalAccountId, set: kept });
    await record(tx, by, { action: "roster.answer_data", subjectId: by.id, to: "kept" });
  });
}
