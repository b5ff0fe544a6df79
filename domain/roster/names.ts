import { distance } from "fastest-levenshtein";
import { usualShape } from "./name-variants";

export type NameComparison = "match" | "near" | "differ";

const variationSelectors = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const betweenWords = /(?:(?![*?])[\s\p{P}\p{Cf}])+/u;
const han = /\p{Script=Han}/u;
const privateUse = /\p{Co}/u;
/** What systems print where they lack a character: 造字, boxes, circles, the replacement mark. */
const unreadable = /[\p{Co}\u25A0-\u25FF\u3007\u3013\uFFFD*?]/u;

/** A name as it is compared: NFKC, one shape a character, no spaces or marks, small letters (R8). */
export function normaliseName(name: string): string {
  return wordsOf(name).join("");
}

/**
 * Whether two spellings name the same person. A `near` miss is a slip of the pen or a character
 * some system lacks; it goes to a person and is never a reason to refuse (R8).
 */
export function compareNames(a: string, b: string): NameComparison {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [x, y] = [left.join(""), right.join("")];
  if (x === "" || y === "") return "differ";
  if (x === y) return privateUse.test(x) ? "near" : "match";
  if ([...left].sort().join("") === [...right].sort().join("")) return "near";
  if (sameButUnreadable([...x], [...y])) return "near";
  return distanceInCharacters(x, y) <= slipsMax(x, y) ? "near" : "differ";
}

/** The parts of a name as a roster gives them; a hyphen or a dot stands for a part that is not. */
export type NameParts = { family: string; middle: string; given: string };

/** One name from its parts: Chinese 王小明, foreign Anne Marie O'Brien, single Suparti. */
export function joinName({ family, middle, given }: NameParts): string {
  if (han.test(family) || (!there(family) && han.test(given))) {
    return [family, middle, given].filter(there).join("");
  }
  return [given, middle, family].filter(there).join(" ");
}

const there = (part: string) => part !== "" && part !== "-" && part !== ".";

/** As the guide prints a name: 王○明, 王○; of a foreign name the first letter of each word (G2). */
export function maskName(name: string): string {
  const visible = name.normalize("NFC").replace(variationSelectors, "").trim();
  return visible.replace(/[^\s\p{P}]+/gu, (word) =>
    han.test(word) ? maskHan(word) : maskWord(word),
  );
}

function maskHan(word: string) {
  const characters = [...word];
  const [first] = characters;
  if (characters.length === 1) return "○";
  if (characters.length === 2) return `${first}○`;
  return `${first}${"○".repeat(characters.length - 2)}${characters.at(-1)}`;
}

const maskWord = (word: string) => `${[...word][0]}○`;

function wordsOf(name: string): string[] {
  const folded = name.normalize("NFKC").replace(variationSelectors, "").toLowerCase();
  const shaped = [...folded].map((character) => usualShape.get(character) ?? character).join("");
  const words = shaped.split(betweenWords).filter((word) => word !== "");
  // Marks alone are no name, but a name of unreadable marks alone must not become empty.
  return words.length > 0 ? words : [shaped.replace(/\s/gu, "")].filter((word) => word !== "");
}

/** Same length, and wherever they differ one side holds a mark for a character it lacks. */
function sameButUnreadable(x: string[], y: string[]) {
  if (x.length !== y.length) return false;
  const pairs = x.map((character, at) => [character, y[at]!] as const);
  const unequal = pairs.filter(([one, other]) => one !== other);
  return (
    unequal.length < x.length &&
    unequal.every(([one, other]) => unreadable.test(one) || unreadable.test(other))
  );
}

/** One slip in a Chinese name of three or more; in letters, one for every five, three at most. */
function slipsMax(x: string, y: string) {
  const length = Math.max([...x].length, [...y].length);
  if (han.test(x) || han.test(y)) return length >= 3 ? 1 : 0;
  return Math.min(3, Math.floor(length / 5));
}

/** Edit distance counted in characters: one of Extension B is two code units, but one slip. */
function distanceInCharacters(x: string, y: string) {
  const codes = new Map<string, string>();
  const coded = (text: string) =>
    [...text]
      .map((character) => {
        if (!codes.has(character)) codes.set(character, String.fromCharCode(codes.size + 1));
        return codes.get(character);
      })
      .join("");
  return distance(coded(x), coded(y));
}
