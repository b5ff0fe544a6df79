/** What the household registry may say (docs/registry-protocol.md): never the household (B12). */
export const registryAnswers = ["yes", "no", "cannot_tell", "not_found"] as const;
export type RegistryAnswer = (typeof registryAnswers)[number];

/** What comes of asking the registry. The last two are ours: it was silent, or spoke nonsense. */
export const registryOutcomes = [...registryAnswers, "silent", "garbled"] as const;
export type RegistryOutcome = (typeof registryOutcomes)[number];

/** What the applicant is to the child, as the registry knows it. */
export const registryKinds = [
  "father",
  "mother",
  "adoptive_father",
  "adoptive_mother",
  "guardian",
  "grandparent",
  "other",
] as const;
export type RegistryKind = (typeof registryKinds)[number];

/** Whether the applicant exercises the rights of a parent (親權; 民法 1089). */
export const registryAuthorities = ["full", "none", "limited"] as const;
export type RegistryAuthority = (typeof registryAuthorities)[number];

/** How the name typed compares with the name on record (R8). */
export const nameAgreements = ["match", "near", "differ"] as const;
export type NameAgreement = (typeof nameAgreements)[number];

/** What came over the wire, names as the registry spells them; kept in memory only. */
export type Heard =
  | {
      outcome: "yes";
      kind: RegistryKind;
      authority: RegistryAuthority;
      applicantName: string;
      childName: string;
    }
  | { outcome: "no" | "cannot_tell" | "not_found" }
  /** `retryAfterMs`: the registry itself said when to come again. */
  | { outcome: "silent" | "garbled"; retryAfterMs?: number };
