import "../support/database";
import { asc, isNull, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { inTransaction, promise } from "@/commands/transaction";
import { db } from "@/db/client";
import { outbox } from "@/db/schema";
import { type Bell, relay } from "@/jobs/relay";

const known = ["sweep.run", "registry.check"] as const;
const promised = (dueAt?: Date) =>
  inTransaction((tx) =>
    promise(tx, "registry.check", { applicationId: crypto.randomUUID() }, dueAt),
  );
const unsent = () => db.select().from(outbox).where(isNull(outbox.sentAt));

/** A queue that remembers what it was given. */
function aQueue() {
  const bells: Bell[] = [];
  const send = async (more: readonly Bell[]) => void bells.push(...more);
  return { bells, send };
}

afterEach(() => db.delete(outbox));

test("promises are carried in the order they are due, once, under a name of their own", async () => {
  await promised(new Date(2_000));
  await promised(new Date(1_000));
  const rows = await db.select().from(outbox).orderBy(asc(outbox.dueAt));
  const { bells, send } = aQueue();
  expect(await relay(send, known)).toBe(2);
  expect(await relay(send, known)).toBe(0);
  expect(bells).toEqual(
    rows.map(({ id, job, payload }) => ({ jobId: `outbox-${id}`, job, payload })),
  );
  expect(await unsent()).toEqual([]);
});

test("what is not due yet stays, by the database's clock", async () => {
  await promised(new Date(Date.now() + 60_000));
  const { bells, send } = aQueue();
  expect(await relay(send, known)).toBe(0);
  expect(bells).toEqual([]);
});

test("what was promised by a transaction that rolled back never rings", async () => {
  const undone = inTransaction(async (tx) => {
    await promise(tx, "sweep.run", {});
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await relay(aQueue().send, known)).toBe(0);
});

test("a queue out of reach keeps nothing back: all of it is still promised", async () => {
  await promised();
  await promised();
  const refused = relay(() => Promise.reject(new Error("no queue")), known);
  await expect(refused).rejects.toThrow("no queue");
  expect(await unsent()).toHaveLength(2);
  const { bells, send } = aQueue();
  await relay(send, known);
  expect(bells).toHaveLength(2);
});

test("a relay that dies after sending sends again under the same name", async () => {
  await promised();
  const { bells, send } = aQueue();
  const dying = relay(async (batch) => {
    await send(batch);
    await db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`);
  }, known);
  await expect(dying).rejects.toThrow();
  await relay(send, known);
  expect(bells).toHaveLength(2);
  expect(bells[0]).toEqual(bells[1]);
});

test("two relays at once share the work: what one holds the other leaves alone", async () => {
  await promised();
  const { bells, send } = aQueue();
  let other = -1;
  await relay(async (batch) => {
    other = await relay(send, known);
    await send(batch);
  }, known);
  expect(other).toBe(0);
  expect(bells).toHaveLength(1);
});

test("at most so many are carried at once", async () => {
  for (let count = 0; count < 5; count++) await promised();
  const { bells, send } = aQueue();
  expect(await relay(send, known, 3)).toBe(3);
  expect(await relay(send, known, 3)).toBe(2);
  expect(new Set(bells.map(({ jobId }) => jobId)).size).toBe(5);
});

test("a job this version does not know waits for one that does, and blocks nobody", async () => {
  await db.insert(outbox).values({ job: "future.job", payload: {}, dueAt: new Date(0) });
  await promised();
  const { bells, send } = aQueue();
  expect(await relay(send, known, 1)).toBe(1);
  expect(bells).toMatchObject([{ job: "registry.check" }]);
  expect(await unsent()).toMatchObject([{ job: "future.job" }]);
});
