/** What comes of asking the registry. The last two are ours: it was silent, or spoke nonsense. */
export const registryOutcomes = [
  "yes",
  "no",
  "cannot_tell",
  "not_found",
  "silent",
  "garbled",
] as const;
export type RegistryOutcome = (typeof registryOutcomes)[number];

/** How the name typed compares with the name on record (R8). */
export const nameAgreements = ["match", "near", "differ"] as const;
export type NameAgreement = (typeof nameAgreements)[number];
