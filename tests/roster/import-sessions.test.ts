import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { invitations, portalAccounts, sessions } from "@/db/schema";
import { aBundle, type GivenBundle, type GivenPupil } from "../support/bundle";
import { aPortalAccount } from "../support/factories";
import { aNumber } from "../support/numbers";
import { emptyCity, importFrom, importOf, studentOf, trailOf, writersOf } from "../support/roster";

beforeEach(emptyCity);

const child: GivenPupil = {
  id: "s1",
  number: aNumber(),
  studentNumber: "1150001",
  school: "k1",
  class: "c6",
};
const other: GivenPupil = { ...child, id: "s2", number: aNumber(), studentNumber: "1150002" };
const moved: GivenPupil = { ...child, school: "k2", class: "d6" };

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

/** A child whose parents are at the portal: one with the password, one by invitation. */
async function visitsOf(sourcedId: string) {
  const studentId = (await studentOf(sourcedId))!.id!;
  const held = { passwordHash: "a hash", passwordSetAt: new Date() };
  const portal = (await aPortalAccount(studentId, held)).id;
  const [invitation] = await db
    .insert(invitations)
    .values({
      applicationId: randomUUID(),
      studentId,
      name: "王大明",
      relation: "father",
      emailCipher: Buffer.alloc(1),
      emailIndex: Buffer.alloc(1),
      locale: "zh-TW",
      expiresAt: sql`now() + interval '1 day'`,
    })
    .returning();
  const expiresAt = sql`now() + interval '1 hour'`;
  const opened = await db
    .insert(sessions)
    .values([
      { kind: "portal", subjectId: portal, expiresAt },
      { kind: "invitee", subjectId: invitation!.id, expiresAt },
    ])
    .returning();
  const endings = async () => {
    const rows = await Promise.all(
      opened.map(({ id }) => db.select().from(sessions).where(eq(sessions.id, id))),
    );
    return rows.map(([row]) => row!.endedBecause);
  };
  const password = async () =>
    (await db.select().from(portalAccounts).where(eq(portalAccounts.id, portal)))[0]!;
  return { portal, sessionId: opened[0]!.id, endings, password };
}

const over = ["student_moved", "student_moved"];
const open = [null, null];

test("a transfer ends who is at the portal, and the old school's password does not travel", async () => {
  await importOf(city([child, other]));
  const theirs = await visitsOf("s1");
  const neighbours = await visitsOf("s2");
  expect(await livingSession("portal", theirs.sessionId)).toBeDefined();

  await importOf(city([moved, other]));
  expect(await livingSession("portal", theirs.sessionId)).toBeUndefined();
  expect(await theirs.endings()).toEqual(over);
  expect(await theirs.password()).toMatchObject({ passwordHash: null, passwordSetAt: null });
  expect(await trailOf(theirs.portal)).toMatchObject([{ detail: "password_cleared" }]);

  expect(await neighbours.endings()).toEqual(open);
  expect(await neighbours.password()).toMatchObject({ passwordHash: "a hash" });
});

test("who goes on to the next level begins there without the old password", async () => {
  await importOf(city([child]));
  const theirs = await visitsOf("s1");
  await importOf(city([{ ...child, school: "k3", class: "e7" }], { year: 191 }));
  expect(await theirs.endings()).toEqual(over);
  expect(await theirs.password()).toMatchObject({ passwordHash: null });
});

test("leaving ends the sessions; who comes back to the school has the password still", async () => {
  await importOf(city([child, other]));
  const theirs = await visitsOf("s1");
  await importOf(city([other]));
  expect(await theirs.endings()).toEqual(over);

  await importOf(city([child, other]));
  expect(await theirs.password()).toMatchObject({ passwordHash: "a hash" });
  await importOf(city([other]));
  await importOf(city([moved, other]));
  expect(await theirs.password()).toMatchObject({ passwordHash: null });
});

test("graduating ends the sessions", async () => {
  await importOf(city([child, { ...other, class: "c5" }]));
  const theirs = await visitsOf("s1");
  const next = { year: 191, classes: [{ id: "c5", school: "k1", grade: 6 }] };
  await importOf(city([{ ...other, class: "c5" }], next));
  expect(await theirs.endings()).toEqual(over);
});

test("a restriction for protection ends the sessions at once, another flag does not", async () => {
  await importOf(city([child, other]));
  const theirs = await visitsOf("s1");
  const neighbours = await visitsOf("s2");
  const bundle = city([
    { ...child, flag: "protection" },
    { ...other, flag: "custody" },
  ]);
  await importOf(bundle);
  expect(await theirs.endings()).toEqual(over);
  expect(await theirs.password()).toMatchObject({ passwordHash: "a hash" });
  expect(await neighbours.endings()).toEqual(open);

  await db.update(sessions).set({ endedAt: null, endedBecause: null });
  await importOf(bundle);
  expect(await theirs.endings()).toEqual(open);
});

test("another class of the school, and the same bundle again, end nothing", async () => {
  await importOf(city([child, other]));
  const theirs = await visitsOf("s1");
  const folder = await aBundle(city([{ ...child, class: "c5" }, other]));
  await importFrom(folder);
  const before = await writersOf();
  await importFrom(folder);
  expect(await writersOf()).toEqual(before);
  expect(await theirs.endings()).toEqual(open);
});
