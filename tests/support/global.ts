import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { freePort } from "../../scripts/platform/ports.mjs";
import { startPostgres } from "../../scripts/platform/postgres.mjs";
import { run } from "../../scripts/platform/processes.mjs";

/** The database each test file clones, migrated once. */
const template = "parent_binding_template";

declare module "vitest" {
  interface ProvidedContext {
    /** `ownerUrl` leads to the database `postgres` of the run's own server. */
    postgres: { ownerUrl: string; appPassword: string; template: string };
  }
}

type Shared = { users: number; server?: ReturnType<typeof startServer> };
const kept = globalThis as typeof globalThis & { testServer?: Shared };

const secret = () => randomBytes(18).toString("base64url");

/** One embedded PostgreSQL for all projects of a run, gone with the last of them. */
export default async function setup(project: TestProject) {
  kept.testServer ??= { users: 0 };
  const shared = kept.testServer;
  shared.users += 1;
  shared.server ??= startServer(project.config.env);
  const server = await shared.server;
  const { ownerUrl, appPassword } = server;
  project.provide("postgres", { ownerUrl, appPassword, template });

  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    kept.testServer = undefined;
    await server.stop();
  };
}

async function startServer(env: TestProject["config"]["env"]) {
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-test-"));
  const server = await startPostgres({
    folder,
    port: await freePort(),
    password: secret(),
    log: join(folder, "postgres.log"),
    durable: false,
    ephemeral: true,
  });
  try {
    return { ...server, appPassword: await makeTemplate(server.ownerUrl, env) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * The migrated template with the consent texts published, and the password its application role
 * signs in with.
 */
async function makeTemplate(ownerUrl: string, env: TestProject["config"]["env"]) {
  const { applicationRole } = await import("../../db/client");
  const { migrate } = await import("../../db/migrate");
  const appPassword = secret();
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query(`create database ${template}`);
  const templateUrl = ownerUrl.replace(/\/postgres$/, `/${template}`);
  await migrate(templateUrl);
  const settings = { ...process.env, ...env, DATABASE_URL: templateUrl };
  const publish = ["--import", "tsx", "scripts/publish-texts.ts"];
  const { code, output } = await run(process.execPath, publish, { env: settings });
  if (code !== 0) throw new Error(`the consent texts are not published: ${output}`);
  await admin.query(`alter role ${applicationRole} login password '${appPassword}'`);
  await admin.end();
  return appPassword;
}
