import { sql } from "drizzle-orm";
import { z } from "zod";
import { applicationDrafts } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";
import { holdInvitation } from "./invitation";

export const OpenDraft = z.object({ studentId: z.uuid(), locale: z.string().max(10) });

/** Begin an application (申辦親子帳號, G2-3). Opening it again changes nothing: a draft is resumed. */
export async function openDraft(by: Actor, input: z.infer<typeof OpenDraft>) {
  return inTransaction(async (tx) => {
    const { studentId } = authorise(by, "binding.open_draft", input);
    if (by.kind !== "portal" && by.kind !== "invitee") return;
    await holdInvitation(tx, by);
    const [begun] = await tx
      .insert(applicationDrafts)
      .values({ ownerKind: by.kind, ownerId: by.id, studentId, locale: input.locale })
      .onConflictDoNothing({
        target: [applicationDrafts.ownerKind, applicationDrafts.ownerId],
        where: sql`submitted_at is null`,
      })
      .returning({ id: applicationDrafts.id });
    if (begun) {
      await record(tx, by, { action: "binding.open_draft", subjectId: begun.id, to: "draft" });
    }
  });
}
