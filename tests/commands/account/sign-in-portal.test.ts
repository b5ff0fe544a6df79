import "../../support/database";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashPassword } from "@/commands/account/hashing";
import { signInPortal } from "@/commands/account/sign-in-portal";
import type { Device } from "@/commands/account/throttling";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import {
  auditEntries,
  portalAccounts,
  reviewFlags,
  schools,
  sessions,
  students,
  throttles,
} from "@/db/schema";
import { aFlag, aPortalAccount, aSchool, aStudent } from "../../support/factories";
import { aNumber } from "../../support/numbers";
import { someoneWaits } from "../../support/races";

let hosts = 0;
/** A source of its own for each try, so that only what the test is about is counted. */
const anAddress = () => `192.0.2.${++hosts % 250}-${randomUUID()}`;

type Door = { schoolCode: string; studentNumber: string; number: string; id: string };

/** A child's portal; with a password of its own where one was set. */
async function aDoor(given: { used?: boolean; restricted?: boolean } = {}) {
  const school = await aSchool();
  const student = await aStudent({ schoolId: school.id });
  const password = `kite7rubs ${student.id}`;
  if (given.used) await withPassword(student.id, password);
  if (given.restricted) await aFlag({ studentId: student.id });
  const { studentNumber, number, id } = student;
  return { schoolCode: school.code, studentNumber, number, id, password };
}

const withPassword = async (studentId: string, password: string) =>
  aPortalAccount(studentId, {
    passwordHash: await hashPassword(password),
    passwordSetAt: new Date(),
  });

type Try = { address?: string; device?: Device; replacedSessionId?: string };

function enter(door: Door, secret: string, { address = anAddress(), ...browser }: Try = {}) {
  const { schoolCode, studentNumber } = door;
  const visitor = { kind: "visitor", id: "test-visitor" } as const;
  const from = { address, agent: "test browser" };
  return signInPortal(visitor, { schoolCode, studentNumber, secret }, { from, ...browser });
}

const outcome = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "in",
    (error) => error.reason,
  );

async function failTimes(count: number, door: Door, browser: Try = {}) {
  for (let at = 0; at < count; at++) await outcome(enter(door, `wrong ${at} ${door.id}`, browser));
}

const trailOf = (subjectId: string) =>
  db.select().from(auditEntries).where(eq(auditEntries.subjectId, subjectId));

test("the child's ID opens the portal as often as needed until a password is set", async () => {
  const door = await aDoor();
  const first = await enter(door, door.number);
  const typed = `${door.number.slice(0, 4).toLowerCase()} ${door.number.slice(4)}`;
  const second = await enter(door, typed);

  expect(first.mustSetPassword && second.mustSetPassword).toBe(true);
  const session = await livingSession("portal", first.sessionId);
  expect(session).toMatchObject({ mustSetPassword: true, actor: { studentId: door.id } });
  const made = await db.select().from(portalAccounts).where(eq(portalAccounts.studentId, door.id));
  expect(made).toHaveLength(1);
  expect(await trailOf(made[0]!.id)).toMatchObject([
    { action: "account.sign_in_portal", toStatus: "must_set_password", actorKind: "visitor" },
    { action: "account.sign_in_portal", toStatus: "must_set_password" },
  ]);
});

test("an own password opens a full session, kept with its source", async () => {
  const door = await aDoor({ used: true });
  const { sessionId, mustSetPassword } = await enter(door, door.password, {
    address: "192.0.2.77",
  });

  expect(mustSetPassword).toBe(false);
  const [row] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(row).toMatchObject({ kind: "portal", address: "192.0.2.77", agent: "test browser" });
  const hours = (row!.expiresAt.getTime() - row!.createdAt.getTime()) / 3_600_000;
  expect(hours).toBeCloseTo(2);
});

test("a password is the same in full width", async () => {
  const door = await aDoor();
  await withPassword(door.id, "kite7rubs");
  expect(await outcome(enter(door, "ｋｉｔｅ７ｒｕｂｓ"))).toBe("in");
});

test("unknown number, wrong secret, spent ID, restricted child, left school: one answer", async () => {
  const door = await aDoor();
  const spent = await aDoor({ used: true });
  const restricted = await aDoor({ restricted: true });
  const left = await aDoor();
  await db
    .update(students)
    .set({ status: "left", leftAt: new Date() })
    .where(eq(students.id, left.id));
  const closed = await aDoor();
  await db.update(schools).set({ closedAt: new Date() }).where(eq(schools.code, closed.schoolCode));

  const tries = await Promise.allSettled([
    enter({ ...door, studentNumber: "NOBODY" }, door.number),
    enter({ ...door, schoolCode: "NOWHERE" }, door.number),
    enter(door, aNumber()),
    enter(spent, spent.number),
    enter(restricted, restricted.number),
    enter(left, left.number),
    enter(closed, closed.number),
  ]);
  for (const attempt of tries) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { reason: "not_recognised" } });
  }
});

test("a failure leaves a trace without number or child", async () => {
  const door = await aDoor();
  await outcome(enter(door, aNumber()));
  const traces = await db
    .select()
    .from(auditEntries)
    .where(
      and(eq(auditEntries.action, "account.sign_in_portal"), eq(auditEntries.toStatus, "refused")),
    );
  expect(traces.length).toBeGreaterThan(0);
  for (const { subjectId, detail } of traces) {
    expect(["unknown", "account_locked", "secret_repeated", "source_locked"]).toContain(subjectId);
    expect(detail).toBeNull();
  }
});

test("a restricted child's parent who set a password before still comes in by it", async () => {
  const door = await aDoor({ used: true, restricted: true });
  expect(await outcome(enter(door, door.password))).toBe("in");
});

test("an ended restriction no longer closes the door", async () => {
  const door = await aDoor({ restricted: true });
  await db
    .update(reviewFlags)
    .set({ endedAt: new Date() })
    .where(eq(reviewFlags.studentId, door.id));
  expect(await outcome(enter(door, door.number))).toBe("in");
});

test("after five failures even the right password waits, from every unknown browser", async () => {
  const door = await aDoor({ used: true });
  await failTimes(5, door);
  expect(await outcome(enter(door, door.password))).toBe("not_recognised");
});

test("four failures and a success: the count begins anew", async () => {
  const door = await aDoor({ used: true });
  await failTimes(4, door);
  expect(await outcome(enter(door, door.password))).toBe("in");
  await failTimes(4, door);
  expect(await outcome(enter(door, door.password))).toBe("in");
});

test("a browser that was here before is not locked out by strangers, but by itself", async () => {
  const door = await aDoor({ used: true });
  const { mark } = await enter(door, door.password);
  const device = { id: randomUUID(), marks: [mark] };

  await failTimes(6, door);
  expect(await outcome(enter(door, door.password, { device }))).toBe("in");
  expect(await outcome(enter(door, door.password))).toBe("not_recognised");

  await failTimes(5, door, { device });
  expect(await outcome(enter(door, door.password, { device }))).toBe("not_recognised");
});

test("a device known for one child is a stranger to another", async () => {
  const [door, other] = [await aDoor(), await aDoor({ used: true })];
  const { mark } = await enter(door, door.number);
  await failTimes(5, other);
  const device = { id: randomUUID(), marks: [mark] };
  expect(await outcome(enter(other, other.password, { device }))).toBe("not_recognised");
});

test("one child's ID tried on a fourth number opens nothing, not even the right door", async () => {
  const door = await aDoor();
  for (const at of [1, 2, 3]) {
    await outcome(enter({ ...door, studentNumber: `90000${at}` }, door.number));
  }
  expect(await outcome(enter(door, ` ${door.number.toLowerCase()}`))).toBe("not_recognised");
});

test("one secret tried often on the same number counts as one account", async () => {
  const door = await aDoor();
  for (const _ of [1, 2, 3, 4]) {
    await outcome(enter({ ...door, studentNumber: "900001" }, door.number));
  }
  expect(await outcome(enter(door, door.number))).toBe("in");
});

test("after twenty failures a source waits, with every account; other sources do not", async () => {
  const door = await aDoor({ used: true });
  const address = "2001:db8:7:7::1";
  for (let at = 0; at < 20; at++) {
    await outcome(enter({ ...door, studentNumber: `80${at}` }, `wrong-${at}`, { address }));
  }
  const neighbour = { address: "2001:db8:7:7::beef" };
  expect(await outcome(enter(door, door.password, neighbour))).toBe("not_recognised");
  expect(await outcome(enter(door, door.password, { address: "2001:db8:7:8::1" }))).toBe("in");
});

test("a session of another child in the same browser ends with the new one", async () => {
  const [one, two] = [await aDoor(), await aDoor()];
  const { sessionId } = await enter(one, one.number);
  await enter(two, two.number, { replacedSessionId: sessionId });
  expect(await livingSession("portal", sessionId)).toBeUndefined();
});

test("a restriction imposed while the ID is being judged wins", async () => {
  const door = await aDoor();
  let attempt: Promise<unknown> = Promise.resolve();
  await outcome(enter(door, "wrong first"));

  await db.transaction(async (tx) => {
    await tx.select().from(throttles).for("update");
    attempt = outcome(enter(door, door.number));
    await someoneWaits();
    await setTimeout(100);
    await aFlag({ studentId: door.id });
  });
  expect(await attempt).toBe("not_recognised");
});

test("a restriction imposed after the ID was accepted ends that session", async () => {
  const door = await aDoor();
  const { sessionId } = await enter(door, door.number);
  await aFlag({ studentId: door.id });
  expect(await livingSession("portal", sessionId)).toBeUndefined();
});
