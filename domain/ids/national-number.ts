import { validateIdCardNumber } from "taiwan-id-validator";

/**
 * The kinds of personal number a person in Taiwan may carry: 國民身分證統一編號, and 統一證號 of
 * foreign residents in the old form (two letters) and the new one (8 or 9 in second place). R8.
 */
export const numberKinds = ["national", "resident_old", "resident_new"] as const;
export type NumberKind = (typeof numberKinds)[number];

/** As people type it → as it is compared: full width, spaces, hyphens and small letters forgiven. */
export function normaliseNumber(typed: string): string {
  return (
    typed
      .normalize("NFKC")
      .replace(/[\s\p{Pd}\p{Cf}]/gu, "")
      .replace(/[a-z]/g, (letter) => letter.toUpperCase())
      // Marks that a space kept apart may have come together.
      .normalize("NFKC")
  );
}

/** The kind of a normalised number, or undefined when form or check digit is wrong. */
export function numberKind(number: string): NumberKind | undefined {
  const checked = validateIdCardNumber(number);
  if (!checked.valid) return undefined;
  if (checked.category === "NATIONAL_ID") return "national";
  return checked.category === "UI_NUMBER_LEGACY" ? "resident_old" : "resident_new";
}

/** Whether a normalised number is one that exists in form, of any kind. */
export const isValidNumber = (number: string) => numberKind(number) !== undefined;

/** The last six characters of a normalised number, half of a parent's first password (G3, R6). */
export const lastSix = (number: string) => number.slice(-6);

/** For a screen where the person must recognise the number and a bystander must not learn it. */
export function maskNumber(number: string): string {
  if (number.length !== 10) return "*".repeat(number.length);
  return `${number.slice(0, 3)}****${number.slice(-3)}`;
}
