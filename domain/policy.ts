/** Who acts. Roles and ids come from the database on each request, never from a cookie. */
export type Actor =
  | { kind: "visitor"; id: string }
  | { kind: "portal"; id: string; studentId: string }
  | { kind: "invitee"; id: string; studentId: string }
  | { kind: "holder"; id: string }
  | { kind: "claimant"; id: string }
  | { kind: "system"; id: string };

type OfStudent = { studentId: string };
type Owned = { ownerKind: string; ownerId: string };
type OfAccount = { accountId: string };
type OfActivation = { activationId: string };

/** Who may do what. Every action in the system is one line here, and nowhere else. */
// biome-ignore format: a table reads as a table
export const policy = {
  "roster.import":            (by: Actor, _: object) => isSystem(by),
  "roster.answer_data":       (by: Actor, s: OfStudent) => isPortalOf(by, s.studentId),
  "consent.answer":           (by: Actor, s: OfStudent) => isApplicantFor(by, s.studentId),
  "consent.sign_card":        (by: Actor, s: OfStudent) => isPortalOf(by, s.studentId),
  "consent.publish":          (by: Actor, _: object) => isSystem(by),
  "binding.open_draft":       (by: Actor, s: OfStudent) => isApplicantFor(by, s.studentId),
  "binding.save_answer":      (by: Actor, d: Owned) => isOwner(by, d),
  "binding.send_code":        (by: Actor, d: Owned) => isOwner(by, d),
  "binding.confirm_code":     (by: Actor, d: Owned) => isOwner(by, d),
  "binding.attach_document":  (by: Actor, d: Owned) => isOwner(by, d),
  "binding.submit":           (by: Actor, d: Owned) => isOwner(by, d),
  "binding.open_invitation":  (by: Actor, _: object) => by.kind === "visitor",
  "binding.discard_draft":    (by: Actor, _: object) => isSystem(by),
  "registry.ask":             (by: Actor, _: object) => isSystem(by),
  "registry.answer":          (by: Actor, _: object) => isSystem(by),
  "account.sign_in_portal":   (by: Actor, _: object) => by.kind === "visitor",
  "account.set_portal_password": (by: Actor, s: OfStudent) => isPortalOf(by, s.studentId),
  "account.prove_activation": (by: Actor, _: OfActivation) => by.kind === "visitor",
  "account.activate":         (by: Actor, a: OfActivation) => isClaimant(by, a.activationId),
  "account.disown":           (by: Actor, a: OfActivation) => isAddressee(by, a.activationId),
  "account.sign_in":          (by: Actor, _: object) => by.kind === "visitor",
  "account.sign_out":         (by: Actor, s: { subjectId: string }) => by.id === s.subjectId,
  "account.open_children":    (by: Actor, a: OfAccount) => isHolder(by, a.accountId),
  "notice.send":              (by: Actor, _: object) => isSystem(by),
  "oversight.seal":           (by: Actor, _: object) => isSystem(by),
} as const satisfies Record<string, (by: Actor, subject: never) => boolean>;

export type Action = keyof typeof policy;
export type SubjectOf<A extends Action> = Parameters<(typeof policy)[A]>[1];

export const may = <A extends Action>(by: Actor, action: A, subject: SubjectOf<A>): boolean =>
  (policy[action] as (by: Actor, subject: SubjectOf<A>) => boolean)(by, subject);

/** What an actor owns: a draft or an application begun by this portal account or invitation. */
export type OwnScope = Readonly<{ ownerKind: "portal" | "invitee"; ownerId: string }> & {
  readonly __scope: unique symbol;
};

/** The rows an applicant may list. Queries demand a scope, so a query cannot forget to ask. */
export function ownScope(by: Actor): OwnScope | undefined {
  if (by.kind !== "portal" && by.kind !== "invitee") return undefined;
  return { ownerKind: by.kind, ownerId: by.id } as OwnScope;
}

/** The children an account holder (帳號持有人) may list. */
export type HolderScope = Readonly<{ accountId: string }> & { readonly __scope: unique symbol };

export function holderScope(by: Actor): HolderScope | undefined {
  return by.kind === "holder" ? ({ accountId: by.id } as HolderScope) : undefined;
}

/** What a claimant must recognise before choosing a password: own address, masked children. */
export type ClaimScope = Readonly<{ activationId: string }> & { readonly __scope: unique symbol };

export function claimScope(by: Actor): ClaimScope | undefined {
  return by.kind === "claimant" ? ({ activationId: by.id } as ClaimScope) : undefined;
}

function isSystem(by: Actor) {
  return by.kind === "system";
}

function isPortalOf(by: Actor, studentId: string) {
  return by.kind === "portal" && by.studentId === studentId;
}

function isApplicantFor(by: Actor, studentId: string) {
  return (by.kind === "portal" || by.kind === "invitee") && by.studentId === studentId;
}

function isOwner(by: Actor, { ownerKind, ownerId }: Owned) {
  return by.kind === ownerKind && by.id === ownerId;
}

/** Who came with the mailed link: a visitor still, or about to set the first password. */
function isAddressee(by: Actor, activationId: string) {
  return by.kind === "visitor" || isClaimant(by, activationId);
}

function isClaimant(by: Actor, activationId: string) {
  return by.kind === "claimant" && by.id === activationId;
}

function isHolder(by: Actor, accountId: string) {
  return by.kind === "holder" && by.id === accountId;
}
