import "../support/database";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { outbox, students } from "@/db/schema";
import {
  aWorker,
  aWorkerProcess,
  backends,
  eventually,
  flushRedis,
  letTimePass,
  promiseCheck,
  stopWorkers,
  withProcessesMs,
} from "../support/backends";
import { applicationNow } from "../support/factories";
import { checksOf, outcomeOf } from "../support/outcome";
import { aKnownFamily, makeDue, registry } from "../support/outside-registry";
import { someoneWaits } from "../support/races";

async function aPromisedCheck() {
  const application = await aKnownFamily();
  await promiseCheck(application.id);
  return application;
}
const isApproved = async (id: string) => (await applicationNow(id)).status === "approved";
const approval = (id: string) => eventually("the approval", () => isApproved(id));
const oneEffect = { status: "approved", bindings: [{}], letters: [{ kind: "account-opened" }] };

vi.setConfig({ testTimeout: withProcessesMs });
beforeEach(flushRedis);
afterEach(async () => {
  await stopWorkers();
  await db.delete(outbox);
});

test.each(backends)(
  "a worker told to stop lets the running job end, then is gone ($kind)",
  async ({ redisUrl: url }) => {
    const child = aWorkerProcess({ REDIS_URL: url });
    registry.control({ mode: "slow", delayMs: 1_000 });
    const { asked } = registry.log();
    const { id } = await aPromisedCheck();
    await eventually("the question", () => registry.log().asked! > asked!);
    child.kill("SIGTERM");
    expect(await child.exit).toBe(0);
    expect(await isApproved(id)).toBe(true);
    expect(child.said()).toContain("the worker stops");
  },
);

test.each(backends)(
  "a worker killed between the answer and the commit: asked again, one effect ($kind)",
  async ({ redisUrl: url }) => {
    const child = aWorkerProcess({ REDIS_URL: url });
    const { id, studentId } = await aPromisedCheck();
    await db.transaction(async (tx) => {
      await tx.select().from(students).where(eq(students.id, studentId)).for("update");
      await eventually("the answer", async () => (await checksOf(id)).length === 1);
      await someoneWaits();
      child.kill("SIGKILL");
      await child.exit;
    });
    expect(await checksOf(id)).toMatchObject([{ outcome: null }]);
    expect(await outcomeOf(id)).toMatchObject({ status: "verifying", bindings: [], letters: [] });

    await makeDue(id);
    await letTimePass();
    await aWorker({ redisUrl: url, sweepEveryMs: 200 });
    await approval(id);
    expect(await outcomeOf(id)).toMatchObject(oneEffect);
    expect(await checksOf(id)).toMatchObject([{ outcome: null }, { outcome: "yes" }]);
  },
);

test.each(backends)(
  "what a dead worker took from the queue is taken up by another, without any sweep ($kind)",
  async ({ redisUrl: url }) => {
    const child = aWorkerProcess({ REDIS_URL: url });
    const { id, studentId } = await aPromisedCheck();
    await db.transaction(async (tx) => {
      await tx.select().from(students).where(eq(students.id, studentId)).for("update");
      await eventually("the answer", async () => (await checksOf(id)).length === 1);
      await someoneWaits();
      child.kill("SIGKILL");
      await child.exit;
    });
    await aWorker({ redisUrl: url, sweepEveryMs: 3_600_000 });
    await eventually("the approval", () => isApproved(id), 90_000);
    expect(await outcomeOf(id)).toMatchObject(oneEffect);
  },
);
