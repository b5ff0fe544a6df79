import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import type { GivenBundle, GivenPupil } from "../support/bundle";
import { aNumber } from "../support/numbers";
import { emptyCity, importOf, placesOf, studentOf, trailOf } from "../support/roster";

beforeEach(emptyCity);

const child: GivenPupil = {
  id: "s1",
  number: aNumber(),
  studentNumber: "1150001",
  school: "k1",
  class: "c6",
};
const other: GivenPupil = { ...child, id: "s2", number: aNumber(), studentNumber: "1150002" };

const city = (pupils: GivenPupil[], given: Partial<GivenBundle> = {}): GivenBundle => ({
  schools: [
    { id: "k1", code: "990001" },
    { id: "k2", code: "990002" },
    { id: "k3", code: "990003", level: "junior" },
  ],
  classes: [
    { id: "c5", school: "k1", grade: 5 },
    { id: "c6", school: "k1", grade: 6 },
    { id: "d6", school: "k2", grade: 6 },
    { id: "e7", school: "k3", grade: 7 },
  ],
  pupils,
  ...given,
});

test("another class of the school ends one place and begins the next", async () => {
  await importOf(city([child, other]));
  const { counts } = await importOf(city([{ ...child, class: "c5" }, other]));
  expect(counts.students).toMatchObject({ changed: 1, transferred: 0 });
  expect(await placesOf("s1")).toEqual([
    { school: "k1", class: "c6", ended: "class_changed" },
    { school: "k1", class: "c5", ended: null },
  ]);
});

test("another school of the city is a transfer of the same child, and recorded", async () => {
  await importOf(city([child, other]));
  const { id } = (await studentOf("s1"))!;
  const { counts } = await importOf(city([{ ...child, school: "k2", class: "d6" }, other]));

  expect(counts.students).toMatchObject({ transferred: 1, changed: 0, added: 0, left: 0 });
  expect(await studentOf("s1")).toMatchObject({ id, school: "k2", status: "enrolled" });
  expect(await placesOf("s1")).toEqual([
    { school: "k1", class: "c6", ended: "transferred" },
    { school: "k2", class: "d6", ended: null },
  ]);
  expect(await trailOf(id!)).toEqual([{ from: "enrolled", to: "enrolled", detail: "transferred" }]);
});

test("a child another system knows under another id is known again by the number", async () => {
  await importOf(city([child, other]));
  const { id } = (await studentOf("s1"))!;
  const moved = { ...child, id: "x-77", school: "k2", class: "d6" };
  expect((await importOf(city([moved, other]))).counts.students).toMatchObject({ transferred: 1 });
  expect(await studentOf("x-77")).toMatchObject({ id });
});

test("who is missing from a full bundle has left; who comes back is the same child", async () => {
  await importOf(city([child, other]));
  const { id } = (await studentOf("s1"))!;
  expect((await importOf(city([other]))).counts.students).toMatchObject({ left: 1, graduated: 0 });
  expect(await studentOf("s1")).toMatchObject({ status: "left", leftAt: expect.anything() });

  expect((await importOf(city([child, other]))).counts.students).toMatchObject({ returned: 1 });
  expect(await studentOf("s1")).toMatchObject({ id, status: "enrolled", leftAt: null });
  expect(await placesOf("s1")).toMatchObject([{ ended: "left" }, { ended: null }]);
  expect(await trailOf(id!)).toEqual([
    { from: "enrolled", to: "left", detail: "left" },
    { from: "left", to: "enrolled", detail: "returned" },
  ]);
});

test("who is missing after the last grade, once the school year has turned, has graduated", async () => {
  await importOf(city([child, { ...other, class: "c5" }]));
  const next = { year: 191, classes: [{ id: "c5", school: "k1", grade: 6 }] };
  const { counts } = await importOf(city([{ ...other, class: "c5" }], next));
  expect(counts.students).toMatchObject({ graduated: 1, left: 0 });
  expect(await studentOf("s1")).toMatchObject({ status: "graduated" });
});

test("who goes on to the next level has graduated there and is enrolled here", async () => {
  await importOf(city([child]));
  const moved = { ...child, school: "k3", class: "e7", studentNumber: "1160009" };
  const { counts } = await importOf(city([moved], { year: 191 }));
  expect(counts.students).toMatchObject({ graduated: 1, transferred: 0, left: 0 });
  expect(await studentOf("s1")).toMatchObject({ status: "enrolled", school: "k3" });
  expect(await placesOf("s1")).toMatchObject([{ ended: "graduated" }, { ended: null }]);
});

test("a delta touches only what it names", async () => {
  await importOf(city([child, other]));
  const delta = {
    mode: "delta",
    pupils: [{ ...child, class: "c5", status: "active" }],
  } as const satisfies GivenBundle;
  const { counts } = await importOf(delta);
  expect(counts).toMatchObject({ schools: { left: 0 }, students: { changed: 1, left: 0 } });
  expect(await studentOf("s1")).toMatchObject({ class: "c5" });
  expect(await studentOf("s2")).toMatchObject({ status: "enrolled", class: "c6" });
});

test("in a delta, tobedeleted means left, for students, classes, schools and staff", async () => {
  const teacher = { id: "t1", school: "k1", class: "c6" };
  await importOf(city([child, other], { teachers: [teacher] }));
  const status = "tobedeleted";
  const { counts } = await importOf({
    mode: "delta",
    schools: [{ id: "k2", code: "990002", status }],
    classes: [{ id: "d6", school: "k2", grade: 6, status }],
    teachers: [{ ...teacher, status }],
    pupils: [{ ...child, status }],
  });
  expect(counts).toMatchObject({
    schools: { left: 1 },
    classes: { left: 1 },
    staff: { left: 1 },
    students: { left: 1 },
    teachers: { left: 1 },
  });
  expect(await studentOf("s1")).toMatchObject({ status: "left" });
});

test("the number of a child who left may be given to another child of the school", async () => {
  await importOf(city([child, other]));
  const newcomer = { ...child, id: "s9", number: aNumber() };
  const { counts } = await importOf(city([newcomer, other]));
  expect(counts.students).toMatchObject({ added: 1, left: 1 });
});

test("a student has at most one open place, whatever happened before", async () => {
  await importOf(city([child, other]));
  await importOf(city([other]));
  await importOf(city([{ ...child, school: "k2", class: "d6" }, other]));
  await importOf(city([child, { ...other, class: "c5" }]));
  const { rows } = await db.execute(sql`
    select student_id from enrolments where ended_on is null group by 1 having count(*) <> 1`);
  expect(rows).toEqual([]);
});
