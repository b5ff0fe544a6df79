import "../support/database";
import { setTimeout } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { queueNames as queuesOfDatabase } from "@/db/migrate";
import { applications, notices, outbox, workerHeartbeats } from "@/db/schema";
import { jobs } from "@/jobs/all";
import { openBackend } from "@/jobs/backend";
import { contracts } from "@/jobs/contracts";
import { queueNames } from "@/jobs/define";
import { relay } from "@/jobs/relay";
import { schedule } from "@/jobs/schedule";
import { sweep } from "@/jobs/sweep";
import {
  aWorker,
  aWorkerProcess,
  backends,
  eventually,
  flushRedis,
  letTimePass,
  promiseCheck,
  redisUrl,
  stopWorkers,
  withProcessesMs,
} from "../support/backends";
import { anApplication, applicationNow } from "../support/factories";
import { bellsOf, checksOf, outcomeOf } from "../support/outcome";
import { aKnownFamily, registry } from "../support/outside-registry";

/** An application the registry says yes to, and the bell for it. */
async function aPromisedCheck() {
  const application = await aKnownFamily();
  await promiseCheck(application.id);
  return application;
}
const isApproved = async (id: string) => (await applicationNow(id)).status === "approved";
const approval = (id: string) => eventually("the approval", () => isApproved(id));
const oneEffect = { status: "approved", bindings: [{}], letters: [{ kind: "account-opened" }] };

beforeEach(flushRedis);
afterEach(async () => {
  await stopWorkers();
  await db.delete(outbox);
  await db.delete(workerHeartbeats);
});

test("every contract has a job, every schedule a job, and the database every queue", () => {
  expect(jobs.map(({ name }) => name).sort()).toEqual(Object.keys(contracts).sort());
  for (const { job } of schedule) expect(jobs.map(({ name }) => name)).toContain(job);
  expect([...queuesOfDatabase].sort()).toEqual([...queueNames].sort());
});

test.each(backends)(
  "a promise becomes an approval, and the worker says that it works ($kind)",
  async ({ redisUrl: url }) => {
    await aWorker({ redisUrl: url });
    const { id } = await aPromisedCheck();
    await approval(id);
    expect(await outcomeOf(id)).toMatchObject(oneEffect);
    await eventually("a heartbeat", async () => {
      const [beat] = await db.select().from(workerHeartbeats);
      return beat?.name === "worker" && Date.now() - beat.beatAt.getTime() < 5_000;
    });
  },
);

test.each(backends)(
  "two workers, two relays and two sweeps at once: one effect each ($kind)",
  async ({ redisUrl: url }) => {
    const many = await Promise.all(Array.from({ length: 15 }, aPromisedCheck));
    for (const { id } of many) await promiseCheck(id);
    await Promise.all([
      aWorker({ redisUrl: url, sweepEveryMs: 30 }),
      aWorker({ redisUrl: url, sweepEveryMs: 30 }),
    ]);
    await eventually("all approvals", async () =>
      (await Promise.all(many.map(({ id }) => isApproved(id)))).every(Boolean),
    );
    await eventually("all bells carried", async () => {
      const [left] = await db.select().from(outbox).where(sql`sent_at is null and due_at <= now()`);
      return !left;
    });
    for (const { id } of many) {
      const outcome = await outcomeOf(id);
      expect(outcome).toMatchObject(oneEffect);
      expect(outcome.bindings).toHaveLength(1);
      expect(outcome.letters).toHaveLength(1);
    }
  },
);

test.each(backends)(
  "the same bell under the same name is one job ($kind)",
  async ({ redisUrl: url }) => {
    const { id } = await aPromisedCheck();
    const backend = openBackend(url);
    const queue = backend.queue("prompt");
    const bell = {
      name: "registry.check",
      data: { applicationId: id },
      opts: { jobId: "outbox-1x" },
    };
    await queue.addBulk([bell]);
    await queue.addBulk([bell, bell]);
    expect(await queue.getJobCounts("waiting")).toMatchObject({ waiting: 1 });
    await queue.close();
    await backend.close();
    await aWorker({ redisUrl: url });
    await approval(id);
  },
);

/** Until each schedule waits for its next time, and none of them twice. */
async function scheduled(url?: string) {
  const backend = openBackend(url);
  const queue = backend.queue("bulk");
  await eventually("the schedules", async () => {
    const { delayed } = await queue.getJobCounts("delayed");
    return delayed === schedule.length;
  });
  await queue.close();
  await backend.close();
}

test.each(backends)("the clock is set once, by however many workers ($kind)", async (on) => {
  await Promise.all([aWorker(on), aWorker(on)]);
  await scheduled(on.redisUrl);
  await aWorker({ ...on, sweepEveryMs: 50 });
  await setTimeout(300);
  await scheduled(on.redisUrl);
});

test.each(backends)(
  "no name and no number is ever logged or put into the queue ($kind)",
  async ({ redisUrl: url }) => {
    const child = aWorkerProcess({ REDIS_URL: url, LOG_LEVEL: "debug" });
    const application = await aPromisedCheck();
    await approval(application.id);
    registry.control({ mode: "garbage", times: 2 });
    const second = await aPromisedCheck();
    await eventually("nonsense", async () => (await checksOf(second.id))[0]?.outcome === "garbled");
    child.kill("SIGTERM");
    await child.exit;
    const said = child.said() + JSON.stringify(await bellsOf(application.id));
    for (const { number, name, email, mobile } of [application, second]) {
      for (const secret of [number, name, email, mobile]) expect(said).not.toContain(secret);
    }
  },
);

test(
  "a Redis that forgot everything: the sweep drives it all again",
  async () => {
    const { id } = await aPromisedCheck();
    const backend = openBackend(redisUrl);
    const queue = backend.queue("prompt");
    await relay(
      (bells) =>
        queue.addBulk(
          bells.map(({ jobId, job, payload }) => ({ name: job, data: payload, opts: { jobId } })),
        ),
      ["registry.check"],
    );
    expect(await queue.getJobCounts("waiting")).toMatchObject({ waiting: 1 });
    await queue.close();
    await backend.close();
    await flushRedis();

    await aWorker({ redisUrl, sweepEveryMs: 200 });
    await letTimePass();
    await approval(id);
    expect(await outcomeOf(id)).toMatchObject(oneEffect);
  },
  withProcessesMs,
);

test("a Redis emptied under a running worker: it works on, and its clock is set again", async () => {
  await aWorker({ redisUrl, sweepEveryMs: 200 });
  const before = await aPromisedCheck();
  await approval(before.id);
  await flushRedis();
  const after = await aPromisedCheck();
  await approval(after.id);
  await scheduled(redisUrl);
});

test("letters that were promised and lost are rung for again, like questions", async () => {
  const { id } = await anApplication();
  await db
    .update(applications)
    .set({ status: "in_review", reviewReason: "registry_no", nextCheckAt: null })
    .where(eq(applications.id, id));
  await db.insert(notices).values({
    kind: "application-in-review",
    subjectId: id,
    recipientId: id,
    locale: "zh-TW",
    createdAt: new Date(Date.now() - 600_000),
  });
  await sweep();
  await aWorker({ redisUrl, sweepEveryMs: 3_600_000 });
  await eventually("the letter", async () => {
    const [letter] = await db.select().from(notices).where(eq(notices.subjectId, id));
    return letter?.sentAt instanceof Date;
  });
});
