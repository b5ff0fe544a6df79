import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { local, root } from "./paths.mjs";

const program = (path) => join(root, "node_modules", path);
const biome = program("@biomejs/biome/bin/biome");
const vitest = program("vitest/vitest.mjs");

/** The user's own services and settings must not leak into a test run. */
const foreign =
  /^(DATABASE_|REDIS_|RESEND_|REGISTRY_|TRUSTED_|PUBLIC_URL|PORT$|MAIL_|LOG_|NODE_ENV|TZ$|PG)/;

export function hermetic(environment) {
  const own = Object.entries(environment).filter(([name]) => !foreign.test(name));
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1" }; // a log file shows no colours
  return { ...Object.fromEntries(own), ...plain, NEXT_TELEMETRY_DISABLED: "1" };
}

/** Parts that only pass or fail. Next writes types for routes; the compiler needs them. */
export const types = async (env) =>
  (await node([program("next/dist/bin/next"), "typegen"], env, "quiet")) &&
  (await node([program("typescript/bin/tsc"), "--noEmit"], env));

export function lint(env) {
  const colours = env.NO_COLOR ? ["--colors=off"] : [];
  return node([biome, "ci", "--error-on-warnings", ...colours], env);
}

/**
 * A part made of tests. Resolves with the counts of its report; a run without a report, or with a
 * file that could not even be read, counts as one failure more.
 */
export async function tests(name, args, env) {
  const report = local("test", `${name}.json`);
  rmSync(report, { force: true });
  // A browser test takes long: each is told when it ends, not each file.
  const words = name === "browser" ? "verbose" : "default";
  const reporters = [`--reporter=${words}`, "--reporter=json", `--outputFile.json=${report}`];
  const isGreen = await node([vitest, "run", ...args, ...reporters], env);
  if (!existsSync(report)) process.stdout.write(`The ${name} tests ended without a report.\n`);
  return countsOf(report, isGreen);
}

export function countsOf(report, isGreen) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const failed = numFailedTests === 0 && !isGreen ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

let current;

/** Run a Node.js program to its end; true when it ended well. Its words are shown unless `quiet`. */
function node(args, env, sound = "inherit") {
  const quiet = sound === "quiet";
  const stdio = quiet ? ["ignore", "ignore", "inherit"] : ["ignore", "inherit", "inherit"];
  return new Promise((resolve) => {
    current = spawn(process.execPath, args, { cwd: root, env, stdio });
    current.once("error", () => resolve(false));
    current.once("exit", (code) => resolve(code === 0));
  });
}

/** A test run that is told to end passes it on, and ends as failed. */
export function endTogether() {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      current?.kill(signal);
      process.exit(130);
    });
  }
}
