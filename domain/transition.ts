import { allow, refuse, type Verdict } from "./verdict";

export type Transitions<Status extends string> = Record<
  string,
  { from: readonly Status[]; to: Status }
>;

/** Where `event` leads from `status`, or the plain answer that it leads nowhere. */
export function advance<Status extends string, Table extends Transitions<Status>>(
  table: Table,
  event: keyof Table & string,
  status: Status,
): Verdict<"wrong_status", Status> {
  const step = table[event]!;
  return step.from.includes(status) ? allow(step.to) : refuse("wrong_status");
}
