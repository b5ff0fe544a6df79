import type { Row } from "./bundle-files";
import type { Family } from "./families";
import { type Name, written } from "./names";

/**
 * What the simulator of the household registry must know of a family: a line for each person it
 * finds, a line for each relation it can speak of. Two known people without a line are a "no".
 */
export function* answersOf({ children, adults }: Family): Generator<Row> {
  for (const { number, name, registryName } of children) yield person(number, registryName ?? name);
  for (const adult of adults) {
    if (adult.standing.answer === "not_found") continue;
    yield person(adult.number, adult.name);
    if (adult.standing.answer === "no") continue;
    for (const child of children) {
      yield { applicant: adult.number, child: child.number, ...adult.standing };
    }
  }
}

const person = (number: string, name: Name) => ({ number, name: written(name) });
