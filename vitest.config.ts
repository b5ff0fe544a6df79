import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

// Half an hour off the hour, far from Taipei: code that borrows the machine's zone is caught.
const zone = "America/St_Johns";
process.env.TZ = zone;

const resolve = {
  alias: [
    { find: /^@\//, replacement: root },
    { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
  ],
};

/** Pure: no database, no network. */
const pureTests = [
  "tests/house.test.ts",
  "tests/{domain,emails,lib,platform,docs}/**/*.test.{ts,tsx}",
];
const jobTests = ["tests/jobs/**/*.test.{ts,tsx}"];
const journeys = ["tests/journeys/**/*.test.{ts,tsx}"];

/** Invented keys, the same in every run, so that a failing run can be repeated. */
const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
const env = {
  TZ: zone,
  LOG_LEVEL: "silent",
  SESSION_SECRET: key(1),
  PERSONAL_DATA_KEYS: `test:${key(2)}`,
  BLIND_INDEX_KEY: key(3),
  LINK_KEY: key(4),
  TRAIL_KEY: key(5),
};

type Settings = NonNullable<TestProjectInlineConfiguration["test"]>;

function project(name: string, test: Settings): TestProjectInlineConfiguration {
  return { resolve, test: { name, env, ...test } };
}

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      project("unit", { include: pureTests, sequence: { groupOrder: 0 } }),
      project("database", {
        include: ["tests/**/*.test.{ts,tsx}"],
        exclude: [...pureTests, ...jobTests, ...journeys],
        globalSetup: ["tests/support/global.ts"],
        testTimeout: 30_000,
        hookTimeout: 60_000,
        sequence: { groupOrder: 1 },
      }),
      project("jobs", {
        include: jobTests,
        globalSetup: ["tests/support/global.ts", "tests/support/redis.ts"],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        sequence: { groupOrder: 2 },
      }),
      project("browser", {
        include: journeys,
        globalSetup: ["tests/support/global.ts"],
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
        sequence: { groupOrder: 3 },
      }),
    ],
  },
});
