import { maskNumber } from "../ids/national-number";
import { maskName } from "../roster/names";
import type { Answers, Question } from "./answers";

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

/**
 * The answers, when another session types another person's number: that is somebody else, who
 * starts with nothing of what the first one said.
 */
export function takenOver(draft: Visible, number: string, sessionId: string): Answers {
  const { answers, typedIn } = draft;
  const samePerson = !answers.number || answers.number.number === number;
  if (samePerson || typedIn.number === sessionId) return answers;
  const left = { ...answers };
  for (const question of [...personal, "code", "photo"] as const) {
    if (typedIn[question as Personal] !== sessionId) delete left[question];
  }
  return left;
}

/** So that one's own is recognised, and nobody else's is learned. */
const hidden = (text: string) => `${[...text][0]}${"*".repeat(7)}`;

/** The draft as somebody else's eyes may see it: enough to recognise one's own. */
export function masked({ answers, typedIn }: Visible, sessionId: string): Answers {
  const seen = { ...answers };
  const hide = (question: Personal) => !isShown(question, typedIn, sessionId);
  const { name, number, mobile, email, paper, second } = answers;
  if (number)
    seen.number = { number: hide("number") ? hidden(number.number) : maskNumber(number.number) };
  if (name && hide("name")) seen.name = { name: maskName(name.name) };
  if (mobile && hide("mobile")) seen.mobile = { mobile: hidden(mobile.mobile) };
  if (email && hide("email")) seen.email = { email: hidden(email.email) };
  if (paper && hide("paper")) seen.paper = { kind: paper.kind, issuer: "○○" };
  if (second && hide("second")) {
    const { relation } = second;
    seen.second = { relation, name: maskName(second.name), email: hidden(second.email) };
  }
  return seen;
}
