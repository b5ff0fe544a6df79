import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { blindIndex, openText } from "@/lib/crypto";
import { aBundle, type GivenBundle, spoil, zipped } from "../support/bundle";
import { aNumber } from "../support/numbers";
import {
  emptyCity,
  importFrom,
  importOf,
  placesOf,
  studentOf,
  trailOf,
  writersOf,
} from "../support/roster";

beforeEach(emptyCity);

const [number, second, third] = [aNumber(), aNumber(), aNumber()];
const city = (given: Partial<GivenBundle> = {}): GivenBundle => ({
  schools: [
    { id: "k1", code: "990001" },
    { id: "k2", code: "990002", name: "臺北市信義區朝露國民中學", level: "" },
  ],
  classes: [
    { id: "c1", school: "k1", grade: 3 },
    { id: "c2", school: "k1", grade: 4 },
    { id: "math", school: "k1", grade: 3, type: "scheduled" },
  ],
  teachers: [
    { id: "t1", school: "k1", class: "c1", email: "T1@School.example.tw" },
    { id: "r1", school: "k1", role: "siteAdministrator" },
    { id: "p1", school: "k1", role: "parent", email: "mother@example.com" },
  ],
  pupils: [
    { id: "s1", number, studentNumber: "1150001", school: "k1", class: "c1", flag: "custody" },
    { id: "s2", number: second, studentNumber: "1150002", school: "k1", class: "c2" },
    { id: "s3", number: third, studentNumber: "1150001", school: "k2" },
  ],
  ...given,
});

test.each(["1.1", "1.2"] as const)(
  "the layout of OneRoster %s is taken in whole",
  async (layout) => {
    const { id, counts, problems } = await importOf(city({ layout }));

    expect(problems).toEqual([]);
    expect(counts).toMatchObject({
      schools: { added: 2 },
      classes: { added: 2 },
      staff: { added: 2 },
      students: { added: 3, changed: 0, left: 0, transferred: 0, graduated: 0, returned: 0 },
      teachers: { added: 1 },
    });
    expect(await studentOf("s1")).toMatchObject({ status: "enrolled", school: "k1", class: "c1" });
    expect(await placesOf("s3")).toEqual([{ school: "k2", class: null, ended: null }]);
    expect(await levelsAndRoles()).toEqual(["elementary", "junior", "registrar", "teacher"]);
    expect(await trailOf(id)).toEqual([
      { from: null, to: "running", detail: null },
      { from: "running", to: "applied", detail: null },
    ]);
  },
);

test("personal numbers and staff addresses are sealed to their rows and found by index", async () => {
  await importOf(city());
  const { rows: students } = await db.execute<{ id: string; sealed: Buffer; index: Buffer }>(sql`
    select id, number_cipher as sealed, number_index as index from students
    where sourced_id = 's1'`);
  const { id, sealed, index } = students[0]!;
  expect(openText(sealed, `students.number:${id}`)).toBe(number);
  expect(index).toEqual(blindIndex("person", number));

  const { rows: staff } = await db.execute<{ id: string; sealed: Buffer }>(sql`
    select id, email_cipher as sealed from staff where email_cipher is not null`);
  expect(openText(staff[0]!.sealed, `staff.email:${staff[0]!.id}`)).toBe("t1@school.example.tw");
});

test("the same bundle twice changes nothing and writes no row of the roster again", async () => {
  const folder = await aBundle(city());
  await importFrom(folder);
  const before = await writersOf();
  const { counts } = await importFrom(folder);

  expect(
    Object.values(counts)
      .flatMap(Object.values)
      .every((count) => count === 0),
  ).toBe(true);
  expect(await writersOf()).toEqual(before);
});

test("a zip, also with a folder inside, is the same bundle", async () => {
  const folder = await aBundle(city());
  await importFrom(folder);
  for (const nameOf of [(name: string) => name, (name: string) => `delivery/${name}`]) {
    const { counts } = await importFrom(await zipped(folder, nameOf));
    expect(counts.students).toMatchObject({ added: 0, changed: 0, left: 0 });
  }
});

test("corrections are changes, and a corrected number is sealed to the same row", async () => {
  await importOf(city());
  const before = await studentOf("s1");
  const corrected = aNumber();
  const [first, ...others] = city().pupils!;
  const { counts } = await importOf(
    city({
      pupils: [{ ...first!, number: corrected, name: "王大明" }, ...others],
      teachers: [{ id: "t1", school: "k1", class: "c2", email: "new@school.example.tw" }],
      schools: [{ id: "k1", code: "990001", name: "新名國小" }, city().schools![1]!],
    }),
  );

  expect(counts).toMatchObject({
    schools: { changed: 1 },
    staff: { changed: 1, left: 1 },
    students: { changed: 1 },
    teachers: { added: 1, left: 1 },
  });
  expect(await studentOf("s1")).toMatchObject({ id: before!.id, name: "王大明" });
  const { rows } = await db.execute<{ sealed: Buffer }>(sql`
    select number_cipher as sealed from students where sourced_id = 's1'`);
  expect(openText(rows[0]!.sealed, `students.number:${before!.id}`)).toBe(corrected);
  const entry = { from: null, to: null, detail: "number_changed" };
  expect(await trailOf(before!.id!)).toContainEqual(entry);
});

test("a school's flag is raised once, recorded, and never lowered by a later bundle", async () => {
  await importOf(city());
  const { id } = (await studentOf("s1"))!;
  expect(await trailOf(id!)).toEqual([{ from: null, to: null, detail: "flagged" }]);
  const unflagged = city().pupils!.map((pupil) => ({ ...pupil, flag: undefined }));
  await importOf(city({ pupils: unflagged }));
  const { rows } = await db.execute(sql`select reason, ended_at as ended from review_flags`);
  expect(rows).toEqual([{ reason: "custody", ended: null }]);
});

test("students may exchange their numbers at school in one bundle", async () => {
  await importOf(city());
  const [a, b, c] = city().pupils!;
  const swapped = [
    { ...a!, studentNumber: b!.studentNumber },
    { ...b!, studentNumber: a!.studentNumber },
    c!,
  ];
  expect((await importOf(city({ pupils: swapped }))).counts.students).toMatchObject({ changed: 2 });
  expect((await studentOf("s1"))!.number).toBe("1150002");
});

test("quotes, commas and a byte order mark are read as they are meant", async () => {
  const odd = { id: "k3", code: "990003", name: '臺北市 "甲", 乙國小' };
  const folder = await aBundle(city({ schools: [...city().schools!, odd] }));
  await spoil(folder, "orgs", "sourcedId,", "\uFEFFsourcedId,");
  expect((await importFrom(folder)).counts.schools).toMatchObject({ added: 3 });
  const { rows } = await db.execute(sql`select name from schools where code = '990003'`);
  expect(rows).toEqual([{ name: '臺北市 "甲", 乙國小' }]);
});

test("a bad row is named by its line in the file, also after a field of two lines", async () => {
  const [broken, after] = [
    { id: "k3", code: "990003", name: "甲\n國小" },
    { id: "k4", code: "9", name: "乙國小" },
  ];
  const { problems } = await importOf(city({ schools: [...city().schools!, broken, after] }));
  expect(problems).toEqual([
    { file: "orgs.csv", line: 4, field: "name", reason: "invalid_character" },
    { file: "orgs.csv", line: 6, field: "identifier", reason: "invalid_value" },
  ]);
});

async function levelsAndRoles() {
  const { rows } = await db.execute<{ word: string }>(sql`
    select level as word from schools union select role from staff order by 1`);
  return rows.map(({ word }) => word);
}
