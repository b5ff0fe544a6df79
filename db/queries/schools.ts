import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { SchoolLevel } from "@/domain/roster/levels";
import { db } from "../client";
import { schools } from "../schema";

/** What anybody may know of a school. */
export type SchoolEntry = { code: string; name: string; district: string };

/** More than Taipei has of any level. */
const schoolsMax = 400;

/** 台 and 臺 are one character to whoever looks for a school. */
const folded = (text: unknown) => sql`translate(lower(${text}), '台', '臺')`;

/** The open schools of one level, by district and name; of those named like `wanted`, if given. */
export function schoolsOfLevel(level: SchoolLevel, wanted = ""): Promise<SchoolEntry[]> {
  const named = sql`position(${folded(wanted)} in ${folded(schools.name)}) > 0`;
  return db
    .select({ code: schools.code, name: schools.name, district: schools.district })
    .from(schools)
    .where(and(eq(schools.level, level), isNull(schools.closedAt), wanted ? named : undefined))
    .orderBy(asc(schools.district), asc(schools.name))
    .limit(schoolsMax);
}

/** One open school by its code (學校代碼), with the telephone parents may call. */
export async function schoolWithCode(level: SchoolLevel, code: string) {
  const { name, telephone } = schools;
  const [row] = await db
    .select({ code: schools.code, name, telephone })
    .from(schools)
    .where(and(eq(schools.level, level), eq(schools.code, code), isNull(schools.closedAt)));
  return row;
}
