import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "../scripts/platform/ports.mjs";
import { startPostgres } from "../scripts/platform/postgres.mjs";

const key = () => randomBytes(32).toString("base64");

/**
 * A database of the benchmark's own, migrated, with the texts in force, on a server that writes to
 * the disk before it says so (fsync on), and keys of the moment. Sets the process's environment:
 * import what reads it (`@/db/client`, commands) only afterwards.
 */
export async function openBenchDatabase() {
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-bench-"));
  const appPassword = randomBytes(18).toString("base64url");
  const server = await startPostgres({
    folder,
    port: await freePort(),
    password: randomBytes(18).toString("base64url"),
    log: join(folder, "postgres.log"),
    ephemeral: true,
  });
  const ownerUrl = server.ownerUrl.replace(/\/postgres$/, "/bench");
  Object.assign(process.env, {
    DATABASE_URL: ownerUrl,
    LOG_LEVEL: "silent",
    // Settings are read once: where the job's benchmark will start its registry is decided here.
    REGISTRY_URL: `http://127.0.0.1:${await freePort()}`,
    REGISTRY_PER_MINUTE: "100000000",
    SESSION_SECRET: key(),
    PERSONAL_DATA_KEYS: `bench:${key()}`,
    BLIND_INDEX_KEY: key(),
    LINK_KEY: key(),
    TRAIL_KEY: key(),
  });

  const admin = new pg.Client({ connectionString: server.ownerUrl });
  await admin.connect();
  await admin.query("create database bench");
  const { migrate } = await import("@/db/migrate");
  const { applicationRole } = await import("@/db/client");
  await migrate(ownerUrl);
  await admin.query(`alter role ${applicationRole} login password '${appPassword}'`);
  await admin.end();

  const appUrl = new URL(ownerUrl);
  appUrl.username = applicationRole;
  appUrl.password = appPassword;
  process.env.DATABASE_APP_URL = appUrl.toString();
  await import("@/scripts/publish-texts");
  return { ownerUrl, appUrl: appUrl.toString(), stop: server.stop };
}
