import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { endSession } from "@/commands/account/end-session";
import { openSession, touchSession } from "@/commands/account/sessions";
import { inTransaction } from "@/commands/transaction";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { auditEntries, sessions, students } from "@/db/schema";
import { anAccount, aPortalAccount, aStudent } from "../../support/factories";

const from = { address: "192.0.2.9", agent: "x".repeat(10) };

async function aPortalSession() {
  const { id: studentId } = await aStudent();
  const { id } = await aPortalAccount(studentId, { passwordHash: "set" });
  const sessionId = await inTransaction((tx) =>
    openSession(tx, { kind: "portal", subjectId: id, from }),
  );
  return { by: { kind: "portal", id, studentId } as const, sessionId };
}

const aged = (column: "seenAt" | "expiresAt" | "createdAt", minutes: number) => ({
  [column]: sql`now() - ${`${minutes} minutes`}::interval`,
});

const change = (id: string, values: object) =>
  db.update(sessions).set(values).where(eq(sessions.id, id));

test("signing out ends the session on its next request, and leaves a trace", async () => {
  const { by, sessionId } = await aPortalSession();
  expect(await livingSession("portal", sessionId)).toMatchObject({ actor: by });
  await endSession(by, { sessionId });

  expect(await livingSession("portal", sessionId)).toBeUndefined();
  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, by.id));
  expect(trail).toMatchObject([{ action: "account.sign_out", actorKind: "portal" }]);
});

test("nobody ends another's session, nor one of another kind", async () => {
  const { by, sessionId } = await aPortalSession();
  const strangers = [
    (await aPortalSession()).by,
    { kind: "holder", id: by.id } as const,
    { kind: "visitor", id: by.id } as const,
  ];
  for (const stranger of strangers) {
    const attempt = endSession(stranger, { sessionId });
    await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  }
  expect(await livingSession("portal", sessionId)).toBeDefined();
});

test("an ended session cannot be ended again", async () => {
  const { by, sessionId } = await aPortalSession();
  await endSession(by, { sessionId });
  const again = endSession(by, { sessionId });
  await expect(again).rejects.toMatchObject({ reason: "not_found" });
});

test("a session idle for half an hour is over", async () => {
  const { sessionId } = await aPortalSession();
  await change(sessionId, aged("seenAt", 29));
  expect(await livingSession("portal", sessionId)).toMatchObject({ seenLongAgo: true });
  await touchSession(sessionId);
  expect(await livingSession("portal", sessionId)).toMatchObject({ seenLongAgo: false });
  await change(sessionId, aged("seenAt", 30));
  expect(await livingSession("portal", sessionId)).toBeUndefined();
});

test("a session past its limit is over, however lively", async () => {
  const { sessionId } = await aPortalSession();
  await change(sessionId, aged("expiresAt", 0));
  expect(await livingSession("portal", sessionId)).toBeUndefined();
});

test("an id of one kind is nothing in another", async () => {
  const { sessionId } = await aPortalSession();
  expect(await livingSession("holder", sessionId)).toBeUndefined();
  expect(await livingSession("invitee", sessionId)).toBeUndefined();
  expect(await livingSession("portal", randomUUID())).toBeUndefined();
});

test("a child who left takes the portal's sessions along", async () => {
  const { by, sessionId } = await aPortalSession();
  await db
    .update(students)
    .set({ status: "left", leftAt: new Date() })
    .where(eq(students.id, by.studentId));
  expect(await livingSession("portal", sessionId)).toBeUndefined();
});

test("only an active account has living sessions, for eight hours", async () => {
  const [active, waiting] = [await anAccount({ passwordHash: "set" }), await anAccount()];
  const open = (subjectId: string) =>
    inTransaction((tx) => openSession(tx, { kind: "holder", subjectId, from }));
  const [lives, none] = [await open(active.id), await open(waiting.id)];

  const session = await livingSession("holder", lives);
  expect(session).toMatchObject({ actor: { kind: "holder", id: active.id } });
  expect(await livingSession("holder", none)).toBeUndefined();
  const [row] = await db.select().from(sessions).where(eq(sessions.id, lives));
  expect(row!.expiresAt.getTime() - row!.createdAt.getTime()).toBe(8 * 3_600_000);
});
