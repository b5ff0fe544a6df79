import { maskNumber } from "../ids/national-number";
import { maskName } from "../roster/names";
import type { Answers, Question } from "./answers";
import { maskEmail, maskMobile } from "./contact";

/** A draft with the session each answer was typed in. */
type Visible = { answers: Answers; typedIn: { [Q in Question]?: string } };

/** Answers that say something about a person; the others may be shown to whoever resumes. */
const personal = ["name", "number", "mobile", "email", "paper", "second"] as const;
type Personal = (typeof personal)[number];

const isPersonal = (question: Question): question is Personal =>
  (personal as readonly Question[]).includes(question);

/**
 * May an answer be shown whole? Only in the session it was typed in: the child's portal is shared
 * by both parents, also by two who must not learn each other's number or address (abuse 4).
 */
export function isShown(
  question: Question,
  typedIn: Visible["typedIn"],
  sessionId: string,
): boolean {
  return !isPersonal(question) || typedIn[question] === sessionId;
}

/** What a form is filled in with again: the number never, the rest where it may be shown. */
export function refilled<Q extends Question>(
  question: Q,
  draft: Visible,
  sessionId: string,
): Answers[Q] {
  if (question === "number" || !isShown(question, draft.typedIn, sessionId)) return undefined;
  return draft.answers[question];
}

/** The draft as somebody else's eyes may see it: enough to recognise one's own. */
export function masked({ answers, typedIn }: Visible, sessionId: string): Answers {
  const seen = { ...answers };
  const hide = (question: Personal) => !isShown(question, typedIn, sessionId);
  const { name, number, mobile, email, paper, second } = answers;
  if (number) seen.number = { number: maskNumber(number.number) };
  if (name && hide("name")) seen.name = { name: maskName(name.name) };
  if (mobile && hide("mobile")) seen.mobile = { mobile: maskMobile(mobile.mobile) };
  if (email && hide("email")) seen.email = { email: maskEmail(email.email) };
  if (paper && hide("paper")) seen.paper = { kind: paper.kind, issuer: "○○" };
  if (second && hide("second")) {
    const { relation } = second;
    seen.second = { relation, name: maskName(second.name), email: maskEmail(second.email) };
  }
  return seen;
}
