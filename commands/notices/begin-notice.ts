import { eq, sql } from "drizzle-orm";
import { databaseNow } from "@/db/queries/clock";
import { lockNotice } from "@/db/queries/notices";
import { notices } from "@/db/schema";
import { isNoticeKind, isSettled } from "@/domain/notices";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";
import { type Occasion, occasions } from "./occasion";

export type BegunNotice = Occasion & { locale: string };

/**
 * Open a promised letter for sending: to whom and about what is read from the rows now, not
 * when it was promised. A letter whose occasion has passed is cancelled (五(一)3, abuse 6).
 * @returns undefined when there is nothing (any more) to send.
 * @throws Refusal `not_found`.
 */
export async function beginNotice(
  by: Actor,
  { noticeId }: { noticeId: string },
): Promise<BegunNotice | undefined> {
  return inTransaction(async (tx) => {
    const notice = authorise(by, "notice.send", await lockNotice(tx, noticeId));
    if (isSettled(notice)) return undefined;

    // A kind this version does not know is left to the version that promised it.
    const { kind } = notice;
    if (!isNoticeKind(kind)) throw new Error("unknown_notice_kind");
    const occasion = await occasions[kind](tx, notice, await databaseNow(tx));
    if (!occasion) {
      await tx.update(notices).set({ cancelledAt: sql`now()` }).where(eq(notices.id, noticeId));
    }

    const to = occasion ? "begun" : "cancelled";
    await record(tx, by, { action: "notice.send", subjectId: noticeId, to, detail: kind });
    return occasion && { ...occasion, locale: notice.locale };
  });
}
