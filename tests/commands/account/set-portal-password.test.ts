import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { verifyPassword } from "@/commands/account/hashing";
import { openSession } from "@/commands/account/sessions";
import { setPortalPassword } from "@/commands/account/set-portal-password";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { inTransaction } from "@/commands/transaction";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { auditEntries, portalAccounts, reviewFlags, sessions, students } from "@/db/schema";
import { aPortalAccount, aSchool, aStudent } from "../../support/factories";
import { someoneWaits } from "../../support/races";

const from = { address: "192.0.2.9", agent: null };
const password = "kite7rubs-salt";

/** A child whose parent came in by the child's ID just now. */
async function aNewcomer() {
  const school = await aSchool();
  const student = await aStudent({ schoolId: school.id });
  const account = await aPortalAccount(student.id);
  const sessionId = await inTransaction((tx) =>
    openSession(tx, { kind: "portal", subjectId: account.id, mustSetPassword: true, from }),
  );
  const by = { kind: "portal", id: account.id, studentId: student.id } as const;
  return { by, sessionId, schoolCode: school.code, ...student };
}

const accountNow = async (id: string) =>
  (await db.select().from(portalAccounts).where(eq(portalAccounts.id, id)))[0]!;

test("the new password opens a fresh, full session; the old one and the ID are over", async () => {
  const { by, sessionId, schoolCode, studentNumber, number } = await aNewcomer();
  const { sessionId: fresh } = await setPortalPassword(by, { password }, from);

  expect(fresh).not.toBe(sessionId);
  expect(await livingSession("portal", sessionId)).toBeUndefined();
  expect(await livingSession("portal", fresh)).toMatchObject({ mustSetPassword: false, actor: by });
  const { passwordHash, passwordSetAt } = await accountNow(by.id);
  expect(await verifyPassword(passwordHash, password)).toBe(true);
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(passwordSetAt).toBeInstanceOf(Date);

  const visitor = { kind: "visitor", id: "x" } as const;
  const spent = signInPortal(visitor, { schoolCode, studentNumber, secret: number }, { from });
  await expect(spent).rejects.toMatchObject({ reason: "not_recognised" });
  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, by.id));
  expect(trail).toMatchObject([{ action: "account.set_portal_password", actorKind: "portal" }]);
});

test("every other browser that came in by the ID is out", async () => {
  const { by } = await aNewcomer();
  const other = await inTransaction((tx) =>
    openSession(tx, { kind: "portal", subjectId: by.id, mustSetPassword: true, from }),
  );
  await setPortalPassword(by, { password }, from);
  expect(await livingSession("portal", other)).toBeUndefined();
});

test("student number, ID and its last six do not occur in the password", async () => {
  const { by, studentNumber, number } = await aNewcomer();
  for (const known of [studentNumber, number.toLowerCase(), number.slice(-6)]) {
    const attempt = setPortalPassword(by, { password: `kite-${known}-7x` }, from);
    await expect(attempt).rejects.toMatchObject({ reason: "password_personal" });
  }
  const weak = setPortalPassword(by, { password: "kite7" }, from);
  await expect(weak).rejects.toMatchObject({ reason: "password_short" });
  expect((await accountNow(by.id)).passwordHash).toBeNull();
});

test("a stranger, another child's parent and a visitor learn nothing", async () => {
  const { by } = await aNewcomer();
  const strangers = [
    { kind: "portal", id: by.id, studentId: randomUUID() },
    { kind: "portal", id: randomUUID(), studentId: by.studentId },
    { kind: "invitee", id: by.id, studentId: by.studentId },
    { kind: "visitor", id: "x" },
  ] as const;
  for (const stranger of strangers) {
    const attempt = setPortalPassword(stranger, { password }, from);
    await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  }
  expect((await accountNow(by.id)).passwordHash).toBeNull();
});

test("a password set once is not set a second time this way", async () => {
  const { by } = await aNewcomer();
  await setPortalPassword(by, { password }, from);
  const again = setPortalPassword(by, { password: "other9words" }, from);
  await expect(again).rejects.toMatchObject({ reason: "password_already_set" });
});

test("two browsers at once: the first password stands, the second is told", async () => {
  const { by } = await aNewcomer();
  let late: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(portalAccounts).where(eq(portalAccounts.id, by.id)).for("update");
    late = setPortalPassword(by, { password }, from).catch((error) => error.reason);
    await someoneWaits();
    await tx
      .update(portalAccounts)
      .set({ passwordHash: "first", passwordSetAt: sql`now()` })
      .where(eq(portalAccounts.id, by.id));
  });
  expect(await late).toBe("password_already_set");
  expect((await accountNow(by.id)).passwordHash).toBe("first");
});

test("a child restricted meanwhile gets no password by its ID", async () => {
  const { by, id, sessionId } = await aNewcomer();
  let late: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(students).where(eq(students.id, id)).for("update");
    late = setPortalPassword(by, { password }, from).catch((error) => error.reason);
    await someoneWaits();
    await tx.insert(reviewFlags).values({ studentId: id, reason: "protection" });
  });
  expect(await late).toBe("password_already_set");
  expect((await accountNow(by.id)).passwordHash).toBeNull();
  expect(await livingSession("portal", sessionId)).toBeUndefined();
  expect(await db.select().from(sessions).where(eq(sessions.subjectId, by.id))).toHaveLength(1);
});
