import { allow, refuse, type Verdict } from "../verdict";
import { isCommon } from "./common-passwords";

/** "字數大於8" (G1): longer than eight. */
export const passwordCharactersMin = 9;
/** Long enough for any sentence and any password manager; short enough to hash. */
export const passwordCharactersMax = 128;

export type PasswordRefusal =
  | "password_short"
  | "password_long"
  | "password_mixed"
  | "password_common"
  | "password_personal";

/** As it is hashed and compared: one form of each character, nothing trimmed. */
export const normalisePassword = (typed: string) => typed.normalize("NFKC");

/**
 * May somebody choose this password (G1, A12, NIST 800-63B)? `personal` is what others know of the
 * person: student number, ID, its last six, the name in the e-mail. None may occur in it.
 * The checks stand in the order a person can do something about them.
 */
export function mayChoose(
  typed: string,
  personal: readonly string[] = [],
): Verdict<PasswordRefusal, string> {
  const password = normalisePassword(typed);
  const length = [...password].length;
  if (length < passwordCharactersMin) return refuse("password_short");
  if (length > passwordCharactersMax) return refuse("password_long");
  if (!/[a-z]/i.test(password) || !/[0-9]/.test(password)) return refuse("password_mixed");
  if (isCommon(password)) return refuse("password_common");
  if (personal.some((known) => occursIn(password, known))) return refuse("password_personal");
  return allow(password);
}

/** Below this length a piece occurs in good passwords by chance. */
const tellingCharactersMin = 4;

function occursIn(password: string, known: string) {
  const fold = (text: string) => normalisePassword(text).toLowerCase();
  return [...known].length >= tellingCharactersMin && fold(password).includes(fold(known));
}
