import { allow, refuse, type Verdict } from "../verdict";

/** How many applications one child may get within a day: more is noise, or an attack (abuse 13). */
export const applicationsPerDayMax = 6;

/** How long a second parent may answer an invitation (R7). */
export const invitationLivesDays = 14;

/** May another application be submitted for this child (五(一)1)? */
export function maySubmit(
  child: { status: string },
  submittedToday: number,
): Verdict<"not_enrolled" | "too_many"> {
  if (child.status !== "enrolled") return refuse("not_enrolled");
  return submittedToday >= applicationsPerDayMax ? refuse("too_many") : allow(undefined);
}
