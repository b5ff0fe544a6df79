import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keepRunning } from "../../scripts/platform/children.mjs";
import { columns } from "../../scripts/platform/columns.mjs";
import { countsOf } from "../../scripts/platform/parts.mjs";
import { makeLocal } from "../../scripts/platform/paths.mjs";
import { isAlive, until } from "../../scripts/platform/processes.mjs";

makeLocal();
const folder = mkdtempSync(join(tmpdir(), "parent-binding-children-"));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { ...process.env };

test("a child that dies is started again; one that keeps dying ends in one sentence", async () => {
  const said: string[] = [];
  const error = await new Promise<Error>((giveUp) => {
    const say = (sentence: string) => void said.push(sentence);
    const args = ["-e", "process.exit(3)"];
    keepRunning({ name: "test child", args, env, say, giveUp, waitMs: 1 });
  });
  expect(said).toEqual(Array(4).fill("The test child ended (code 3); starting it again."));
  expect(error.message).toBe("The test child keeps ending: .local/logs/test-child.log says why.");
});

test("a stopped child is gone and does not come back", async () => {
  const pidFile = join(folder, "pid");
  const program = `require("fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    setInterval(() => {}, 1000);`;
  const ignore = () => {};
  const child = keepRunning({
    name: "test child",
    args: ["-e", program],
    env,
    say: ignore,
    giveUp: ignore,
  });
  const readPid = () => {
    try {
      return Number(readFileSync(pidFile, "utf8"));
    } catch {
      return 0;
    }
  };
  expect(await until(() => readPid() > 0, { withinMs: 10_000 })).toBe(true);
  await child.stop();
  expect([isAlive(readPid()), child.isRunning()]).toEqual([false, false]);
});

test("a run without a report, or one that failed before its tests, counts as failed", () => {
  const report = join(folder, "report.json");
  expect(countsOf(report, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  const counts = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  writeFileSync(report, JSON.stringify(counts));
  expect(countsOf(report, false)).toEqual({ passed: 4, failed: 1, skipped: 0 });
  expect(countsOf(report, true)).toEqual({ passed: 4, failed: 0, skipped: 0 });
});

test("a table stays aligned where a Chinese character takes two columns", () => {
  expect(
    columns([
      ["a", "b"],
      ["學校", "c"],
    ]),
  ).toBe("a     b\n學校  c");
});
