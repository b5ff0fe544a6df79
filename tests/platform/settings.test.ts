import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { completeEnvironment, keep, parse } from "../../scripts/platform/local-env.mjs";
import { requireSettings } from "../../scripts/platform/settings.mjs";

let folder: string;
let file: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parent-binding-env-"));
  file = join(folder, "env");
  data = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true }));

const complete = (given: Record<string, string> = {}) =>
  completeEnvironment({ file, data, given: given as NodeJS.ProcessEnv }) as Record<string, string>;

test("the first start makes keys only its owner can read, the second finds the same", () => {
  const first = complete();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(complete()).toEqual(first);
});

test("what is made up passes the application's own check", async () => {
  await expect(requireSettings(complete())).resolves.toBeDefined();
});

test("the environment wins over what was made up, and an empty value is none", () => {
  const { LINK_KEY } = complete();
  expect(complete({ LINK_KEY: "mine" }).LINK_KEY).toBe("mine");
  expect(complete({ LINK_KEY: "" }).LINK_KEY).toBe(LINK_KEY);
});

test("no key is made up or taken from the file for a service reached over TLS", async () => {
  complete();
  const served = complete({ PUBLIC_URL: "https://binding.example.edu.tw" });
  expect(served).not.toHaveProperty("SESSION_SECRET");
  await expect(requireSettings(served)).rejects.toThrow(/SESSION_SECRET/);
});

test("keys lost while the data is still there are missed, not replaced", () => {
  mkdirSync(data);
  expect(() => complete()).toThrow(/put it back, or remove .local/);
  expect(() => complete({ DATABASE_URL: "postgres://elsewhere/x" })).not.toThrow();
});

test("a broken setting is named in one sentence, without its value", async () => {
  const broken = { ...complete(), REDIS_URL: "http://secret-host" };
  const told = requireSettings(broken).catch((error: Error) => error.message);
  expect(await told).toMatch(/^The setting REDIS_URL /);
  expect(await told).not.toMatch(/secret-host|\n/);
});

test("a value kept for the next start leaves the others as they are", () => {
  const { LINK_KEY } = complete();
  keep(file, "EMBEDDED_PORT", 5_433);
  expect(complete()).toMatchObject({ LINK_KEY, EMBEDDED_PORT: "5433" });
});

test("remarks are passed over and a value may hold an equals sign", () => {
  writeFileSync(file, "# remark\nKEY=abc=\n");
  expect(parse(readFileSync(file, "utf8"))).toEqual({ KEY: "abc=" });
});
