import type { z } from "zod";
import { allow, refuse, type Verdict } from "../verdict";
import { type Answers, type AnswerTo, answerSchemas, type Question } from "./answers";
import { type ApplicationMode, guardianRelations, parentRelations, type Relation } from "./modes";

/** Whose draft it is: begun in the child's portal, or by an invited second parent (R7). */
export type DraftOwner = "portal" | "invitee";

type Step = { name: Question; when: (answers: Answers, owner: DraftOwner) => boolean };

const always = () => true;
const mode = (answers: Answers) => answers.mode?.mode;

/** One question a page, in the order they are asked (G2-5). `when` says who is asked. */
// biome-ignore format: a table reads as a table
export const steps: readonly Step[] = [
  { name: "mode",     when: (_, owner) => owner === "portal" },
  { name: "name",     when: always },
  { name: "relation", when: always },
  { name: "number",   when: always },
  { name: "mobile",   when: always },
  { name: "email",    when: always },
  { name: "code",     when: always },
  { name: "paper",    when: (answers, owner) => modeOf(answers, owner) === "guardian" },
  { name: "photo",    when: (answers, owner) => modeOf(answers, owner) === "guardian" },
  { name: "second",   when: (answers, owner) => owner === "portal" && mode(answers) === "two_parents" },
];

/** An invited parent is by that very fact the second of two (二位申辦). */
export function modeOf(answers: Answers, owner: DraftOwner): ApplicationMode | undefined {
  return owner === "invitee" ? "two_parents" : mode(answers);
}

/** The relations offered, which follow from the way of applying. */
export function relationsFor(answers: Answers, owner: DraftOwner): readonly Relation[] {
  return modeOf(answers, owner) === "guardian" ? guardianRelations : parentRelations;
}

export const stepsFor = (answers: Answers, owner: DraftOwner): readonly Question[] =>
  steps.filter((step) => step.when(answers, owner)).map(({ name }) => name);

/**
 * The first question still unanswered, or "check" when none is. Computed from the saved draft, so
 * back, reload, resume, a second tab and a deep link all agree.
 */
export function nextStep(answers: Answers, owner: DraftOwner): Question | "check" {
  return stepsFor(answers, owner).find((name) => !isAnswered(name, answers, owner)) ?? "check";
}

/** A page may be opened when everything before it has been answered. */
export function mayOpen(step: Question | "check", answers: Answers, owner: DraftOwner): boolean {
  const order: readonly (Question | "check")[] = [...stepsFor(answers, owner), "check"];
  const at = order.indexOf(step);
  return at >= 0 && at <= order.indexOf(nextStep(answers, owner));
}

/** "Question 3 of 8": the code belongs to the address, so it is not counted apart. */
export function placeOf(step: Question, answers: Answers, owner: DraftOwner) {
  const counted = stepsFor(answers, owner).filter((name) => name !== "code");
  return { at: counted.indexOf(step === "code" ? "email" : step) + 1, of: counted.length };
}

/**
 * The draft with one more answer. What depended on a changed answer is dropped here and nowhere
 * else: another way of applying asks another relation, another address must be confirmed anew.
 */
export function withAnswer<Q extends Question>(
  answers: Answers,
  question: Q,
  answer: AnswerTo<Q>,
): Answers {
  const next: Answers = { ...answers, [question]: answer };
  if (question === "mode" && mode(answers) !== mode(next)) {
    for (const name of ["relation", "paper", "photo", "second"] as const) delete next[name];
  }
  if (next.code && next.code.email !== next.email?.email) delete next.code;
  if (next.second && next.second.email === next.email?.email) delete next.second;
  return next;
}

export type AnswerRefusal = "choose_one" | "email_is_own";

/** What one answer may not be, given the others (abuse 5: the parties' contact data differ). */
export function fits<Q extends Question>(
  answers: Answers,
  owner: DraftOwner,
  question: Q,
  answer: AnswerTo<Q>,
): Verdict<AnswerRefusal> {
  const { relation, email } = answer as { relation?: Relation; email?: string };
  const offered = question === "second" ? parentRelations : relationsFor(answers, owner);
  if (relation && !(offered as readonly Relation[]).includes(relation)) return refuse("choose_one");
  if (question === "second" && email === answers.email?.email) return refuse("email_is_own");
  return allow(undefined);
}

export type CompleteForm = {
  mode: ApplicationMode;
  name: string;
  relation: Relation;
  number: string;
  mobile: string;
  email: string;
  paper?: AnswerTo<"paper">;
  documentId?: string;
  second?: AnswerTo<"second">;
};

/** The form as it will be signed, once nothing is missing. */
export function completeForm(
  answers: Answers,
  owner: DraftOwner,
): Verdict<"incomplete", CompleteForm> {
  if (nextStep(answers, owner) !== "check") return refuse("incomplete");
  const asked = stepsFor(answers, owner);
  return allow({
    mode: modeOf(answers, owner)!,
    name: answers.name!.name,
    relation: answers.relation!.relation,
    number: answers.number!.number,
    mobile: answers.mobile!.mobile,
    email: answers.email!.email,
    paper: asked.includes("paper") ? answers.paper : undefined,
    documentId: asked.includes("photo") ? answers.photo?.documentId : undefined,
    second: asked.includes("second") ? answers.second : undefined,
  });
}

function isAnswered(question: Question, answers: Answers, owner: DraftOwner): boolean {
  const schema: z.ZodType = answerSchemas[question];
  const saved = answers[question];
  if (!schema.safeParse(saved).success) return false;
  if (question === "code") return answers.code?.email === answers.email?.email;
  return fits(answers, owner, question, saved as never).allowed;
}
