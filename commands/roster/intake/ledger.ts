import type { Problem } from "@/domain/roster/problems";
import { Refusal } from "../../refusal";

/** What a bad row speaks of, and what therefore stays as it is. */
export type HeldKind = "school" | "class" | "person";
export type Held = { kind: HeldKind; sourcedId: string };

/** Beyond so many there is nothing to be learnt from the list. */
const listedMax = 10_000;

/** Collects the rows that are not believed, and whom they speak of. */
export class Ledger {
  count = 0;
  /** Bad rows that do not say whom they speak of: then absence proves nothing. */
  nameless = 0;
  readonly held: Held[] = [];

  constructor(private readonly report: (problem: Problem) => void) {}

  /** @throws Refusal too_many_bad_rows when the file is of another kind altogether. */
  add(problem: Problem, held?: Held) {
    this.count += 1;
    this.report(problem);
    if (!held || held.sourcedId === "") this.nameless += 1;
    else this.held.push(held);
    if (this.count >= listedMax) throw new Refusal("too_many_bad_rows");
  }
}
