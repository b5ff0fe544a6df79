// node scripts/run.mjs FILE args…: a TypeScript script with this machine's settings and database.
import { spawn } from "node:child_process";
import { openDatabase } from "./platform/database.mjs";
import { ensureInstalled } from "./platform/install.mjs";
import { completeEnvironment } from "./platform/local-env.mjs";
import { leave, occupant, occupy } from "./platform/occupancy.mjs";
import { local, makeLocal, root } from "./platform/paths.mjs";
import { sentenceFor } from "./platform/plain.mjs";
import { requireNode } from "./platform/requirements.mjs";

const [file, ...args] = process.argv.slice(2);
const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** These make something from nothing; a benchmark brings a database of its own. */
const withoutDatabase = [
  "scripts/demo-city.ts",
  "scripts/docs-states.ts",
  "scripts/docs-personal-data.ts",
  "bench/main.ts",
];

async function main() {
  requireNode();
  process.chdir(root);
  makeLocal();
  await ensureInstalled(say);
  const places = { file: local("env"), data: local("postgres", "data") };
  const environment = completeEnvironment({ ...places, given: process.env });
  const database = await reach(environment);
  try {
    return await finished(
      spawn(process.execPath, ["--import", "tsx", file, ...args], {
        cwd: root,
        env: environment,
        stdio: "inherit",
      }),
    );
  } finally {
    await database?.stop();
    if (database) leave();
  }
}

/** The database of a running `npm start`, or the embedded one, started for as long as we need it. */
async function reach(environment) {
  if (environment.DATABASE_URL || withoutDatabase.includes(file)) return undefined;
  const running = occupant();
  if (running?.environment) {
    Object.assign(environment, running.environment);
    return undefined;
  }
  occupy("run.mjs");
  const database = await openDatabase(environment);
  Object.assign(environment, database.environment);
  return database;
}

/** Ctrl-C reaches the script by the terminal, other signals through us; then we tidy up. */
function finished(child) {
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

main().then(
  (code) => process.exit(code),
  (error) => {
    say(sentenceFor(error));
    leave();
    process.exit(1);
  },
);
