import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";

/**
 * Each test file works in its own copy of the migrated template, as the application's own login,
 * so files run side by side, never clean up rows and meet the rights they will meet in production.
 */
const { ownerUrl, appPassword, template } = inject("postgres");
const name = `binding_test_${randomBytes(4).toString("hex")}`;

await asOwner("postgres", `create database ${name} template ${template}`);

export const ownerDatabaseUrl = at(ownerUrl, name);
process.env.DATABASE_URL = ownerDatabaseUrl;
process.env.DATABASE_APP_URL = at(ownerUrl, name, { user: "parent_binding_app", appPassword });

afterAll(async () => {
  const { disconnect } = await import("@/db/client");
  await disconnect();
  await asOwner("postgres", `drop database if exists ${name} with (force)`);
});

/** Run statements as the owner of the database: what an administrator, or a thief, could do. */
export async function asOwner(database: string, statements: string) {
  const client = new pg.Client({ connectionString: at(ownerUrl, database) });
  await client.connect();
  try {
    return await client.query(statements);
  } finally {
    await client.end();
  }
}

/** As `asOwner`, in this file's own database. */
export const asOwnerHere = (statements: string) => asOwner(name, statements);

function at(url: string, database: string, login?: { user: string; appPassword: string }) {
  const target = new URL(url);
  target.pathname = `/${database}`;
  if (login) {
    target.username = login.user;
    target.password = login.appPassword;
  }
  return target.toString();
}
