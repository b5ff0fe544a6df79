import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { sql } from "drizzle-orm";
import { db, disconnect } from "@/db/client";
import { workerHeartbeats } from "@/db/schema";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { minutes, seconds } from "@/lib/time";
import { jobs as allJobs } from "./all";
import { complaints } from "./complaints";
import type { DefinedJob } from "./define";
import { type Concurrency, openQueues, type Queues } from "./queues";
import { relay } from "./relay";
import { type Repeated, repeat } from "./repeat";
import { sweep } from "./sweep";

export type WorkerSettings = Partial<{
  jobs: readonly DefinedJob[];
  /** Where jobs wait, instead of REDIS_URL. */
  redisUrl: string;
  concurrency: Concurrency;
  relayEveryMs: number;
  sweepEveryMs: number;
  heartbeatEveryMs: number;
  /** How long running jobs may take to end once the worker is told to stop. */
  graceMs: number;
}>;

export type RunningWorker = {
  /** Resolves once jobs are taken; a backend that is out of reach is waited for. */
  ready: Promise<void>;
  stop: () => Promise<void>;
};

const usual = {
  jobs: allJobs,
  concurrency: { prompt: 12, bulk: 2 },
  relayEveryMs: 250,
  sweepEveryMs: minutes(1),
  heartbeatEveryMs: seconds(5),
  graceMs: seconds(10),
};

const carriedMax = 200;

/**
 * Start what works in the background: the relay, the two queues, the clock, the heartbeat. A lost
 * database or Redis is waited for, never a reason to die; nothing is lost meanwhile.
 */
export function startWorker(settings: WorkerSettings = {}): RunningWorker {
  const { jobs, concurrency, relayEveryMs, sweepEveryMs, heartbeatEveryMs, graceMs } = {
    ...usual,
    ...settings,
  };
  const stopping = new AbortController();
  const turning: Repeated[] = [];
  let queues: Queues | undefined;

  // By a plain timer as well as by schedule: a queue that was emptied has no schedules left.
  turning.push(repeat(sweepEveryMs, sweep, complaints({}, "the sweep failed")));

  const ready = untilOpen(
    () => openQueues(jobs, concurrency, settings.redisUrl),
    stopping.signal,
  ).then((opened) => {
    if (!opened) return;
    if (stopping.signal.aborted) return opened.close(0);
    queues = opened;
    const names = jobs.map(({ name }) => name);
    const carry = async () => (await relay(opened.ring, names, carriedMax)) === carriedMax;
    turning.push(
      repeat(relayEveryMs, carry, complaints({}, "promised jobs could not be carried")),
      repeat(sweepEveryMs, opened.plan, complaints({}, "the schedules could not be set")),
      repeat(heartbeatEveryMs, () => beat(opened), complaints({}, "no heartbeat")),
    );
    log.info({ backend: opened.kind, concurrency }, "the worker takes jobs");
  });

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    const idle = Promise.all(turning.map((turn) => turn.stop()));
    await Promise.race([idle, setTimeout(graceMs, undefined, { ref: false })]);
    await queues?.close(graceMs);
  };
  return {
    ready,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function untilOpen(open: () => Promise<Queues>, signal: AbortSignal) {
  const complain = complaints({}, "the queue is out of reach");
  while (!signal.aborted) {
    try {
      return await open();
    } catch (error) {
      complain(error);
      await setTimeout(seconds(1), undefined, { signal }).catch(() => {});
    }
  }
  return undefined;
}

/** Says that this worker works: only when both the queue and the database answer. */
async function beat(queues: Queues) {
  await queues.answer();
  const beatAt = sql`now()`;
  await db
    .insert(workerHeartbeats)
    .values({ name: "worker", beatAt })
    .onConflictDoUpdate({ target: workerHeartbeats.name, set: { beatAt } });
}

async function main() {
  // A connection may break inside a library where nobody waits for it: that is no reason to die.
  process.on("unhandledRejection", complaints({}, "nobody waited for a fault"));
  const worker = startWorker();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      log.info({ signal }, "the worker stops");
      await worker.stop();
      await disconnect();
      process.exit(0);
    });
  }
  await worker.ready;
}

const isMain = process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain) {
  try {
    // The first setting read checks all of them.
    void env.DATABASE_URL;
    await main();
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : "The worker could not start."}\n`,
    );
    process.exit(1);
  }
}
