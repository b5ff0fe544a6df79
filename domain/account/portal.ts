import { normaliseNumber } from "../ids/national-number";
import { allow, refuse, type Verdict } from "../verdict";

/**
 * The student number in a portal account as typed: `P` and the number (G1); small letters, full
 * width, spaces and hyphens are forgiven. Undefined for what cannot be such an account.
 */
export function studentNumberIn(typed: string): string | undefined {
  return /^P([0-9A-Z]{1,20})$/.exec(normaliseNumber(typed))?.[1];
}

/** By which tries at a portal account are counted, whether there is such a child or not. */
export const portalAccountName = (schoolCode: string, studentNumber: string) =>
  `portal:${schoolCode}:P${studentNumber}`;

/** What is known of the child when somebody stands at the portal's door. */
export type Entrance = { passwordHash: string | null; restricted: boolean };

/** What the typed secret turned out to be. */
export type Judged = { isPassword: boolean; isNumber: boolean };

/**
 * May this secret open the child's portal (G1, R6)? A password does; the child's ID only until a
 * password is set, and never for a restricted student. Every no is the same no (abuse 1).
 */
export function mayEnter(
  child: Entrance | undefined,
  { isPassword, isNumber }: Judged,
): Verdict<"not_recognised", { mustSetPassword: boolean }> {
  if (!child) return refuse("not_recognised");
  if (child.passwordHash !== null) {
    return isPassword ? allow({ mustSetPassword: false }) : refuse("not_recognised");
  }
  return isNumber && mayUseNumber(child)
    ? allow({ mustSetPassword: true })
    : refuse("not_recognised");
}

/** Whether the child's ID still leads anywhere: to choosing a password, and to nothing else. */
export const mayUseNumber = (child: Entrance) => child.passwordHash === null && !child.restricted;
