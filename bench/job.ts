import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "@/lib/env";
import { freePort } from "../scripts/platform/ports.mjs";
import { until } from "../scripts/platform/processes.mjs";
import { aNeighbourhood, answersFor, applyingFamilies } from "./families";
import { alternate, compared, type Figure, progress } from "./frame";

/** Ends with the benchmark, however that ends. */
const leashed = ["--import", "./scripts/platform/leash.mjs", "--import", "tsx"];
const jobsPerMeasure = 300;
const pairs = 10;
/** As many as a worker runs at once, for ours and for the reference. */
const concurrency = 12;

/**
 * The verification job with its committed effect, against BullMQ's own job that does nothing: on
 * the same queue backend, in as many at once, with the registry in a process of its own.
 */
export async function run(): Promise<Figure[]> {
  const families = 2 * (pairs + 1) * jobsPerMeasure;
  const registry = await startRegistry(families);
  const redis = await startRedis();
  const { disconnect } = await import("@/db/client");
  const where = await aNeighbourhood();
  try {
    const inDatabase = await measure("postgres", where, 0);
    if (!redis) {
      progress("no redis-server here: only the database's queue was measured");
      return [inDatabase];
    }
    return [inDatabase, await measure("redis", where, families / 2, redis.url)];
  } finally {
    await disconnect();
    redis?.stop();
    registry.stop();
  }
}

type Where = Awaited<ReturnType<typeof aNeighbourhood>>;

async function measure(kind: string, where: Where, firstFamily: number, redisUrl?: string) {
  const { openBackend } = await import("@/jobs/backend");
  const { checkRegistry } = await import("@/jobs/check-registry");
  const backend = openBackend(redisUrl);
  let next = firstFamily;
  const ours = async () => {
    const ids = await applyingFamilies(where, next, jobsPerMeasure);
    next += ids.length;
    const payloads = ids.map((applicationId) => ({ applicationId }));
    return perSecond(backend, "prompt", payloads, (payload) => checkRegistry.run(payload));
  };
  const theirs = () => {
    const payloads = Array.from({ length: jobsPerMeasure }, (_, at) => ({ at }));
    return perSecond(backend, "bulk", payloads, async () => {});
  };
  const measured = await alternate({ ours, theirs, of: "rate", pairs });
  await backend.close();
  await requireAllApproved(next - firstFamily, firstFamily);
  return compared("job", `verification job, queue in ${kind}`, "jobs/s", measured);
}

type OpenBackend = typeof import("@/jobs/backend").openBackend;

/** Everything waits before the first job starts; the clock stops with the last. */
async function perSecond(
  backend: ReturnType<OpenBackend>,
  name: string,
  payloads: readonly object[],
  work: (payload: unknown) => Promise<void>,
): Promise<number> {
  const queue = backend.queue(name);
  const opts = { attempts: 4, removeOnComplete: { count: 1_000 } };
  await queue.addBulk(payloads.map((data) => ({ name: "bench", data, opts })));
  const startedAt = performance.now();
  const worker = backend.worker(name, (job) => work(job.data), { concurrency });
  await new Promise<void>((resolve, reject) => {
    let left = payloads.length;
    worker.on("error", reject);
    worker.on("failed", (_, error) => reject(error));
    worker.on("completed", () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  const elapsedMs = performance.now() - startedAt;
  await worker.close();
  await queue.close();
  return (payloads.length * 1_000) / elapsedMs;
}

/** A fast job without its effect would be a lie. */
async function requireAllApproved(expected: number, before: number) {
  const { db } = await import("@/db/client");
  const { bindings } = await import("@/db/schema");
  const bound = (await db.select({ id: bindings.id }).from(bindings)).length;
  const wanted = expected + (before > 0 ? expected : 0);
  if (bound !== wanted) throw new Error(`${bound} relations instead of ${wanted}`);
}

async function startRegistry(families: number) {
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-bench-"));
  const file = join(folder, "answers.ndjson");
  writeFileSync(
    file,
    answersFor(families)
      .map((line) => JSON.stringify(line))
      .join("\n"),
  );
  const { REGISTRY_URL: url } = env;
  if (!url) throw new Error("the benchmark's settings name no registry");
  const words = ["--port", new URL(url).port, "--answers", file];
  const child = spawn(process.execPath, [...leashed, "scripts/registry-simulator.ts", ...words], {
    stdio: "ignore",
  });
  const stop = () => {
    child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  const healthy = () =>
    fetch(new URL("/health", url)).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await until(healthy, { withinMs: 60_000 }))) {
    stop();
    throw new Error("the registry simulator does not come up");
  }
  return { stop };
}

/** A Redis that writes as production's does (append-only file, flushed each second), if any. */
async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-bench-"));
  const port = await freePort();
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder];
  const child = spawn("redis-server", [...settings, "--appendonly", "yes"], { stdio: "ignore" });
  const missing = new Promise<boolean>((resolve) => child.once("error", () => resolve(true)));
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: "127.0.0.1" }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
  const up = until(answers, { withinMs: 10_000 }).then((there: boolean) => !there);
  if (await Promise.race([missing, up])) return undefined;
  const stop = () => {
    child.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    child.kill("SIGTERM");
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}
