import { maskNumber } from "@/domain/ids/national-number";
import type { Seated } from "./bundle-rows";
import type { Family } from "./families";
import { type FamilyKind, familyKinds } from "./family-kinds";
import { written } from "./names";
import type { Adult } from "./people";

/** How many families of each kind are listed. */
const listedOf = (kind: FamilyKind) => (kind === "two_parents" || kind === "one_parent" ? 5 : 1);

/** A family of the practice city, for a person to walk the whole way with. */
export type FamilyToTry = ReturnType<typeof described>;

/** Chooses a few families of every kind while the city streams by. */
export function peopleToTry() {
  const listed: FamilyToTry[] = [];
  const counts = new Map<FamilyKind, number>();
  return {
    listed,
    offer(family: Family, seated: readonly Seated[]) {
      const count = counts.get(family.kind) ?? 0;
      if (count >= listedOf(family.kind)) return;
      counts.set(family.kind, count + 1);
      listed.push(described(family, seated, `${family.kind.replaceAll("_", "-")}-${count + 1}`));
    },
  };
}

function described(family: Family, seated: readonly Seated[], mailbox: string) {
  const { kind } = family;
  const children = seated.map(({ sourcedId, child, seat, birthday }) => ({
    sourcedId,
    name: written(child.name),
    number: child.number,
    birthday,
    signInName: `P${seat.studentNumber}`,
    level: seat.ofClass.school.level,
    school: seat.ofClass.school.name,
    schoolCode: seat.ofClass.school.code,
    class: seat.ofClass.title,
    flag: child.flag ?? null,
  }));
  const adults = family.adults.map((adult, at) => ({
    name: written(adult.name),
    number: adult.number,
    masked: maskNumber(adult.number),
    relation: adult.claims,
    mobile: adult.mobile,
    email: `${mailbox}-${String.fromCharCode(97 + at)}@example.com`,
    registry: adult.standing,
    expect: passesByItself(adult, family) ? ("bound" as const) : ("review" as const),
  }));
  return { kind, shows: familyKinds[kind].shows, children, adults };
}

/** Only a parent with authority, and no doubt or flag anywhere, passes without a person (A7). */
function passesByItself({ standing, claims }: Adult, { kind, children }: Family) {
  const isParent = claims === "father" || claims === "mother";
  const certain = standing.answer === "yes" && standing.authority === "full";
  const doubted = kind === "student_parent" || children.some((c) => c.flag ?? c.registryName);
  return isParent && certain && !doubted;
}
