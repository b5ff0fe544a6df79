import type { Verdict } from "@/domain/verdict";

/**
 * A command said no, for a reason the person may be told. Everything else is a fault.
 * `wait` says when asking again may help.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly reason: string,
    readonly wait?: Date,
  ) {
    super(reason);
  }
}

/** The value of an allowed verdict. @throws Refusal with the rule's reason otherwise. */
export function insist<Reason extends string, Value>(verdict: Verdict<Reason, Value>): Value {
  if (!verdict.allowed) throw new Refusal(verdict.reason);
  return verdict.value;
}
