import { type SchoolLevel, schoolLevels } from "@/domain/roster/levels";

/** The level a path names, or undefined for any other word. */
export const levelIn = (word: string): SchoolLevel | undefined =>
  schoolLevels.find((level) => level === word);

/** The school's code a path names, or undefined where its escapes are broken. */
export function schoolCodeIn(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
