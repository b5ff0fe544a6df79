import "../support/database";
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { workerHeartbeats } from "@/db/schema";
import { freePort } from "../../scripts/platform/ports.mjs";
import { aWorkerProcess, eventually, promiseCheck } from "../support/backends";
import { applicationNow } from "../support/factories";
import { outcomeOf } from "../support/outcome";
import { aKnownFamily } from "../support/outside-registry";

const port = await freePort();
let redis: ChildProcess | undefined;

function startRedis() {
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  redis = spawn("redis-server", settings, { stdio: "ignore" });
}

async function killRedis() {
  if (!redis || redis.signalCode !== null) return;
  const gone = new Promise((resolve) => redis!.once("exit", resolve));
  redis.kill("SIGKILL");
  await gone;
}
afterAll(killRedis);

const isApproved = async (id: string) => (await applicationNow(id)).status === "approved";

async function approvedWithin(ms: number) {
  const { id } = await aKnownFamily();
  await promiseCheck(id);
  await eventually("the approval", () => isApproved(id), ms);
  expect((await outcomeOf(id)).bindings).toHaveLength(1);
}

test("a worker outlives a Redis that is absent, comes, is killed and comes back empty", async () => {
  const worker = aWorkerProcess({ REDIS_URL: `redis://127.0.0.1:${port}` });
  await eventually("a complaint", () => worker.said().includes("queue is in trouble"), 40_000);
  expect(await db.select().from(workerHeartbeats)).toEqual([]);

  startRedis();
  await approvedWithin(20_000);

  await killRedis();
  const { id } = await aKnownFamily();
  await promiseCheck(id);
  const [lastBeat] = await db.select().from(workerHeartbeats);
  await eventually("silence", () => /could not be carried|in trouble/.test(worker.said()));
  expect(await isApproved(id)).toBe(false);

  startRedis();
  await eventually("the approval", () => isApproved(id), 20_000);
  await approvedWithin(20_000);
  await eventually("a new heartbeat", async () => {
    const [beat] = await db.select().from(workerHeartbeats);
    return beat!.beatAt > lastBeat!.beatAt;
  });
  expect(worker.isAlive()).toBe(true);

  await killRedis();
  worker.kill("SIGTERM");
  expect(await worker.exit).toBe(0);
}, 120_000);
