import type { Transitions } from "../transition";

/** Whether a child is at a Taipei school (學籍狀態). Only the roster import changes it (二, 三). */
export const studentStatuses = ["enrolled", "left", "graduated"] as const;
export type StudentStatus = (typeof studentStatuses)[number];

/** Statuses in which a student is at a school and may be applied for. */
export const presentStudentStatuses = ["enrolled"] as const;

export const isPresent = (status: StudentStatus) =>
  presentStudentStatuses.some((present) => present === status);

// biome-ignore format: a table reads as a table
export const studentTransitions = {
  transfer:  { from: ["enrolled"],          to: "enrolled" },
  leave:     { from: ["enrolled"],          to: "left" },
  graduate:  { from: ["enrolled"],          to: "graduated" },
  re_enrol:  { from: ["left", "graduated"], to: "enrolled" },
} as const satisfies Transitions<StudentStatus>;

export const studentLabels = {
  guardian: { enrolled: "在學", left: "已離校", graduated: "已畢業" },
  staff: { enrolled: "在學", left: "離校", graduated: "畢業" },
} as const satisfies Record<"guardian" | "staff", Record<StudentStatus, string>>;

/** How one period of enrolment (學籍異動) came to its end. */
export const enrolmentEndings = ["class_changed", "transferred", "left", "graduated"] as const;
export type EnrolmentEnding = (typeof enrolmentEndings)[number];

/** What a member of staff does at the school: 導師 or 任課教師, or 註冊組／學校承辦人. */
export const staffRoles = ["teacher", "registrar"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Why no application for this student or by this person may pass without a person (五(六), R1). */
export const reviewReasons = [
  "protection",
  "custody",
  "foster_care",
  "former_unbinding",
  "disowned_account",
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** The reasons a school may state in the roster; the others arise inside this system. */
export const rosterReviewReasons = ["protection", "custody", "foster_care"] as const;

/** How a run of the import ended. `stopped` means that nothing was changed. */
export const importOutcomes = ["running", "applied", "stopped", "failed"] as const;
export type ImportOutcome = (typeof importOutcomes)[number];
