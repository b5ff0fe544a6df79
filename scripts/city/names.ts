import {
  foreignNames,
  givenParts,
  indigenousNames,
  rareGiven,
  singleNames,
  surnames,
  vietnamese,
  wellKnown,
} from "./name-tables";
import type { Sex } from "./numbers";
import { type Random, weighted } from "./random";

/** A name in its parts; `given` alone is a single name. */
export type Name = { family: string; given: string };

export const drawSurname = weighted(surnames);

/** The name as one writes it: Chinese together, foreign names as the permit prints them. */
export const written = ({ family, given }: Name) => `${family}${given}`;

/** A Chinese name of the generation; a child passes the family's name. */
export function chineseName(
  random: Random,
  generation: "adult" | "child",
  sex: Sex,
  family = drawSurname(random),
): Name {
  const parts = givenParts[`${generation}${sex === "male" ? "Male" : "Female"}`];
  for (;;) {
    const second = random.pick(parts.second);
    const given = random.chance(0.04) ? second : random.pick(parts.first) + second;
    if (!wellKnown.has(family + given) && !isDoubled(given)) return { family, given };
  }
}

export const rareName = (random: Random, family: string): Name => ({
  family,
  given: random.pick(rareGiven),
});

/** Permits print family and given names as one; the roster and the registry spell it alike. */
export function foreignName(random: Random, sex: Sex): Name {
  if (random.chance(0.4)) return { family: "", given: random.pick(foreignNames[sex]) };
  const middle = sex === "female" ? "THI" : "VAN";
  const given = `${random.pick(vietnamese.family)} ${middle} ${random.pick(vietnamese[sex])}`;
  return { family: "", given };
}

export const singleName = (random: Random, sex: Sex): Name => ({
  family: "",
  given: random.pick(singleNames[sex]),
});

export const indigenousName = (random: Random): Name => ({
  family: "",
  given: random.pick(indigenousNames),
});

const isDoubled = (given: string) => given.length === 2 && given[0] === given[1];
