import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { locks } from "@/db/locks";
import { inside, showing } from "../support/sources";

test("no two works hold the same lock", () => {
  const numbers = Object.values(locks);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("writers of the trail share the lock that its sealer takes alone", () => {
  const trigger = readFileSync("db/migrations/0001_rights.sql", "utf8");
  expect(trigger).toContain(`pg_advisory_xact_lock_shared(${locks.trail})`);
});

test("the numbers of locks stand in one list", () => {
  const numbered = showing(inside("app", "commands", "db", "jobs"), /4_?063_?0\d\d/);
  expect(numbered).toEqual(["db/locks.ts"]);
});
