import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { studentDataItems } from "@/domain/roster/data-answers";
import { portalAccounts } from "./account";
import { bytea, id, instant } from "./columns";
import { students } from "./roster";

/** What a parent says of the child's data: correct, or wrong and how (資訊正確／錯誤回報, A14). */
export const studentDataAnswers = pgTable(
  "student_data_answers",
  {
    id: id(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    portalAccountId: uuid().notNull(),
    correct: boolean().notNull(),
    /** Which items are wrong. */
    wrongItems: text({ enum: studentDataItems }).array(),
    /** A sentence for the registrar, encrypted for its row: people write numbers into it. */
    noteCipher: bytea(),
    answeredAt: instant().notNull().defaultNow(),
    settledAt: instant(),
  },
  (t) => [
    index("student_data_latest").on(t.studentId, t.answeredAt),
    check("student_data_error_named", sql`${t.correct} = (${t.wrongItems} is null)`),
  ],
);

/**
 * A choice kept before it is sent (暫存離開, A14). Without the sentence: the portal account is
 * both parents', and what one typed is not shown to the other.
 */
export const studentDataDrafts = pgTable("student_data_drafts", {
  portalAccountId: uuid()
    .primaryKey()
    .references(() => portalAccounts.id),
  correct: boolean().notNull(),
  wrongItems: text({ enum: studentDataItems }).array(),
  savedAt: instant().notNull().defaultNow(),
});
