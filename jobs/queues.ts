import { setTimeout } from "node:timers/promises";
import { type Job, UnrecoverableError } from "bullmq";
import { faultOf, log } from "@/lib/log";
import { seconds, timeZone } from "@/lib/time";
import { type JobQueue, type JobWorker, openBackend } from "./backend";
import { complaints } from "./complaints";
import { type DefinedJob, type QueueName, queueNames, type Retry } from "./define";
import type { Bell } from "./relay";
import { schedule } from "./schedule";

/** How many jobs of a queue run at once in one worker. */
export type Concurrency = Readonly<Record<QueueName, number>>;

/** The two queues with the workers that empty them. */
export type Queues = Readonly<{
  kind: "redis" | "postgres";
  /** Put promised jobs in. @throws when the queue is out of reach: then they are still promised. */
  ring: (bells: readonly Bell[]) => Promise<void>;
  /** Make sure that every schedule exists. */
  plan: () => Promise<void>;
  /** Resolves when both queues answer. */
  answer: () => Promise<void>;
  /** Take no new job, give the running ones so long to end, then let go of everything. */
  close: (graceMs: number) => Promise<void>;
}>;

/** A worker that died is noticed within half a minute; a job may see several die. */
const watching = {
  lockDuration: seconds(20),
  stalledInterval: seconds(10),
  maxStalledCount: 5,
  runRetryDelay: seconds(1),
};

const kept = { removeOnComplete: { count: 1_000 }, removeOnFail: { count: 5_000 } };

const optionsOf = ({ attempts, backoff }: Retry) => ({ attempts, backoff, ...kept });

/** @throws when the backend is out of reach; nothing is left open then. */
export async function openQueues(
  jobs: readonly DefinedJob[],
  concurrency: Concurrency,
  redisUrl?: string,
): Promise<Queues> {
  const known = new Map<string, DefinedJob>(jobs.map((job) => [job.name, job]));
  const backend = openBackend(redisUrl);
  const endings = new Set<Promise<void>>();
  const queues = queueNames.map((name) => watched(backend.queue(name)));
  const workers: JobWorker[] = [];

  const close = async (graceMs: number) => {
    const gentle = Promise.all(workers.map((worker) => worker.close())).then(() =>
      Promise.all(endings),
    );
    await within(graceMs, gentle, "jobs were still running at the end");
    const rest = Promise.all(queues.map((queue) => queue.close())).then(backend.close);
    await within(seconds(2), rest, "the queue did not let go");
  };

  try {
    await Promise.all(queues.map((queue) => queue.waitUntilReady()));
    for (const name of queueNames) {
      const run = (job: Job) => jobNamed(known, job.name).run(job.data);
      const settings = { concurrency: concurrency[name], ...watching };
      const worker = watched(backend.worker(name, run, settings));
      worker.on("failed", (job, error) => {
        if (!job) return;
        const ending = settle(known, job, error).finally(() => endings.delete(ending));
        endings.add(ending);
      });
      workers.push(worker);
    }
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  } catch (error) {
    await close(seconds(1));
    throw error;
  }

  const queueOf = (job: DefinedJob) => queues[queueNames.indexOf(job.queue)]!;
  return {
    kind: backend.kind,
    close,
    answer: async () => void (await Promise.all(queues.map((queue) => queue.isPaused()))),
    ring: async (bells) => {
      for (const queue of queues) await put(queue, bells, known, queueOf);
    },
    plan: async () => {
      for (const { id, job: name, cron } of schedule) {
        const job = known.get(name);
        if (!job) continue;
        const template = { name, data: {}, opts: optionsOf(job.retry) };
        await queueOf(job).upsertJobScheduler(id, { pattern: cron, tz: timeZone }, template);
      }
    },
  };
}

async function put(
  queue: JobQueue,
  bells: readonly Bell[],
  known: ReadonlyMap<string, DefinedJob>,
  queueOf: (job: DefinedJob) => JobQueue,
) {
  const batch = bells.flatMap(({ jobId, job: name, payload }) => {
    const job = jobNamed(known, name);
    if (queueOf(job) !== queue) return [];
    return [{ name, data: payload, opts: { jobId, ...optionsOf(job.retry) } }];
  });
  if (batch.length > 0) await queue.addBulk(batch);
}

/** Payloads are never logged; a fault's words were taken out where the job is defined. */
async function settle(known: ReadonlyMap<string, DefinedJob>, job: Job, error: Error) {
  const { name, id, attemptsMade } = job;
  const last = attemptsMade >= (job.opts.attempts ?? 1) || error.name === UnrecoverableError.name;
  log.warn({ job: name, id, attemptsMade, last, fault: error.message }, "a job failed");
  if (!last) return;
  try {
    await jobNamed(known, name).exhausted(job.data);
  } catch (fault) {
    log.error({ job: name, id, ...faultOf(fault) }, "nobody took over a job that failed for good");
  }
}

function jobNamed(known: ReadonlyMap<string, DefinedJob>, name: string): DefinedJob {
  const job = known.get(name);
  if (!job) throw new Error("this worker does not know such a job");
  return job;
}

/** A lost connection is the backend's to mend; ours is to say so, and to go on. */
function watched<Q extends JobQueue | JobWorker>(queue: Q): Q {
  queue.on("error", complaints({ queue: queue.name }, "the queue is in trouble"));
  return queue;
}

async function within(ms: number, work: Promise<unknown>, otherwise: string) {
  const limit = new AbortController();
  const late = setTimeout(ms, true, { signal: limit.signal }).catch(() => false);
  const ended = work.then(
    () => false,
    (error) => void log.warn(faultOf(error), "the queue did not close well"),
  );
  if (await Promise.race([ended, late])) log.warn(otherwise);
  limit.abort();
}
