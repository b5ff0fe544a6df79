// npm test: sets up all it needs, runs every part, and closes with the counts.
import { ensureBuilt } from "./platform/build.mjs";
import { ensureInstalled } from "./platform/install.mjs";
import { endTogether, hermetic, lint, tests, types } from "./platform/parts.mjs";
import { makeLocal, root } from "./platform/paths.mjs";
import { sentenceFor } from "./platform/plain.mjs";
import { requireNode } from "./platform/requirements.mjs";
import { ensureSystemPackages, findBrowser } from "./platform/system-packages.mjs";

const say = (sentence) => process.stdout.write(`${sentence}\n`);
const env = hermetic(process.env);
const house = "tests/house.test.ts";

/** The parts in the order of their cost: what is cheap to know is told first. */
const parts = [
  ["types", () => types(env)],
  ["lint", () => lint(env)],
  ["house", () => tests("house", ["--project", "unit", house], env)],
  ["unit", () => tests("unit", ["--project", "unit", "--exclude", house], env)],
  ["database", () => tests("database", ["--project", "database"], env)],
  ["jobs", () => tests("jobs", ["--project", "jobs"], env)],
  ["build", () => ensureBuilt(env, say)],
  ["browser", () => tests("browser", ["--project", "browser"], env)],
];

async function main() {
  requireNode();
  process.chdir(root);
  makeLocal();
  endTogether();
  await ensureInstalled(say);
  await ensureSystemPackages(say);
  env.CHROMIUM = findBrowser();

  const results = [];
  for (const [name, work] of parts) results.push(await timed(name, work));
  say("");
  for (const { name, seconds, counts } of results) say(line(name, seconds, counts));

  const sum = (kind) => results.reduce((total, { counts }) => total + counts[kind], 0);
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map(sum);
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 ? 0 : 1;
}

async function timed(name, work) {
  const startedAt = Date.now();
  say(`\n— ${name}`);
  const counts = asCounts(await work().catch(told));
  return { name, counts, seconds: Math.round((Date.now() - startedAt) / 1000) };
}

/** Types, lint and the build are no tests: passed they count nothing, failed they count one. */
function asCounts(result) {
  if (typeof result === "object") return result;
  return { passed: 0, failed: result === false ? 1 : 0, skipped: 0 };
}

function told(error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  return false;
}

function line(name, seconds, { passed, failed, skipped }) {
  const counts = passed + skipped > 0 ? `${passed} passed, ${failed} failed` : "";
  return `${name.padEnd(10)} ${String(seconds).padStart(5)} s  ${counts || (failed ? "failed" : "fine")}`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    told(error);
    process.exitCode = 1;
  },
);
