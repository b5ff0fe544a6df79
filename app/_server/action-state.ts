/** One thing to correct. `field` is the input's name; "" concerns the form as a whole. */
export type FieldError = { field: string; message: string };

/** What was typed, by input name; several values where several boxes share a name. */
export type Values = Record<string, string | string[]>;

/**
 * What a form's action answers. The browser sends the previous one back, so never trust it.
 * `attempt` counts the answers, and tells the form to take the values afresh.
 */
export type ActionState = {
  status: "idle" | "invalid" | "done";
  errors?: FieldError[];
  values?: Values;
  attempt?: number;
};

/** An answer that asks for corrections and gives back what was typed (never a password). */
export function invalid(
  previous: ActionState,
  errors: FieldError[],
  values: Values = {},
): ActionState {
  return { status: "invalid", errors, values, attempt: (Number(previous.attempt) || 0) + 1 };
}
