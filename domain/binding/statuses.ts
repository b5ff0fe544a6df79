import type { Transitions } from "../transition";

/**
 * The life of one binding application (綁定申請) after it was submitted, 五(一), 四(四).
 * A draft is a row of its own. docs/states/binding.mmd is drawn from this table.
 */
export const applicationStatuses = ["verifying", "in_review", "approved"] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Still waiting for the registry or for a person. */
export const openApplicationStatuses = ["verifying", "in_review"] as const;

// biome-ignore format: a table reads as a table
export const applicationTransitions = {
  confirm: { from: ["verifying"], to: "approved"  }, // the registry knows the legal relation
  refer:   { from: ["verifying"], to: "in_review" }, // it could not establish it: a person decides
} as const satisfies Transitions<ApplicationStatus>;

/** Why an application waits for a person. Never shown to the applicant in these words. */
export const reviewReasons = [
  "registry_silent",
  "registry_no",
  "registry_cannot_tell",
  "registry_not_found",
  "not_legal_representative",
  "no_authority",
  "near_name",
  "name_differs",
  "guardian_by_document",
  "flagged",
  "applicant_is_student",
  "contact_shared",
  "contact_differs",
  "child_moved",
  "duplicate",
] as const;
export type ReviewReason = (typeof reviewReasons)[number];
