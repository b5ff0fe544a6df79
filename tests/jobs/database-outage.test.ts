import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { freePort } from "../../scripts/platform/ports.mjs";
import { startPostgres } from "../../scripts/platform/postgres.mjs";

/** A server of this file's own, because it is killed; reached as the owner, in the role. */
const folder = mkdtempSync(join(tmpdir(), "parent-binding-outage-"));
const settings = { folder, port: await freePort(), password: "outage", log: join(folder, "log") };
const start = () => startPostgres({ ...settings, durable: true });
let server = await start();
await migrate(server.ownerUrl);
process.env.DATABASE_URL = server.ownerUrl;

const { disconnect } = await import("@/db/client");
// Publishes the consent texts, and lets go of the database again.
await import("../../scripts/publish-texts");
const { aWorkerProcess, backends, eventually, flushRedis, promiseCheck } = await import(
  "../support/backends"
);
const { applicationNow } = await import("../support/factories");
const { outcomeOf } = await import("../support/outcome");
const { aKnownFamily } = await import("../support/outside-registry");

afterAll(async () => {
  await disconnect();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(flushRedis);

const isApproved = async (id: string) => (await applicationNow(id)).status === "approved";

/** As a power cut does it to the server: no word to anybody. */
async function killPostgres() {
  const gone = new Promise((resolve) => server.keeper.once("exit", resolve));
  const lock = readFileSync(join(folder, "data", "postmaster.pid"), "utf8");
  process.kill(Number(lock.split("\n")[0]), "SIGKILL");
  await gone;
}

test.each(backends)(
  "a worker outlives a database stopped hard ($kind)",
  async ({ redisUrl }) => {
    const worker = aWorkerProcess({ REDIS_URL: redisUrl, DATABASE_APP_URL: undefined });
    const first = await aKnownFamily();
    await promiseCheck(first.id);
    await eventually("the first approval", () => isApproved(first.id), 40_000);
    const second = await aKnownFamily();

    await promiseCheck(second.id);
    await killPostgres();
    await disconnect();
    await eventually("complaints", () => /could not be carried|in trouble/.test(worker.said()));
    server = await start();

    await eventually("the second approval", () => isApproved(second.id), 30_000);
    expect(await outcomeOf(second.id)).toMatchObject({ bindings: [{}], letters: [{}] });
    const third = await aKnownFamily();
    await promiseCheck(third.id);
    await eventually("the third approval", () => isApproved(third.id), 5_000);
    expect(worker.isAlive()).toBe(true);
    worker.kill("SIGTERM");
    expect(await worker.exit).toBe(0);
  },
  150_000,
);
