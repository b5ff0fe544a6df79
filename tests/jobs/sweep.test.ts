import "../support/database";
import { randomUUID } from "node:crypto";
import { eq, isNull, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { locks } from "@/db/locks";
import { applications, auditEntries, notices, outbox, sessions, throttles } from "@/db/schema";
import { relay } from "@/jobs/relay";
import { runSweep, sweep } from "@/jobs/sweep";
import { digest } from "@/lib/crypto";
import { days, minutes } from "@/lib/time";
import { letTimePass } from "../support/backends";
import { anApplication } from "../support/factories";
import { bellsOf, outcomeOf } from "../support/outcome";

const ago = (ms: number) => new Date(Date.now() - ms);
const carryAll = () => relay(async () => {}, ["registry.check", "notice.send"]);

async function aNotice(given: Partial<typeof notices.$inferInsert> = {}) {
  const subject = { subjectId: randomUUID(), recipientId: randomUUID(), locale: "zh-TW" };
  const [row] = await db
    .insert(notices)
    .values({ kind: "application-in-review", ...subject, createdAt: ago(minutes(3)), ...given })
    .returning();
  return row!.id;
}
const bellsFor = (noticeId: string) =>
  db.select().from(outbox).where(sql`${outbox.payload} ->> 'noticeId' = ${noticeId}`);

afterEach(async () => {
  await db.delete(outbox);
  await db.delete(notices);
});

test("a question overdue for two minutes is promised again, one that is not is left alone", async () => {
  const overdue = await anApplication({ nextCheckAt: ago(minutes(2) + 1_000) });
  const recent = await anApplication({ nextCheckAt: ago(minutes(2) - 10_000) });
  await sweep();
  expect(await bellsOf(overdue.id)).toMatchObject([{ job: "registry.check", sentAt: null }]);
  expect(await bellsOf(recent.id)).toEqual([]);
});

test("what was decided is never promised again", async () => {
  const { id } = await anApplication();
  await db
    .update(applications)
    .set({ status: "in_review", reviewReason: "flagged", nextCheckAt: null })
    .where(eq(applications.id, id));
  await sweep();
  expect(await bellsOf(id)).toEqual([]);
});

test("sweeping again rings no second bell while one is on its way or was just sent", async () => {
  const { id } = await anApplication();
  await sweep();
  await sweep();
  expect(await bellsOf(id)).toHaveLength(1);
  await carryAll();
  await sweep();
  expect(await bellsOf(id)).toHaveLength(1);

  await letTimePass();
  await sweep();
  expect(await bellsOf(id)).toHaveLength(2);
});

test("a letter unsent for two minutes is promised again, and none that is settled", async () => {
  const unsent = await aNotice();
  const settled = [
    await aNotice({ sentAt: new Date() }),
    await aNotice({ cancelledAt: new Date() }),
    await aNotice({ givenUpAt: new Date() }),
    await aNotice({ createdAt: new Date() }),
  ];
  await sweep();
  expect(await bellsFor(unsent)).toMatchObject([
    { job: "notice.send", payload: { noticeId: unsent } },
  ]);
  for (const id of settled) expect(await bellsFor(id)).toEqual([]);
});

test("a letter nobody could send for a week is given up, recorded, and takes no newer one's turn", async () => {
  const old = { createdAt: ago(days(8)), recipientId: randomUUID(), locale: "zh-TW" };
  const kind = "application-in-review";
  await db
    .insert(notices)
    .values(Array.from({ length: 500 }, () => ({ kind, subjectId: randomUUID(), ...old })));
  const lastOld = await aNotice({ createdAt: ago(days(7) + minutes(1)) });
  const young = await aNotice({ createdAt: ago(days(7) - minutes(1)) });
  await sweep();
  expect(await bellsFor(young)).toHaveLength(1);
  await sweep();
  const unsettled = await db.select().from(notices).where(isNull(notices.givenUpAt));
  expect(unsettled.map(({ id }) => id)).toEqual([young]);
  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, lastOld));
  expect(trail).toMatchObject([{ action: "notice.send", toStatus: "given_up", detail: kind }]);
  await sweep();
  expect(await db.$count(auditEntries, eq(auditEntries.toStatus, "given_up"))).toBe(501);
});

test("two sweeps at once ring one bell", async () => {
  const { id } = await anApplication();
  await Promise.all([sweep(), sweep(), sweep()]);
  expect(await bellsOf(id)).toHaveLength(1);
});

test("while one sweep is at work another leaves the ringing to it", async () => {
  const { id } = await anApplication();
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.sweep})`);
    await sweep();
    expect(await bellsOf(id)).toEqual([]);
  });
  await sweep();
  expect(await bellsOf(id)).toHaveLength(1);
});

test("bells carried more than a week ago are forgotten, unsent ones never", async () => {
  const values = { job: "sweep.run", payload: {} };
  await db.insert(outbox).values([
    { ...values, job: "old", sentAt: ago(days(8)) },
    { ...values, job: "recent", sentAt: ago(days(6)) },
    { ...values, job: "unsent", createdAt: ago(days(30)), dueAt: ago(days(30)) },
  ]);
  await sweep();
  const left = await db
    .select({ job: outbox.job })
    .from(outbox)
    .where(sql`job <> 'registry.check'`);
  expect(left.map(({ job }) => job).sort()).toEqual(["recent", "unsent"]);
});

test("sessions and throttles that ran out are forgotten, those in force stay", async () => {
  const session = { kind: "portal", subjectId: randomUUID() } as const;
  await db.insert(sessions).values([
    { ...session, agent: "over", expiresAt: ago(days(2)) },
    { ...session, agent: "in force", expiresAt: new Date(Date.now() + days(1)) },
  ]);
  await db.insert(throttles).values([
    { key: digest("over"), failures: 1, windowEndsAt: ago(1_000) },
    {
      key: digest("locked"),
      failures: 5,
      windowEndsAt: ago(1_000),
      lockedUntil: new Date(Date.now() + minutes(5)),
    },
    { key: digest("counting"), failures: 1, windowEndsAt: new Date(Date.now() + minutes(5)) },
  ]);
  await sweep();
  expect(await db.select({ agent: sessions.agent }).from(sessions)).toEqual([
    { agent: "in force" },
  ]);
  const keys = (await db.select().from(throttles)).map(({ key }) => key.toString("hex"));
  expect(keys.sort()).toEqual(
    [digest("locked"), digest("counting")].map((k) => k.toString("hex")).sort(),
  );
});

test("the sweep changes no application: it only rings", async () => {
  const { id } = await anApplication();
  const before = await outcomeOf(id);
  await runSweep.run({});
  await runSweep.run({});
  expect(await outcomeOf(id)).toEqual(before);
});
