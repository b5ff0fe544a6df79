import { gradesOf, type SchoolLevel } from "@/domain/roster/levels";
import { type Random, weighted } from "./random";
import { departments, districts, endings, stems } from "./school-names";

export type CitySchool = {
  sourcedId: string;
  code: string;
  name: string;
  level: SchoolLevel;
  district: string;
  telephone: string;
};

export type CityClass = {
  sourcedId: string;
  school: CitySchool;
  title: string;
  grade: number;
  /** 進修部: where grown people go to school in the evening. */
  evening: boolean;
  seats: number;
  /** How many students of the same year stand before this class in the school's count. */
  seatsBefore: number;
};

/** The first four schools are one of each level; beyond them, about as Taipei has them. */
const firstLevels: readonly SchoolLevel[] = ["elementary", "junior", "senior", "vocational"];
const laterLevels = weighted<SchoolLevel>([
  ["elementary", 55],
  ["junior", 24],
  ["senior", 14],
  ["vocational", 7],
]);
const shareOf = { elementary: 6, junior: 6, senior: 9, vocational: 9 } as const;
const classSize = 28;

export function makeSchools(random: Random, count: number): CitySchool[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, at) => {
    const level = firstLevels[at] ?? laterLevels(random);
    const district = districts[(at * 5) % districts.length]!;
    return {
      sourcedId: `school-${at + 1}`,
      code: String(990_001 + at),
      name: newName(random, level, district, taken),
      level,
      district,
      telephone: `02-5550-${String(1000 + at).padStart(4, "0")}`,
    };
  });
}

/** `…(練習)` marks every name as practice. */
function newName(random: Random, level: SchoolLevel, district: string, taken: Set<string>) {
  for (let tries = 0; ; tries++) {
    const suffix = tries < 40 ? "" : `第${tries - 38}`;
    const stem = random.pick(stems);
    const name = `臺北市${district}${stem}${suffix}${random.pick(endings[level])}（練習）`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** Seats for exactly `students` children, by school, grade and class, evenly. */
export function makeClasses(random: Random, schools: readonly CitySchool[], students: number) {
  const shares = schools.map(({ level }) => shareOf[level] * (0.6 + random.next() * 0.8));
  return schools.flatMap((school, at) => {
    const seats = part(students, shares, at);
    const { first, last } = gradesOf[school.level];
    const grades = Array.from({ length: last - first + 1 }, (_, grade) => first + grade);
    return grades.flatMap((grade, place) =>
      classesOfGrade(
        school,
        grade,
        part(
          seats,
          grades.map(() => 1),
          place,
        ),
      ),
    );
  });
}

function classesOfGrade(school: CitySchool, grade: number, seats: number): CityClass[] {
  const count = Math.ceil(seats / classSize);
  let seatsBefore = 0;
  return Array.from({ length: count }, (_, at) => {
    const own = part(seats, Array(count).fill(1), at);
    const sourcedId = `${school.sourcedId}-class-${grade}-${at + 1}`;
    const title = titleOf(school.level, grade, at);
    const made = { sourcedId, school, title, grade, evening: false, seats: own, seatsBefore };
    seatsBefore += own;
    return made;
  });
}

/** The evening classes that take the parents who are students themselves. */
export function eveningClass(school: CitySchool, seats: number): CityClass {
  const sourcedId = `${school.sourcedId}-class-evening`;
  return {
    sourcedId,
    school,
    title: "進修部一忠",
    grade: 10,
    evening: true,
    seats,
    seatsBefore: 900,
  };
}

const numerals = "零一二三四五六七八九十";
const virtues = "忠孝仁愛信義和平智勇禮樂誠正勤毅";

function titleOf(level: SchoolLevel, grade: number, at: number): string {
  const year = numerals[grade > 9 ? grade - 9 : grade > 6 ? grade - 6 : grade];
  const virtue =
    virtues[at % virtues.length]! + (at < virtues.length ? "" : (at / virtues.length + 1) | 0);
  if (level === "elementary") return `${year}年${at + 1}班`;
  if (level === "junior") return `${grade}${String(at + 1).padStart(2, "0")}班`;
  if (level === "senior") return `高${year}${virtue}班`;
  return `${departments[at % departments.length]}科${year}${virtues[Math.floor(at / departments.length) % virtues.length]}`;
}

/** The part of `total` that falls to one share; all parts together are exactly `total`. */
function part(total: number, shares: readonly number[], at: number) {
  const sum = shares.reduce((all, share) => all + share, 0);
  const upto = (end: number) =>
    Math.round((total * shares.slice(0, end).reduce((all, share) => all + share, 0)) / sum);
  return upto(at + 1) - upto(at);
}
