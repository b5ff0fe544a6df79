import type { Relation } from "@/domain/binding/modes";
import type { NumberKind } from "@/domain/ids/national-number";
import type { RegistryAuthority, RegistryKind } from "@/domain/registry/answers";
import type { rosterReviewReasons } from "@/domain/roster/statuses";
import { chineseName, drawSurname, type Name } from "./names";
import type { numberMaker, Sex } from "./numbers";
import type { Random } from "./random";

/** What the registry knows of an adult and the children of the family. */
export type Standing =
  | { answer: "yes"; kind: RegistryKind; authority: RegistryAuthority }
  | { answer: "no" | "cannot_tell" | "not_found" };

export type Child = {
  name: Name;
  number: string;
  sex: Sex;
  /** As the registry spells it, where that differs. */
  registryName?: Name;
  flag?: (typeof rosterReviewReasons)[number];
};

export type Adult = {
  name: Name;
  number: string;
  sex: Sex;
  /** What this person says to be to the child on the form (親屬關係). */
  claims: Relation;
  standing: Standing;
  mobile: string;
};

export type Maker = {
  random: Random;
  numberOf: ReturnType<typeof numberMaker>;
};

export const yes = (kind: RegistryKind, authority: RegistryAuthority = "full") =>
  ({ answer: "yes", kind, authority }) as const;

type Wish = {
  claims: Relation;
  standing: Standing;
  sex: Sex;
  name?: Name;
  family?: string;
  numberKind?: NumberKind;
};

export function anAdult(maker: Maker, wish: Wish): Adult {
  const { random, numberOf } = maker;
  const { claims, standing, sex } = wish;
  const family = wish.family ?? drawSurname(random);
  return {
    name: wish.name ?? chineseName(random, "adult", sex, family),
    number: numberOf(wish.numberKind ?? "national", sex),
    sex,
    claims,
    standing,
    mobile: `09${String(random.int(0, 99_999_999)).padStart(8, "0")}`,
  };
}

export const aFather = (maker: Maker, wish: Partial<Wish> = {}) =>
  anAdult(maker, { claims: "father", standing: yes("father"), sex: "male", ...wish });

export const aMother = (maker: Maker, wish: Partial<Wish> = {}) =>
  anAdult(maker, { claims: "mother", standing: yes("mother"), sex: "female", ...wish });

export function aChild({ random, numberOf }: Maker, family: string): Child {
  const sex = random.chance(0.52) ? "male" : "female";
  return {
    name: chineseName(random, "child", sex, family),
    number: numberOf("national", sex),
    sex,
  };
}
