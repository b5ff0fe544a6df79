import { randomUUID } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { databaseNow } from "@/db/queries/clock";
import { lockPortalChild } from "@/db/queries/portal";
import { studentDataAnswers, studentDataDrafts } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import type { DataAnswer } from "@/domain/roster/data-answers";
import { openText, sealText } from "@/lib/crypto";
import { authorise, inTransaction, record, type Tx } from "../transaction";

const context = (id: string) => `student_data_answers.note:${id}`;

/**
 * Send what a parent says of the child's data (填答送出, G2-2): correct, or wrong and how, kept for
 * the registrar. It may be sent again; the last answer counts and the earlier ones stay. The
 * same press twice is one answer. @throws Refusal `not_found`.
 */
export async function answerStudentData(by: Actor, input: DataAnswer) {
  await inTransaction(async (tx) => {
    const held = by.kind === "portal" ? await lockPortalChild(tx, by.studentId) : undefined;
    const { studentId } = authorise(by, "roster.answer_data", held);
    await tx.delete(studentDataDrafts).where(eq(studentDataDrafts.portalAccountId, by.id));
    const before = await latestAnswer(tx, studentId, by.id);
    if (before && repeats(before, input)) return;

    const id = randomUUID();
    const { wrongItems, note } = wrongIn(input);
    await tx.insert(studentDataAnswers).values({
      id,
      studentId,
      portalAccountId: by.id,
      correct: input.answer === "correct",
      wrongItems,
      noteCipher: note ? sealText(note, context(id)) : null,
      answeredAt: await databaseNow(tx),
    });
    await record(tx, by, {
      action: "roster.answer_data",
      subjectId: id,
      from: before && (before.correct ? "correct" : "error"),
      to: input.answer,
    });
  });
}

async function latestAnswer(tx: Tx, studentId: string, portalAccountId: string) {
  const [row] = await tx
    .select()
    .from(studentDataAnswers)
    .where(
      and(
        eq(studentDataAnswers.studentId, studentId),
        eq(studentDataAnswers.portalAccountId, portalAccountId),
      ),
    )
    .orderBy(desc(studentDataAnswers.answeredAt))
    .limit(1);
  return row;
}

type Kept = NonNullable<Awaited<ReturnType<typeof latestAnswer>>>;

function repeats(kept: Kept, input: DataAnswer) {
  const { wrongItems, note } = wrongIn(input);
  const keptNote = kept.noteCipher ? openText(kept.noteCipher, context(kept.id)) : undefined;
  return (
    kept.settledAt === null &&
    kept.correct === (input.answer === "correct") &&
    kept.wrongItems?.join() === wrongItems?.join() &&
    keptNote === note
  );
}

function wrongIn(input: DataAnswer) {
  return input.answer === "error" ? input : { wrongItems: undefined, note: undefined };
}
