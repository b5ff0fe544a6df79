import { desc, eq, getTableColumns } from "drizzle-orm";
import { lettersAreCaptured, servedToThisMachineOnly } from "@/lib/env";
import { db } from "../client";
import { capturedLetters as letters, notices } from "../schema";

/**
 * The development mailbox is open where letters are captured instead of sent, and on this machine
 * only: whoever reads it can open every account.
 */
export const mailboxIsOpen = () => lettersAreCaptured() && servedToThisMachineOnly();

/** The letters captured last, newest first. None where the mailbox is closed. */
export async function lettersCapturedLast(rowsMax = 50) {
  if (!mailboxIsOpen()) return [];
  return db
    .select({
      noticeId: letters.noticeId,
      locale: notices.locale,
      recipient: letters.recipient,
      subject: letters.subject,
      capturedAt: letters.capturedAt,
    })
    .from(letters)
    .innerJoin(notices, eq(notices.id, letters.noticeId))
    .orderBy(desc(letters.capturedAt), desc(letters.noticeId))
    .limit(rowsMax);
}

/** One captured letter, if the mailbox is open and holds it. */
export async function capturedLetter(noticeId: string) {
  if (!mailboxIsOpen()) return undefined;
  const [letter] = await db
    .select({ ...getTableColumns(letters), locale: notices.locale })
    .from(letters)
    .innerJoin(notices, eq(notices.id, letters.noticeId))
    .where(eq(letters.noticeId, noticeId));
  return letter;
}
