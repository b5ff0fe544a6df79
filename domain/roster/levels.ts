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
