/** The four levels of school (學層), each with its own school system (國小, 國中, 高中, 高職; 二). */
export const schoolLevels = ["elementary", "junior", "senior", "vocational"] as const;
export type SchoolLevel = (typeof schoolLevels)[number];

/** First and last grade (年級) of each level, counted through from the first year at school. */
export const gradesOf = {
  elementary: { first: 1, last: 6 },
  junior: { first: 7, last: 9 },
  senior: { first: 10, last: 12 },
  vocational: { first: 10, last: 12 },
} as const satisfies Record<SchoolLevel, { first: number; last: number }>;

/** The official words, as they stand on the schools' own pages. */
export const levelTitles = {
  elementary: "國小",
  junior: "國中",
  senior: "高中",
  vocational: "高職",
} as const satisfies Record<SchoolLevel, string>;

/** The level a school's name tells, for bundles that do not say it. */
export function levelOfName(name: string): SchoolLevel | undefined {
  if (/國民小學|國小/.test(name)) return "elementary";
  if (/(工農|工業|商業|工商|家事|家商|農工|海事|職業)/.test(name)) return "vocational";
  if (/高級中學|高中|高級中等/.test(name)) return "senior";
  return /國民中學|國中/.test(name) ? "junior" : undefined;
}
