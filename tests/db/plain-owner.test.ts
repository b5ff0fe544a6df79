import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { applicationRole } from "@/db/client";
import { migrate } from "@/db/migrate";
import { freePort } from "../../scripts/platform/ports.mjs";
import { startPostgres } from "../../scripts/platform/postgres.mjs";

async function ask(config: pg.ClientConfig, statements: string[]) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    for (const statement of statements.slice(0, -1)) await client.query(statement);
    return (await client.query(statements.at(-1)!)).rows;
  } finally {
    await client.end();
  }
}

test("an owner without superuser's rights migrates, twice, and steps down to the application", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-owner-"));
  const server = await startPostgres({
    folder,
    port: await freePort(),
    password: "a password",
    log: join(folder, "log"),
    durable: false,
    ephemeral: true,
  });
  try {
    await ask({ connectionString: server.ownerUrl }, [
      "create role city login createrole password 'city'",
      "create database city owner city",
    ]);
    const url = new URL(server.ownerUrl);
    Object.assign(url, { username: "city", password: "city", pathname: "/city" });
    await migrate(url.toString());
    await migrate(url.toString());

    const steppedDown = { connectionString: url.toString(), options: `-c role=${applicationRole}` };
    expect(await ask(steppedDown, ["select current_user as role"])).toEqual([
      { role: applicationRole },
    ]);
    await expect(ask(steppedDown, ["delete from audit_entries"])).rejects.toThrow(
      /permission denied/,
    );
  } finally {
    await server.stop();
  }
});
