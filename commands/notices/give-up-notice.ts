import { eq, sql } from "drizzle-orm";
import { lockNotice } from "@/db/queries/notices";
import { notices } from "@/db/schema";
import { isSettled } from "@/domain/notices";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";

/**
 * The provider will never accept a letter: asking again changes nothing.
 * @throws Refusal `not_found`.
 */
export async function giveUpNotice(by: Actor, { noticeId }: { noticeId: string }) {
  await inTransaction(async (tx) => {
    const notice = authorise(by, "notice.send", await lockNotice(tx, noticeId));
    if (isSettled(notice)) return;
    await tx.update(notices).set({ givenUpAt: sql`now()` }).where(eq(notices.id, noticeId));
    const { kind: detail } = notice;
    await record(tx, by, { action: "notice.send", subjectId: noticeId, to: "given_up", detail });
  });
}
