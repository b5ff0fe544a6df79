import { eq } from "drizzle-orm";
import { databaseNow } from "@/db/queries/clock";
import { lockDraft, type OpenedDraft, sealDocument } from "@/db/queries/drafts";
import { applicationDrafts } from "@/db/schema";
import {
  type Answers,
  type AnswerTo,
  answerSchemas,
  type Question,
} from "@/domain/binding/answers";
import { takenOver } from "@/domain/binding/visibility";
import { fits, mayOpen, withAnswer } from "@/domain/binding/wizard";
import type { Actor } from "@/domain/policy";
import { insist, Refusal } from "../refusal";
import { authorise, inTransaction, record, type Tx } from "../transaction";

/** The questions answered by typing; code and photo have commands of their own. */
export type TypedQuestion = Exclude<Question, "code" | "photo">;

export type SaveAnswer<Q extends TypedQuestion> = {
  draftId: string;
  question: Q;
  answer: AnswerTo<Q>;
  /** The session it was typed in: the child's portal is shared, what one typed is not. */
  sessionId: string;
};

/**
 * Keep one answer of the wizard (暫存). What depended on a changed answer is dropped with it.
 * @throws Refusal `not_found`, `submitted`, `out_of_order`, or the complaint about the answer.
 */
export async function saveAnswer<Q extends TypedQuestion>(by: Actor, input: SaveAnswer<Q>) {
  const { question } = input;
  await inTransaction(async (tx) => {
    const held = await lockDraft(tx, input.draftId);
    const draft = authorise(by, "binding.save_answer", held);
    if (draft.submittedAt) throw new Refusal("submitted");
    const { answers, ownerKind } = draft;
    if (!mayOpen(question, answers, ownerKind)) throw new Refusal("out_of_order");
    // What was parsed at the edge is parsed here again: a draft never holds what was not checked.
    const answer = answerSchemas[question].parse(input.answer) as AnswerTo<Q>;
    insist(fits(answers, ownerKind, question, answer));

    const base =
      "number" in answer && question === "number"
        ? takenOver(draft, answer.number as string, input.sessionId)
        : answers;
    const typedIn = { ...draft.typedIn, [question]: input.sessionId };
    await keepAnswers(tx, { ...draft, typedIn }, withAnswer(base, question, answer));
    await record(tx, by, { action: "binding.save_answer", subjectId: draft.id, detail: question });
  });
}

/** Writes the answers of a held draft, one version on. */
export async function keepAnswers(tx: Tx, draft: OpenedDraft, answers: Answers) {
  await tx
    .update(applicationDrafts)
    .set({
      answersCipher: sealDocument(draft.id, { answers, typedIn: draft.typedIn }),
      version: draft.version + 1,
      savedAt: await databaseNow(tx),
    })
    .where(eq(applicationDrafts.id, draft.id));
}
