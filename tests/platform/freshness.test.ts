import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourcesFingerprint, stamp } from "../../scripts/platform/freshness.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parent-binding-sources-"));
  mkdirSync(join(folder, "app/review"), { recursive: true });
  writeFileSync(join(folder, "app/review/page.tsx"), "one");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the same sources have the same fingerprint, whenever they were written", () => {
  const before = sourcesFingerprint(folder);
  writeFileSync(join(folder, "app/review/page.tsx"), "one");
  expect(sourcesFingerprint(folder)).toBe(before);
});

test("another word, another name or another file asks for a build", () => {
  const prints = [sourcesFingerprint(folder)];
  writeFileSync(join(folder, "app/review/page.tsx"), "two");
  prints.push(sourcesFingerprint(folder));
  renameSync(join(folder, "app/review"), join(folder, "app/reviews"));
  prints.push(sourcesFingerprint(folder));
  writeFileSync(join(folder, "next.config.ts"), "");
  prints.push(sourcesFingerprint(folder));
  expect(new Set(prints).size).toBe(4);
});

test("what does not go into the pages does not ask for a build", () => {
  const before = sourcesFingerprint(folder);
  mkdirSync(join(folder, "tests"));
  writeFileSync(join(folder, "tests/new.test.ts"), "");
  expect(sourcesFingerprint(folder)).toBe(before);
});

test("work that was begun and not finished is not taken as done", () => {
  const done = stamp(join(folder, ".local/build"));
  done.set("a");
  expect([done.holds("a"), done.holds("b")]).toEqual([true, false]);
  done.clear();
  expect(done.holds("a")).toBe(false);
});
