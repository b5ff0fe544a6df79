import { accountTransitions } from "@/domain/account/statuses";
import { applicationTransitions } from "@/domain/binding/statuses";
import type { Transitions } from "@/domain/transition";

/** A state table as a Mermaid diagram: one arrow a transition. */
function drawn(transitions: Transitions<string>): string {
  const arrows = Object.entries(transitions).flatMap(([event, { from, to }]) =>
    from.map((status) => `  ${status} --> ${to}: ${event}`),
  );
  return ["stateDiagram-v2", ...arrows, ""].join("\n");
}

/** Every state table of the procedure, as docs/states shows it. */
export const drawings: Record<string, string> = {
  account: drawn(accountTransitions),
  binding: drawn(applicationTransitions),
};
