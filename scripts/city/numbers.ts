import type { NumberKind } from "@/domain/ids/national-number";
import type { Random } from "./random";
import { weighted } from "./random";

export type Sex = "male" | "female";

/** The letters in the order of their values, from 10 on. */
const letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
const commonLetters = weighted<string>([
  ["A", 60],
  ["F", 18],
  ["B", 5],
  ["H", 5],
  ["E", 4],
  ["D", 3],
  ["G", 2],
  ["T", 2],
  ["U", 1],
]);

/** A step that visits every seven-digit number once before it repeats one. */
const step = 7_654_321;

/**
 * Numbers with a true check digit for invented people of the demo city, never the same twice.
 * They may by chance be the number of somebody alive, so they stay in practice systems.
 */
export function numberMaker(random: Random) {
  let given = random.int(0, 9_999_999);
  const serial = () => {
    given = (given + step) % 10_000_000;
    return String(given).padStart(7, "0");
  };
  return (kind: NumberKind, sex: Sex) => {
    const letter = commonLetters(random);
    return withCheckDigit(letter + secondOf(kind, sex) + serial());
  };
}

function secondOf(kind: NumberKind, sex: Sex): string {
  if (kind === "national") return sex === "male" ? "1" : "2";
  if (kind === "resident_old") return sex === "male" ? "C" : "D";
  return sex === "male" ? "8" : "9";
}

/** Nine characters and the check digit that belongs to them. */
function withCheckDigit(nine: string): string {
  const first = letterValue(nine[0]!);
  let sum = Math.floor(first / 10) + (first % 10) * 9;
  for (let at = 1; at < 9; at++) sum += (letterValue(nine[at]!) % 10) * (9 - at);
  return nine + String((10 - (sum % 10)) % 10);
}

function letterValue(character: string) {
  const place = letters.indexOf(character);
  return place < 0 ? Number(character) : place + 10;
}
