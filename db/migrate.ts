import { runMigrations } from "bullmq";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { applicationRole } from "./client";
import { locks } from "./locks";

/** The queues of jobs/define.ts; that they are all here is tested. */
export const queueNames = ["prompt", "bulk"];

/**
 * Bring a database to this version: our tables, the queue's own schema, the application's rights.
 * Safe to run twice and from two processes at once. `ownerUrl` must be allowed to create tables
 * and, the first time, a role.
 */
export async function migrate(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [locks.migration]);
    await ensureRole(client);
    await applyMigrations(drizzle(client), { migrationsFolder: "db/migrations" });
    await runMigrations(client);
    await grantQueue(client);
    await grantVersion(client);
  } finally {
    await client.end();
  }
}

/** The role may be made here, or beforehand by whoever runs the database. */
async function ensureRole(client: pg.Client) {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [
    applicationRole,
  ]);
  if (rowCount === 0) await client.query(`create role ${applicationRole} nologin`);
  const { rows } = await client.query(
    "select rolsuper or pg_has_role(current_user, $1, 'usage') as may from pg_roles where rolname = current_user",
    [applicationRole],
  );
  if (!rows[0].may) await client.query(`grant ${applicationRole} to current_user`);
}

/** A queue makes its sequence at first use, which the application may not do: it is made here. */
async function grantQueue(client: pg.Client) {
  await client.query("select bullmq.next_job_id(queue) from unnest($1::text[]) as queue", [
    queueNames,
  ]);
  await client.query(`
    grant usage on schema bullmq to ${applicationRole};
    grant select, insert, update, delete on all tables in schema bullmq to ${applicationRole};
    grant usage, select, update on all sequences in schema bullmq to ${applicationRole};
    grant execute on all functions in schema bullmq to ${applicationRole};`);
}

/** The application may see which version the database has, for its health. */
async function grantVersion(client: pg.Client) {
  await client.query(`
    grant usage on schema drizzle to ${applicationRole};
    grant select on drizzle.__drizzle_migrations to ${applicationRole};`);
}
