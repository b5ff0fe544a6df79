import type {
  NameAgreement,
  RegistryAnswer,
  RegistryAuthority,
  RegistryKind,
} from "../registry/answers";
import type { ApplicationMode, Relation } from "./modes";
import type { ReviewReason } from "./statuses";

/** What the registry established. What it left out is undefined, and never counts as agreement. */
export type Established = Readonly<{
  answer: RegistryAnswer;
  kind?: RegistryKind;
  authority?: RegistryAuthority;
  applicantName?: NameAgreement;
  childName?: NameAgreement;
}>;

/** What stands in the way of an approval without a person, whatever the registry says. */
export type Obstacles = Readonly<{
  /** A flag (五(六)) stands on the student or on the applicant. */
  flagged: boolean;
  /** The applicant is at a school too: no mixed account, 帳號分流 instead (五(四)1, A24). */
  applicantIsStudent: boolean;
  /** Another person's account, or the other parent's application, has this e-mail or mobile. */
  contactShared: boolean;
  /** The same person is bound to the same child already, or has applied before. */
  duplicate: boolean;
  /** The child has left, or changed school, since the application was submitted. */
  childMoved: boolean;
}>;

export type Assessment = { approve: true } | { approve: false; reason: ReviewReason };

/** Who is the legal representative (法定代理人) a parent claims to be, 五(二)1. */
const kindsOf: Partial<Record<Relation, readonly RegistryKind[]>> = {
  father: ["father", "adoptive_father"],
  mother: ["mother", "adoptive_mother"],
};

/**
 * Does this application pass by itself, or does a person decide, and why (A7, A10)? Only a legal
 * representative with full authority and agreeing names passes; doubt is never a refusal (R8).
 */
export function assess(
  asked: Readonly<{ mode: ApplicationMode; relation: Relation }>,
  established: Established,
  obstacles: Obstacles,
): Assessment {
  const reason =
    obstacle(obstacles) ??
    (asked.mode === "guardian" ? "guardian_by_document" : undefined) ??
    doubt(asked.relation, established) ??
    // Last: its hint is shown to the applicant, so only a proven parent may come to see it.
    (obstacles.applicantIsStudent ? "applicant_is_student" : undefined);
  return reason ? { approve: false, reason } : { approve: true };
}

function obstacle(obstacles: Obstacles): ReviewReason | undefined {
  if (obstacles.flagged) return "flagged";
  if (obstacles.childMoved) return "child_moved";
  if (obstacles.duplicate) return "duplicate";
  if (obstacles.contactShared) return "contact_shared";
  return undefined;
}

function doubt(relation: Relation, established: Established): ReviewReason | undefined {
  const { answer, kind, authority, applicantName, childName } = established;
  if (answer !== "yes") return `registry_${answer}`;
  if (!kind || !kindsOf[relation]?.includes(kind)) return "not_legal_representative";
  if (authority !== "full") return "no_authority";
  if (applicantName === "differ" || childName === "differ") return "name_differs";
  if (applicantName !== "match" || childName !== "match") return "near_name";
  return undefined;
}
