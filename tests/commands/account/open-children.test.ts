import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openChildren } from "@/commands/account/open-children";
import { db } from "@/db/client";
import { bindings, students } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { aBinding, aHolder, trailOf } from "../../support/accounts";
import { aClass, aSchool, aStudent } from "../../support/factories";

const holder = (id: string): Actor => ({ kind: "holder", id });

test("a holder sees each bound child with school, class, relation and since when", async () => {
  const { id } = await aHolder();
  const school = await aSchool({ name: "松山工農" });
  const room = await aClass(school.id, { title: "科二智" });
  const student = await aStudent({ name: "王小花", schoolId: school.id, classId: room.id });
  const beganAt = new Date("2026-09-01T00:00:00Z");
  const binding = await aBinding(id, { student, beganAt });

  expect(await openChildren(holder(id))).toEqual([
    {
      bindingId: binding.id,
      name: "王小花",
      status: "enrolled",
      schoolName: "松山工農",
      classTitle: "科二智",
      relation: "mother",
      since: beganAt,
    },
  ]);
});

test("looking leaves a trace, one for each opening, also where there is nothing to see", async () => {
  const { id } = await aHolder();
  expect(await openChildren(holder(id))).toEqual([]);
  await openChildren(holder(id));
  expect(await trailOf(id)).toMatchObject([
    { action: "account.open_children", actorKind: "holder", actorId: id },
    { action: "account.open_children", actorKind: "holder", actorId: id },
  ]);
});

test("children at two schools stand in the order they were bound", async () => {
  const { id } = await aHolder();
  const [younger, older] = [await aStudent({ name: "王二" }), await aStudent({ name: "王大" })];
  await aBinding(id, { student: younger, beganAt: new Date("2026-10-01") });
  await aBinding(id, { student: older, beganAt: new Date("2026-09-01") });
  const children = await openChildren(holder(id));
  expect(children.map(({ name }) => name)).toEqual(["王大", "王二"]);
});

test("another parent of the same child sees nothing of it without an own relation", async () => {
  const [one, other] = [await aHolder(), await aHolder()];
  await aBinding(one.id);
  expect(await openChildren(holder(other.id))).toEqual([]);
});

test("an ended relation takes the child away on the very next request", async () => {
  const { id } = await aHolder();
  const [gone, kept] = [await aBinding(id), await aBinding(id)];
  expect(await openChildren(holder(id))).toHaveLength(2);
  await db
    .update(bindings)
    .set({ endedAt: new Date(), endedBecause: "test" })
    .where(eq(bindings.id, gone.id));
  const children = await openChildren(holder(id));
  expect(children.map(({ bindingId }) => bindingId)).toEqual([kept.id]);
});

test("a child that left or graduated is shown as such", async () => {
  const { id } = await aHolder();
  const [left, graduated] = [await aStudent(), await aStudent()];
  await aBinding(id, { student: left, beganAt: new Date("2026-09-01") });
  await aBinding(id, { student: graduated, beganAt: new Date("2026-09-02") });
  for (const [student, status] of [
    [left, "left"],
    [graduated, "graduated"],
  ] as const) {
    const now = { status, leftAt: new Date(), classId: null };
    await db.update(students).set(now).where(eq(students.id, student.id));
  }
  const children = await openChildren(holder(id));
  expect(children.map(({ status }) => status)).toEqual(["left", "graduated"]);
});

test("nobody but a holder has children to open, and the attempt leaves no false trace", async () => {
  const { id } = await aHolder();
  const strangers: Actor[] = [
    { kind: "visitor", id },
    { kind: "claimant", id },
    { kind: "portal", id, studentId: randomUUID() },
    { kind: "invitee", id, studentId: randomUUID() },
    { kind: "system", id },
  ];
  for (const by of strangers) {
    await expect(openChildren(by)).rejects.toMatchObject({ reason: "not_found" });
  }
  expect(await trailOf(id)).toEqual([]);
});
