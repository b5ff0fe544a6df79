import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assess } from "@/domain/binding/assessment";
import { isValidNumber, numberKind } from "@/domain/ids/national-number";
import { compareNames } from "@/domain/roster/names";
import { buildCity } from "@/scripts/city/city";
import { allKinds } from "@/scripts/city/family-kinds";
import type { FamilyToTry } from "@/scripts/city/people-to-try";
import { AnswerLine } from "@/scripts/simulator/answers";

const root = await mkdtemp(join(tmpdir(), "city-"));
const folder = (name: string) => join(root, name);
const wish = { schools: 8, students: 600, seed: "one", year: 115 };
const text = (file: string, city = "a") => readFile(join(folder(city), file), "utf8");
const rowsOf = async (table: string): Promise<Record<string, string>[]> =>
  parse(await text(`${table}.csv`), { columns: true });

beforeAll(async () => {
  await buildCity({ ...wish, out: folder("a") });
  await buildCity({ ...wish, out: folder("b") });
  await buildCity({ ...wish, seed: "two", out: folder("c") });
});
afterAll(() => rm(root, { recursive: true }));

test("the same seed gives the same city byte for byte, another seed another city", async () => {
  const files = await readdir(folder("a"));
  expect(files).toContain("families.json");
  for (const file of files) expect(await text(file, "b")).toBe(await text(file));
  expect(await text("users.csv", "c")).not.toBe(await text("users.csv"));
});

test("there are as many schools and students as asked for, each student with one seat", async () => {
  const [orgs, roles, users, places] = await Promise.all(
    ["orgs", "roles", "users", "enrollments"].map(rowsOf),
  );
  expect(orgs!.filter(({ type }) => type === "school")).toHaveLength(8);
  expect(new Set(orgs!.map((org) => org["metadata.level"])).size).toBe(5);
  const students = roles!.filter(({ role }) => role === "student");
  expect(students).toHaveLength(600);
  expect(places!.filter(({ role }) => role === "student")).toHaveLength(600);
  const schoolOf = new Map(students.map((row) => [row.userSourcedId, row.orgSourcedId]));
  const numbered = users!.filter(({ identifier }) => identifier);
  const numbers = numbered.map((row) => `${schoolOf.get(row.sourcedId)} ${row.identifier}`);
  expect(new Set(numbers).size).toBe(600);
});

test("every personal number is valid, and no two people share one", async () => {
  const users = await rowsOf("users");
  const students = users.map((row) => row["metadata.nationalId"]!).filter(Boolean);
  const people = (await registryLines()).flatMap((line) => ("number" in line ? line.number : []));
  expect(students.every(isValidNumber)).toBe(true);
  expect(people.every(isValidNumber)).toBe(true);
  expect(new Set(students).size).toBe(600);
  expect(new Set(people).size).toBe(people.length);
});

test("every kind of family is there to try, with what makes it that kind", async () => {
  const families: FamilyToTry[] = JSON.parse(await text("families.json"));
  const one = (kind: string) => families.find((family) => family.kind === kind)!;
  expect(new Set(families.map(({ kind }) => kind))).toEqual(new Set(allKinds));

  const schools = one("siblings").children.map(({ schoolCode }) => schoolCode);
  expect(new Set(schools).size).toBeGreaterThan(1);
  expect(one("resident_new").adults.some((a) => numberKind(a.number) === "resident_new")).toBe(
    true,
  );
  expect(one("resident_old").adults.some((a) => numberKind(a.number) === "resident_old")).toBe(
    true,
  );
  expect(one("rare_name").children[0]!.name).toMatch(/[\u{20000}-\u{3FFFF}]/u);
  expect(one("foster").children[0]!.flag).toBe("foster_care");
  expect(one("protected").children[0]!.flag).toBe("protection");
  const [mother] = one("student_parent").adults;
  expect(one("student_parent").children.map(({ number }) => number)).toContain(mother!.number);
  const ownSchools = one("student_parent").children.map(({ level }) => level);
  expect(ownSchools).toContain("senior");
});

test("the registry's answers say of each family to try what the list says of it", async () => {
  const lines = await registryLines();
  const names = new Map(
    lines.flatMap((line) => ("number" in line ? [[line.number, line.name]] : [])),
  );
  const relations = new Map(
    lines.flatMap((line) => ("answer" in line ? [[line.applicant + line.child, line]] : [])),
  );
  const families: FamilyToTry[] = JSON.parse(await text("families.json"));
  for (const { kind, children, adults } of families) {
    const child = children[0]!;
    const agreed = compareNames(names.get(child.number)!, child.name) === "match";
    expect(agreed).toBe(kind !== "misspelled");
    for (const { number, registry } of adults) {
      const relation = relations.get(number + child.number);
      const said = names.has(number) ? (relation?.answer ?? "no") : "not_found";
      expect(said).toBe(registry.answer);
    }
  }
});

test("what the list expects of each person is what the rules of the binding decide", async () => {
  const families: FamilyToTry[] = JSON.parse(await text("families.json"));
  for (const { kind, children, adults } of families) {
    for (const { relation, registry, expect: expected } of adults) {
      const isParent = relation === "father" || relation === "mother";
      const established = {
        ...registry,
        applicantName: "match" as const,
        childName: kind === "misspelled" ? ("near" as const) : ("match" as const),
      };
      const obstacles = {
        flagged: children.some(({ flag }) => flag !== null),
        applicantIsStudent: kind === "student_parent",
        contactShared: false,
        duplicate: false,
        childMoved: false,
      };
      const asked = { mode: isParent ? ("one_parent" as const) : ("guardian" as const), relation };
      const { approve } = assess(asked, established, obstacles);
      expect(`${kind}: ${expected}`).toBe(`${kind}: ${approve ? "bound" : "review"}`);
    }
  }
});

async function registryLines() {
  const lines = (await text("registry.ndjson")).trim().split("\n");
  return lines.map((line) => AnswerLine.parse(JSON.parse(line)));
}
