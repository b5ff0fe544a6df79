import "../support/database";
import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { inTransaction, type Tx } from "@/commands/transaction";
import { db } from "@/db/client";
import { outbox } from "@/db/schema";
import { asOwnerHere } from "../support/database";

/**
 * The reproduction of docs/decisions for the choice of driver: a backend is terminated inside a
 * transaction. With another driver the next insert was accepted outside of any transaction, and
 * the dead callback's return committed somebody else's open one.
 */
const write = (tx: Tx, job: string) => tx.insert(outbox).values({ job, payload: {} });
const written = async () =>
  (await db.select({ job: outbox.job }).from(outbox).orderBy(outbox.id)).map(({ job }) => job);

async function terminateOwnBackend(tx: Tx) {
  const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  await asOwnerHere(`select pg_terminate_backend(${rows[0]!.pid})`);
}

afterEach(() => db.delete(outbox));

test("after its backend was terminated a transaction accepts nothing more, and nothing stays", async () => {
  let after: unknown;
  const doomed = inTransaction(async (tx) => {
    await write(tx, "before");
    await terminateOwnBackend(tx);
    await write(tx, "after").catch((error) => {
      after = error;
    });
    // Even work that swallows the fault does not get its transaction committed.
    return "done";
  });
  await expect(doomed).rejects.toThrow();
  expect(after).toBeInstanceOf(Error);
  expect(await written()).toEqual([]);
});

test("the late write of a terminated transaction is refused, however long it waits", async () => {
  let kept: Tx | undefined;
  const doomed = inTransaction(async (tx) => {
    kept = tx;
    await write(tx, "before");
    await terminateOwnBackend(tx);
    await write(tx, "after");
  });
  await expect(doomed).rejects.toThrow();
  await expect(write(kept!, "late")).rejects.toThrow();
  expect(await written()).toEqual([]);
});

test("another open transaction neither commits with the dead one nor loses its rollback", async () => {
  const rollback = new Error("rolled back on purpose");
  const other = inTransaction(async (tx) => {
    await write(tx, "other, rolled back");
    const doomed = inTransaction(async (inner) => {
      await write(inner, "doomed");
      await terminateOwnBackend(inner);
      await write(inner, "doomed, after").catch(() => {});
    });
    await expect(doomed).rejects.toThrow();
    await write(tx, "other, still open");
    expect(await written()).toEqual([]);
    throw rollback;
  });
  await expect(other).rejects.toBe(rollback);
  expect(await written()).toEqual([]);
});

test("another open transaction commits wholly, and the pool serves on", async () => {
  await inTransaction(async (tx) => {
    await write(tx, "first");
    await inTransaction(async (inner) => {
      await terminateOwnBackend(inner);
      await write(inner, "doomed");
    }).catch(() => {});
    await write(tx, "second");
  });
  expect(await written()).toEqual(["first", "second"]);

  const more = Array.from({ length: 20 }, (_, index) =>
    inTransaction((tx) => write(tx, `later ${index}`)),
  );
  await Promise.all(more);
  expect(await written()).toHaveLength(22);
});
