import { type SchoolLevel, schoolLevels } from "@/domain/roster/levels";

/** The level a path names, or undefined for any other word. */
export const levelIn = (word: string): SchoolLevel | undefined =>
  schoolLevels.find((level) => level === word);
