import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Redis } from "ioredis";
import { afterAll, inject } from "vitest";
import { inTransaction, promise } from "@/commands/transaction";
import { db } from "@/db/client";
import { outbox } from "@/db/schema";
import { type RunningWorker, startWorker, type WorkerSettings } from "@/jobs/worker";

/** This file's own numbered database in the run's Redis, so that files do not see each other. */
export const redisUrl = `${inject("redis")}/${await nextDatabase()}`;

/** Drawn in the first database; there are sixteen, and far fewer files at a time. */
async function nextDatabase() {
  const redis = new Redis(inject("redis"));
  const drawn = await redis.incr("drawn");
  redis.disconnect();
  return 1 + (drawn % 15);
}

/** Both places where jobs may wait. */
export const backends = [
  { kind: "postgres", redisUrl: undefined },
  { kind: "redis", redisUrl },
] as const;

export async function flushRedis() {
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  redis.disconnect();
}

const started: RunningWorker[] = [];

/** A worker in this process that does not wait long for anything. */
export async function aWorker(settings: WorkerSettings = {}) {
  const worker = startWorker({ relayEveryMs: 20, heartbeatEveryMs: 100, ...settings });
  started.push(worker);
  await worker.ready;
  return worker;
}

export async function stopWorkers() {
  await Promise.all(started.splice(0).map((worker) => worker.stop()));
}

const children: ChildProcess[] = [];
afterAll(async () => {
  await stopWorkers();
  for (const child of children) child.kill("SIGKILL");
});

/** A worker process as `npm start` starts it, with what it logged. */
export function aWorkerProcess(env: Record<string, string | undefined> = {}) {
  const leashed = ["--import", "./scripts/platform/leash.mjs", "--import", "tsx"];
  const child = spawn(process.execPath, [...leashed, "jobs/worker.ts"], {
    env: { ...process.env, LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const said: string[] = [];
  child.stdout.on("data", (chunk) => said.push(String(chunk)));
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    exit,
    said: () => said.join(""),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

export const promiseCheck = (applicationId: string) =>
  inTransaction((tx) => promise(tx, "registry.check", { applicationId }));

/** As if the bells rung so far had been sent long ago. */
export const letTimePass = () =>
  db.execute(sql`
    update ${outbox} set sent_at = sent_at - interval '1 hour', due_at = due_at - interval '1 hour'
    where sent_at is not null`);

/** For tests that start processes: on a busy machine alone that takes a while. */
export const withProcessesMs = 150_000;

/** Until it holds; @throws with what was waited for when it never does. */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  withinMs = 45_000,
) {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    if (await holds()) return;
    await setTimeout(25);
  }
  throw new Error(`it never happened: ${what}`);
}
