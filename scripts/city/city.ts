import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BundleFile, columns, openLines, openTable } from "./bundle-files";
import {
  type Add,
  addClass,
  addManifest,
  addOrgs,
  addRegistrar,
  addStudent,
  type SchoolYear,
  type Seated,
} from "./bundle-rows";
import { drawKind, type Family, makeFamily } from "./families";
import { allKinds, type FamilyKind } from "./family-kinds";
import { numberMaker } from "./numbers";
import type { Maker } from "./people";
import { peopleToTry } from "./people-to-try";
import { type Random, randomFor } from "./random";
import { answersOf } from "./registry-answers";
import { type CityClass, eveningClass, makeClasses, makeSchools } from "./schools";
import { birthdayOf, seating } from "./seating";

export type CityWish = {
  schools: number;
  students: number;
  /** The same seed gives the same city, byte for byte. */
  seed: string;
  /** The school year (學年度), e.g. 115. */
  year: number;
  /** The folder for the bundle, `registry.ndjson` and `families.json`. */
  out: string;
};

/**
 * Writes a city of invented people: a OneRoster bundle, what the registry simulator answers about
 * them, and families to try. Memory does not grow with the number of students.
 */
export async function buildCity(wish: CityWish): Promise<{ students: number; families: number }> {
  await mkdir(wish.out, { recursive: true });
  const files = openBundle(wish.out);
  const registry = openLines(wish.out, "registry.ndjson");
  const plan = planOf(wish);
  addManifest(files.add);
  addSchools(files.add, plan, wish);

  const tried = peopleToTry();
  let families = 0;
  for (const { family, seated } of familiesOf(plan, wish)) {
    families += 1;
    tried.offer(family, seated);
    for (const student of seated) addStudent(files.add, student, wish);
    for (const answer of answersOf(family)) registry.add(answer);
    if (families % 500 === 0) await Promise.all([files.flushIfMany(), registry.flushIfMany()]);
  }

  await Promise.all([files.close(), registry.close()]);
  await writeFile(join(wish.out, "families.json"), `${JSON.stringify(tried.listed, null, 2)}\n`);
  return { students: wish.students, families };
}

type Plan = {
  schools: ReturnType<typeof makeSchools>;
  classes: CityClass[];
  evening: CityClass | undefined;
};

/** One grown student for every two thousand children, where a school takes them. */
function planOf({ schools: count, students, seed }: CityWish): Plan {
  const random = randomFor(seed, "schools");
  const schools = makeSchools(random, count);
  const host = schools.find(({ level }) => level === "senior");
  const grown = host && students >= allKinds.length * 2 ? Math.ceil(students / 2_000) : 0;
  return {
    schools,
    classes: makeClasses(random, schools, students - grown),
    evening: host && grown > 0 ? eveningClass(host, grown) : undefined,
  };
}

function addSchools(add: Add, { schools, classes, evening }: Plan, wish: CityWish & SchoolYear) {
  const random = randomFor(wish.seed, "staff");
  addOrgs(add, schools, wish);
  for (const school of schools) addRegistrar(add, random, school);
  for (const [at, ofClass] of classes.entries()) {
    const next = classes[at + 1];
    const colleague = next?.school === ofClass.school ? next : undefined;
    addClass(add, random, ofClass, colleague, wish);
  }
  if (evening) addClass(add, random, evening, undefined, wish);
}

/** Every kind of family once, the grown students' families, then families as chance has it. */
function* familiesOf({ classes, evening }: Plan, { seed, year }: CityWish) {
  const random = randomFor(seed, "families");
  const maker: Maker = { random, numberOf: numberMaker(random) };
  const seats = seating(classes, year);
  let next = 0;
  let grown = 0;
  for (const kind of kindsInOrder(random, evening?.seats ?? 0)) {
    const left = seats.count - next;
    if (left === 0) return;
    const family = makeFamily(maker, kind, left);
    const dayOfYear = random.int(0, 364);
    const seated = family.children.map((child): Seated => {
      const seat = seats.at(next++);
      const birthday = birthdayOf(seat.ofClass.grade, year, dayOfYear);
      return { sourcedId: `student-${next}`, child, seat, birthday };
    });
    if (kind === "student_parent") {
      seated.push(grownStudent(family, evening!, year, random, ++grown));
    }
    yield { family, seated };
  }
}

function* kindsInOrder(random: Random, grown: number): Generator<FamilyKind> {
  yield* allKinds.filter((kind) => kind !== "student_parent");
  for (let count = 0; count < grown; count++) yield "student_parent";
  for (;;) yield drawKind(random);
}

/** The mother who is a student: the same person twice, as parent and in the roster (五(四)1). */
function grownStudent(
  { adults }: Family,
  ofClass: CityClass,
  year: number,
  random: Random,
  at: number,
): Seated {
  const { name, number, sex } = adults[0]!;
  const studentNumber = `${year}${9_000 + at}`;
  const born = year + 1911 - random.int(30, 48);
  return {
    sourcedId: `student-evening-${at}`,
    child: { name, number, sex },
    seat: { ofClass, studentNumber },
    birthday: `${born}-0${random.int(1, 9)}-1${random.int(0, 9)}`,
  };
}

function openBundle(folder: string) {
  const tables = Object.keys(columns) as BundleFile[];
  const open = new Map(tables.map((table) => [table, openTable(folder, table)] as const));
  const all = [...open.values()];
  return {
    add: ((table, row) => open.get(table)!.add(row)) satisfies Add as Add,
    flushIfMany: () => Promise.all(all.map((file) => file.flushIfMany())),
    close: () => Promise.all(all.map((file) => file.close())),
  };
}
