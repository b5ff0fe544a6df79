"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { formAction, isOwnRequest } from "@/app/_server/action";
import type { ActionState } from "@/app/_server/action-state";
import { attachDocument } from "@/commands/binding/attach-document";
import { ConfirmEmailCode, confirmEmailCode } from "@/commands/binding/confirm-email-code";
import { openDraft } from "@/commands/binding/open-draft";
import { saveAnswer, type TypedQuestion } from "@/commands/binding/save-answer";
import { sendEmailCode } from "@/commands/binding/send-email-code";
import { Refusal } from "@/commands/refusal";
import { type AnswerTo, answerSchemas } from "@/domain/binding/answers";
import { likelyEmail } from "@/domain/binding/contact";
import { applicant, pathOf, pathOnwards, requireDraft } from "./applicant";

const messages = "apply";
/** Which input a rule's refusal belongs to. */
const refusedFields = {
  choose_one: "relation",
  email_is_own: "email",
  code_wrong: "code",
  code_expired: "code",
  code_spent: "code",
  file_missing: "file",
  file_too_large: "file",
  file_not_image: "file",
  file_unreadable: "file",
} as const;

/** Begin the form, or go on where it was left. */
export async function begin() {
  if (!(await isOwnRequest())) redirect("/apply");
  const { by } = await applicant();
  await openDraft(by, { studentId: by.studentId, locale: await getLocale() });
  redirect(await pathOnwards());
}

const typedQuestions = ["mode", "name", "relation", "number", "mobile", "email", "paper", "second"];
const isTyped = (question: string): question is TypedQuestion => typedQuestions.includes(question);

/** Save one answer and go on to the next question. `question` is part of the page's address. */
export async function answer(question: string, previous: ActionState, form: FormData) {
  if (!isTyped(question)) redirect("/apply");
  return save(question)(previous, form);
}

const save = <Q extends TypedQuestion>(question: Q) =>
  formAction({
    by: requireDraft,
    messages,
    schema: answerSchemas[question] as unknown as z.ZodType<AnswerTo<Q>>,
    refusedFields,
    run: async ({ by, draft, sessionId }, saved) => {
      await saveAnswer(by, { draftId: draft.id, question, answer: saved, sessionId });
      if (question === "email") await mailCode(false);
      redirect(await pathOnwards());
    },
  });

/** Mail the digits, and say what came of it: a limit reached must not lose the answer saved. */
async function mailCode(again: boolean): Promise<string> {
  const { by, draft } = await requireDraft();
  try {
    await sendEmailCode(by, { draftId: draft.id, again });
    return "sent";
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

/** Mail new digits; a pause or a limit is told where the digits are typed. */
export async function sendAgain() {
  if (!(await isOwnRequest())) redirect(pathOf("code"));
  redirect(`${pathOf("code")}?news=${await mailCode(true)}`);
}

/** The hint was right: take the address it offered. The address itself is computed again here. */
export async function takeLikelyEmail() {
  if (!(await isOwnRequest())) redirect(pathOf("code"));
  const { by, draft, sessionId } = await requireDraft();
  const likely = likelyEmail(draft.answers.email?.email ?? "");
  if (likely) {
    const answer = { email: likely };
    await saveAnswer(by, { draftId: draft.id, question: "email", answer, sessionId });
    await mailCode(false);
  }
  redirect(pathOf("code"));
}

export const confirmCode = formAction({
  by: requireDraft,
  messages,
  schema: ConfirmEmailCode.omit({ draftId: true }),
  refusedFields,
  run: async ({ by, draft }, { code }) => {
    await confirmEmailCode(by, { draftId: draft.id, code });
    redirect(await pathOnwards());
  },
});

const Photo = z.object({ file: z.instanceof(File, { error: "file_missing" }) });

export const uploadPhoto = formAction({
  by: requireDraft,
  messages,
  schema: Photo,
  refusedFields,
  run: async ({ by, draft }, { file }) => {
    await attachDocument(by, { draftId: draft.id, file: Buffer.from(await file.arrayBuffer()) });
    redirect(await pathOnwards());
  },
});
