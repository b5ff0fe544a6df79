import "../support/database";
import { UnrecoverableError } from "bullmq";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Refusal } from "@/commands/refusal";
import { db } from "@/db/client";
import { outbox } from "@/db/schema";
import { defineJob } from "@/jobs/define";
import {
  aWorker,
  backends,
  eventually,
  flushRedis,
  promiseCheck,
  stopWorkers,
} from "../support/backends";

const retry = { attempts: 3, backoff: { type: "fixed", delay: 10 } } as const;
const applicationId = "1c2f0a3e-6f0e-4b57-9d4a-6a0f1f7a2b11";

/** A job that does as told, and counts. */
function aJob(run: (turn: number) => Promise<void>) {
  const counted = { runs: 0, takenOver: [] as string[] };
  const job = defineJob("registry.check", {
    queue: "prompt",
    retry,
    run: () => run(++counted.runs),
    exhausted: async (payload) => void counted.takenOver.push(payload.applicationId),
  });
  return { job, counted };
}

beforeEach(flushRedis);
afterEach(async () => {
  await stopWorkers();
  await db.delete(outbox);
});

test("a database's words about a person never reach the queue", async () => {
  const { job } = aJob(async () => {
    await db.execute(sql`select ${"A123456789"}::int`);
  });
  const fault = await job.run({ applicationId }).catch((error: Error) => error);
  expect(fault).toMatchObject({ message: "Error 22P02" });
  expect(`${(fault as Error).stack}`).not.toContain("A123456789");
  expect(fault).not.toBeInstanceOf(UnrecoverableError);
});

test.each(backends)("a fault is tried again, and passes ($kind)", async (on) => {
  const { job, counted } = aJob(async (turn) => {
    if (turn < 3) throw new Error("a passing fault");
  });
  await promiseCheck(applicationId);
  await aWorker({ ...on, jobs: [job], sweepEveryMs: 3_600_000 });
  await eventually("the third try", () => counted.runs === 3);
  expect(counted.takenOver).toEqual([]);
});

test.each(backends)("what fails every time is taken over, once ($kind)", async (on) => {
  const { job, counted } = aJob(() => Promise.reject(new Error("a lasting fault")));
  await promiseCheck(applicationId);
  await aWorker({ ...on, jobs: [job], sweepEveryMs: 3_600_000 });
  await eventually("somebody takes over", () => counted.takenOver.length > 0);
  await stopWorkers();
  expect(counted).toEqual({ runs: retry.attempts, takenOver: [applicationId] });
});

test.each(backends)("a refusal is not tried again ($kind)", async (on) => {
  const { job, counted } = aJob(() => Promise.reject(new Refusal("not_found")));
  await promiseCheck(applicationId);
  await aWorker({ ...on, jobs: [job], sweepEveryMs: 3_600_000 });
  await eventually("somebody takes over", () => counted.takenOver.length > 0);
  await stopWorkers();
  expect(counted.runs).toBe(1);
});
