/** What a rule answers: allowed, with what follows, or refused, with the reason. */
export type Verdict<Reason extends string, Value = undefined> =
  | { allowed: true; value: Value }
  | { allowed: false; reason: Reason };

export const allow = <Value>(value: Value) => ({ allowed: true, value }) as const;
export const refuse = <Reason extends string>(reason: Reason) =>
  ({ allowed: false, reason }) as const;
