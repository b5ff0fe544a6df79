import { setTimeout as delay } from "node:timers/promises";
import { logFile } from "./children.mjs";
import { keep } from "./local-env.mjs";
import { requireDatabase } from "./outside.mjs";
import { local } from "./paths.mjs";
import { PlainError } from "./plain.mjs";
import { freePort } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { script } from "./script.mjs";

const name = "parent_binding";
const appRole = "parent_binding_app";
const restartsMax = 5;

/** A server that ran this long before it ended is not one that keeps ending. */
const calmMs = 30_000;
const keepsEnding = "The embedded database keeps ending: .local/logs/database.log says why.";

/**
 * The database of this start, migrated: the one in DATABASE_URL, or the embedded one.
 * Resolves with the environment that leads to it and a `stop`.
 */
export async function openDatabase(environment) {
  if (!environment.DATABASE_URL) return openEmbedded(environment);
  await requireDatabase(environment.DATABASE_URL, "DATABASE_URL");
  await migrate(environment);
  if (environment.DATABASE_APP_URL) {
    await requireDatabase(environment.DATABASE_APP_URL, "DATABASE_APP_URL");
  }
  return { environment: {}, watch: async () => {}, stop: async () => {} };
}

async function openEmbedded(environment) {
  const port = await freePort(Number(environment.EMBEDDED_PORT ?? 0));
  keep(local("env"), "EMBEDDED_PORT", port);
  const start = () => startCluster(environment, port);
  let cluster = await start();
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await cluster.stop();
  };

  /** Start the server again when it ends by itself; when it keeps ending, give up. */
  async function watch(say, giveUp) {
    for (let restarts = 0; ; restarts += 1) {
      const startedAt = Date.now();
      await ended(cluster.keeper);
      if (stopping) return;
      if (Date.now() - startedAt > calmMs) restarts = 0;
      if (restarts >= restartsMax) return giveUp(new PlainError(keepsEnding));
      say("The embedded database ended; starting it again.");
      await delay(500 * 2 ** restarts);
      if (!stopping) cluster = await start().catch(() => cluster);
    }
  }

  try {
    return { environment: await prepare(cluster.ownerUrl, environment), watch, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startCluster(environment, port) {
  return startPostgres({
    folder: local("postgres"),
    port,
    password: environment.EMBEDDED_OWNER_PASSWORD,
    log: logFile("database"),
  });
}

/** Our database, its tables, and a login of the application's own with the application's rights. */
async function prepare(ownerUrl, environment) {
  const appPassword = environment.EMBEDDED_APP_PASSWORD;
  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  try {
    const found = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await admin.query(`create database ${name}`);
    const databaseUrl = new URL(ownerUrl);
    databaseUrl.pathname = `/${name}`;
    await migrate({ ...environment, DATABASE_URL: databaseUrl.toString() });
    await admin.query(`alter role ${appRole} login password ${pg.escapeLiteral(appPassword)}`);
    const appUrl = new URL(databaseUrl);
    appUrl.username = appRole;
    appUrl.password = appPassword;
    return { DATABASE_URL: databaseUrl.toString(), DATABASE_APP_URL: appUrl.toString() };
  } finally {
    await admin.end();
  }
}

/** Bring it to this version: tables, rights, and the texts this version was written with. */
const migrate = (environment) => script("scripts/migrate.ts", [], environment);

const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", resolve);
  });
