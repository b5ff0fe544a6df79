import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { freePort } from "../../scripts/platform/ports.mjs";
import { startPostgres } from "../../scripts/platform/postgres.mjs";
import { isAlive, until } from "../../scripts/platform/processes.mjs";

async function ask(url: string, question: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(question);
  await client.end();
  return rows;
}

const serverPid = (folder: string) =>
  Number(readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n")[0]);

test("what was committed is there after keeper and server were killed, one after the other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-embedded-"));
  const options = { folder, password: "a password", log: join(folder, "log"), durable: false };
  const first = await startPostgres({ ...options, port: await freePort() });
  await ask(first.ownerUrl, "create table kept as select 1 as fact");

  const orphan = serverPid(folder);
  first.keeper.kill("SIGKILL");
  const second = await startPostgres({ ...options, port: await freePort() });
  expect(isAlive(orphan)).toBe(false);
  expect(await ask(second.ownerUrl, "select fact from kept")).toEqual([{ fact: 1 }]);

  process.kill(serverPid(folder), "SIGKILL");
  await until(() => second.keeper.exitCode !== null, { withinMs: 10_000 });
  const third = await startPostgres({ ...options, port: await freePort(), ephemeral: true });
  expect(await ask(third.ownerUrl, "select fact from kept")).toEqual([{ fact: 1 }]);
  await third.stop();
  expect(existsSync(folder)).toBe(false);
});
