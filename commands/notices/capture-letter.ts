import { eq, sql } from "drizzle-orm";
import { lockNotice } from "@/db/queries/notices";
import { capturedLetters, notices } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { authorise, inTransaction, record } from "../transaction";

type Captured = Omit<typeof capturedLetters.$inferInsert, "capturedAt">;

/**
 * Keep a letter in the development mailbox instead of sending it, once.
 * @throws Refusal `not_found`.
 */
export async function captureLetter(by: Actor, letter: Captured) {
  const { noticeId } = letter;
  await inTransaction(async (tx) => {
    const notice = authorise(by, "notice.send", await lockNotice(tx, noticeId));
    if (notice.sentAt) return;
    await tx.insert(capturedLetters).values(letter).onConflictDoNothing();
    await tx.update(notices).set({ sentAt: sql`now()` }).where(eq(notices.id, noticeId));
    const { kind: detail } = notice;
    await record(tx, by, { action: "notice.send", subjectId: noticeId, to: "captured", detail });
  });
}
