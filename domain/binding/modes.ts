/** How the child's parents apply (申辦方式), G2-5. */
export const applicationModes = ["one_parent", "two_parents", "guardian"] as const;
export type ApplicationMode = (typeof applicationModes)[number];

/** What the applicant says to be to the child (親屬關係). */
export const parentRelations = ["father", "mother"] as const;
export const guardianRelations = [
  "grandparent",
  "uncle_or_aunt",
  "sibling",
  "foster_parent",
  "institution",
  "other",
] as const;
export const relations = [...parentRelations, ...guardianRelations] as const;
export type Relation = (typeof relations)[number];

/** What proves a guardianship (五(二)2), A20. */
export const documentKinds = ["court_ruling", "adoption", "household_record", "other"] as const;
export type DocumentKind = (typeof documentKinds)[number];
