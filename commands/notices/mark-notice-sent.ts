import { eq, sql } from "drizzle-orm";
import { lockNotice } from "@/db/queries/notices";
import { notices } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";

/**
 * The provider has accepted a letter: it is never sent again (五(一)3).
 * @throws Refusal `not_found`.
 */
export async function markNoticeSent(
  by: Actor,
  { noticeId, providerId }: { noticeId: string; providerId?: string },
) {
  await inTransaction(async (tx) => {
    const notice = authorise(by, "notice.send", await lockNotice(tx, noticeId));
    if (notice.sentAt) return;
    await tx
      .update(notices)
      .set({ sentAt: sql`now()`, providerId })
      .where(eq(notices.id, noticeId));
    const { kind: detail } = notice;
    await record(tx, by, { action: "notice.send", subjectId: noticeId, to: "sent", detail });
  });
}
