import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { completeEnvironment, isOnlyHere, keep, parse } from "../../scripts/platform/local-env.mjs";
import { listeningHost } from "../../scripts/platform/services.mjs";
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
  for (const PUBLIC_URL of ["https://binding.example.edu.tw", " HTTPS://binding.example.edu.tw"]) {
    const served = complete({ PUBLIC_URL });
    expect(served).not.toHaveProperty("SESSION_SECRET");
    await expect(requireSettings(served)).rejects.toThrow(/SESSION_SECRET/);
  }
});

const served = {
  PUBLIC_URL: "HTTPS://binding.example.edu.tw",
  RESEND_API_KEY: "re_invented_key",
  REGISTRY_URL: "https://registry.example.gov.tw",
  TRUSTED_PROXIES: "1",
};
const told = (settings: Record<string, string>) =>
  requireSettings({ ...complete(), ...settings }).then(
    () => undefined,
    (error: Error) => error.message,
  );

test("whoever is served over TLS, however it is spelled, names mail, registry and proxy", async () => {
  expect(await told(served)).toBeUndefined();
  for (const name of ["RESEND_API_KEY", "REGISTRY_URL", "TRUSTED_PROXIES"]) {
    expect(await told({ ...served, [name]: "" })).toMatch(`The setting ${name} `);
  }
  expect(await told({ ...served, TRUSTED_PROXIES: "0" })).toMatch(/must be at least 1/);
});

test("children's numbers go to the registry over TLS, or do not leave this machine", async () => {
  const asked = (REGISTRY_URL: string) => told({ ...served, REGISTRY_URL });
  expect(await asked("http://registry.example.gov.tw")).toMatch(/REGISTRY_URL must be https/);
  expect(await asked("http://127.0.0.1.example.gov.tw")).toMatch(/REGISTRY_URL must be https/);
  for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
    expect(await asked(`http://${host}:4010`)).toBeUndefined();
  }
});

test.each([
  ["", true],
  ["http://localhost:3000", true],
  ["HTTP://LOCALHOST:3000/", true],
  ["http://127.0.0.1:3000", true],
  ["http://[::1]:3000", true],
  ["http://192.168.1.20:3000", false],
  ["http://localhost.example.edu.tw", false],
  ["https://binding.example.edu.tw", false],
])("with the address %j the service listens on this machine only: %j", (PUBLIC_URL, onlyHere) => {
  expect(isOnlyHere({ PUBLIC_URL })).toBe(onlyHere);
  expect(listeningHost({ PUBLIC_URL })).toBe(onlyHere ? "127.0.0.1" : "0.0.0.0");
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
