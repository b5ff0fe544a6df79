import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { outbox } from "@/db/schema";
import type { JobName } from "./contracts";

/** A promised job on its way: its id in the queue comes from the row, so twice sent is once there. */
export type Bell = { jobId: string; job: string; payload: unknown };

type Send = (bells: readonly Bell[]) => Promise<unknown>;

/**
 * Carry promised jobs that are due to the queue. A crash after sending sends a row again, under the
 * same job id. Jobs this version does not know stay for one that does.
 * @returns how many were carried; `rowsMax` says that there may be more.
 * @throws what `send` throws, and then nothing was carried.
 */
export async function relay(send: Send, known: readonly JobName[], rowsMax = 200): Promise<number> {
  const due = and(
    isNull(outbox.sentAt),
    sql`${outbox.dueAt} <= now()`,
    inArray(outbox.job, [...known]),
  );
  const [first] = await db.select({ id: outbox.id }).from(outbox).where(due).limit(1);
  if (!first) return 0;

  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: outbox.id, job: outbox.job, payload: outbox.payload })
      .from(outbox)
      .where(due)
      .orderBy(asc(outbox.dueAt), asc(outbox.id))
      .limit(rowsMax)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return 0;

    await send(rows.map(({ id, job, payload }) => ({ jobId: `outbox-${id}`, job, payload })));
    const carried = rows.map(({ id }) => id);
    await tx.update(outbox).set({ sentAt: sql`now()` }).where(inArray(outbox.id, carried));
    return rows.length;
  });
}
