import { allow, refuse, type Verdict } from "../verdict";
import type { AccountStatus } from "./statuses";

/** By what name tries at an account are counted, whether or not there is one. */
export const holderDoor = (email: string) => `holder:${email}`;

/** In which an account's password opens anything. */
const signInStatuses: readonly AccountStatus[] = ["active"];

/** May whoever typed this password come in (A17)? Every no is the same no (abuse 4). */
export function maySignIn(
  account: { status: AccountStatus } | undefined,
  passwordIsRight: boolean,
): Verdict<"not_recognised"> {
  const open = account && signInStatuses.includes(account.status);
  return open && passwordIsRight ? allow(undefined) : refuse("not_recognised");
}
