import { allow, refuse, type Verdict } from "../verdict";

/** What counts of one answer; `spent` when an application already stands on it. */
export type ConsentAnswerFacts = {
  agreed: boolean;
  version: number;
  answeredAt: Date;
  spent: boolean;
};

export type ConsentRefusal = "consent_missing" | "consent_refused" | "consent_outdated";

/**
 * The agreement an applicant's next application may stand on (A2, A15): the latest answer, an
 * agreement, to the newest version. A spent answer is another application's: both parents use
 * the child's portal, and nobody signs on another's consent.
 */
export function consentInForce<Answer extends ConsentAnswerFacts>(
  answers: readonly Answer[],
  texts: readonly { version: number }[],
): Verdict<ConsentRefusal, Answer> {
  const latest = latestAnswer(answers.filter(({ spent }) => !spent));
  if (!latest) return refuse("consent_missing");
  if (!latest.agreed) return refuse("consent_refused");
  return latest.version < newestVersion(texts) ? refuse("consent_outdated") : allow(latest);
}

/** The answer that counts: the last one given (A15). */
export function latestAnswer<Answer extends { answeredAt: Date }>(
  answers: readonly Answer[],
): Answer | undefined {
  return answers.reduce<Answer | undefined>(
    (latest, answer) => (latest && latest.answeredAt >= answer.answeredAt ? latest : answer),
    undefined,
  );
}

export const newestVersion = (texts: readonly { version: number }[]) =>
  Math.max(0, ...texts.map(({ version }) => version));
