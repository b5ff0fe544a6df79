import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireSpace } from "../../scripts/platform/disk.mjs";
import { requireDatabase, requireRedis } from "../../scripts/platform/outside.mjs";
import { sentenceFor } from "../../scripts/platform/plain.mjs";
import { freePort, requireFree } from "../../scripts/platform/ports.mjs";
import { requireNode } from "../../scripts/platform/requirements.mjs";

let server: Server;
let busy: number;

beforeAll(async () => {
  busy = await freePort();
  server = createServer().listen(busy, "127.0.0.1");
});
afterAll(() => server.close());

/** The sentence a fault ends with. */
async function told(attempt: () => unknown) {
  try {
    await attempt();
  } catch (error) {
    return sentenceFor(error);
  }
  return "no fault";
}

test("a busy port is named, with the way to take another", async () => {
  expect(await told(() => requireFree(busy, "127.0.0.1"))).toBe(
    `Port ${busy} is in use by another program: stop that one, or start with PORT=${busy + 1} npm start.`,
  );
});

test("a preferred port that is taken is replaced by a free one", async () => {
  expect(await freePort(busy)).not.toBe(busy);
});

test("an absent database is named by host and setting, never with its password", async () => {
  const url = "postgres://owner:secret@127.0.0.1:9/city";
  expect(await told(() => requireDatabase(url, "DATABASE_URL"))).toBe(
    "No database answers at 127.0.0.1:9: start it, or correct DATABASE_URL.",
  );
});

test("an absent Redis is named by its host, never with its password", async () => {
  expect(await told(() => requireRedis("redis://:secret@127.0.0.1:9"))).toBe(
    "No Redis answers at 127.0.0.1:9: start it, or correct REDIS_URL.",
  );
});

test("an old Node.js is told in one sentence, a newer one passes", async () => {
  expect(await told(() => requireNode("18.19.1"))).toMatch(/^This needs Node.js 20.19 or newer/);
  expect(await told(() => requireNode("20.18.0"))).toMatch(/found 20.18.0/);
  expect(await told(() => requireNode("20.19.0"))).toBe("no fault");
  expect(await told(() => requireNode("24.1.0"))).toBe("no fault");
});

test("a disk with too little room is told before anything is written on it", async () => {
  expect(await told(() => requireSpace(`${tmpdir()}/not-yet-there`, 1e9, "the build"))).toMatch(
    /^The disk is full: the build needs 1000000000 MB/,
  );
});

test("a full disk met half-way is one sentence, and no fault shows its stack", async () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
  });
  expect(sentenceFor(full)).toBe("The disk is full: free some space, then try again.");
  expect(sentenceFor(new Error("first line\n    at somewhere"))).toBe("first line");
});
