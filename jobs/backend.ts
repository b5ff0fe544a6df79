import {
  createPostgresBackend,
  type Job,
  type JobsOptions,
  type JobType,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from "bullmq";
import { applicationConnection, poolFor } from "@/db/client";
import { env } from "@/lib/env";
import { seconds } from "@/lib/time";

/** The part of a queue we use, the same on both backends. */
export type JobQueue = {
  readonly name: string;
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { pattern: string; tz: string },
    template: { name: string; data: object; opts: JobsOptions },
  ): Promise<unknown>;
  isPaused(): Promise<boolean>;
  getJobCounts(...states: JobType[]): Promise<Record<string, number>>;
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};

export type JobWorker = {
  readonly name: string;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: Job | undefined, error: Error) => void): unknown;
  on(event: "completed", listener: (job: Job) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
};

type QueueSettings = Omit<QueueOptions, "connection">;
type WorkerSettings = Omit<WorkerOptions, "connection">;

/** Where jobs wait: one switch, everything else is the same. */
export type Backend = Readonly<{
  kind: "redis" | "postgres";
  queue: (name: string, settings?: QueueSettings) => JobQueue;
  worker: (name: string, run: Processor, settings: WorkerSettings) => JobWorker;
  /** Ends what the queues share. Close them and the workers first. */
  close: () => Promise<void>;
}>;

/** Redis where REDIS_URL is set (production), the database otherwise (the embedded default). */
export function openBackend(redisUrl = env.REDIS_URL): Backend {
  return redisUrl ? redisBackend(redisUrl) : postgresBackend();
}

function redisBackend(url: string): Backend {
  // BullMQ is tested with replies of protocol 2.
  const shared = {
    url,
    protocol: 2,
    retryStrategy: (times: number) => Math.min(times * 200, 2_000),
  };
  // Whoever puts jobs in must hear at once that Redis is gone: the outbox keeps them.
  const producer = { ...shared, enableOfflineQueue: false, commandTimeout: seconds(5) };
  const consumer = { ...shared, maxRetriesPerRequest: null };
  return {
    kind: "redis",
    queue: (name, settings) => new Queue(name, { ...settings, connection: producer }),
    worker: (name, run, settings) => new Worker(name, run, { ...settings, connection: consumer }),
    close: async () => {},
  };
}

/** BullMQ's tables live in a schema of their own; the pool is ours, so it is ours to end. */
function postgresBackend(): Backend {
  const { options, ...login } = applicationConnection();
  const searchPath = "-c search_path=bullmq,public";
  const pool = poolFor({
    ...login,
    options: options ? `${options} ${searchPath}` : searchPath,
    keepAlive: true,
    // One connection for each worker listens, and never does anything else.
    max: 8,
  });
  pool.setMaxListeners(0);
  return {
    kind: "postgres",
    queue: (name, settings) =>
      new Queue(name, { ...settings, connection: pool }, createPostgresBackend),
    worker: (name, run, settings) =>
      new Worker(name, run, { ...settings, connection: pool }, createPostgresBackend),
    close: () => pool.end(),
  };
}
