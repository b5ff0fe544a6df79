import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { local, root } from "./paths.mjs";
import { diskFull, PlainError, speaksOfFullDisk } from "./plain.mjs";

const leash = new URL("leash.mjs", import.meta.url).href;
const logMax = 20_000_000;

/** A death sooner than this after its start is a quick one; this many in a row and we give up. */
const quickMs = 30_000;
const quickDeathsMax = 5;

/** How long a child may take to finish its work before it is killed. */
const patienceMs = 20_000;

const logName = (name) => `${name.replaceAll(" ", "-")}.log`;

/** A log of one child under `.local/logs`; a long one is put aside first. */
export function logFile(name) {
  const file = local("logs", logName(name));
  if (existsSync(file) && statSync(file).size > logMax) renameSync(file, `${file}.1`);
  return file;
}

/**
 * Start a Node.js program and start it again whenever it dies, a little later each time.
 * `say` gets a sentence for each death; `giveUp(error)` is called when it keeps dying.
 * @param {{ name: string, args: string[], env: NodeJS.ProcessEnv, say: (sentence: string) => void, giveUp: (error: Error) => void, waitMs?: number }} child `waitMs`: before the first new start
 */
export function keepRunning({ name, args, env, say, giveUp, waitMs = 500 }) {
  let running;
  let retry;
  let quickDeaths = 0;
  let stopping = false;

  function begin() {
    const startedAt = Date.now();
    running = spawnLogged(name, args, env);
    running.once("exit", (code, signal) => {
      if (stopping) return;
      quickDeaths = Date.now() - startedAt < quickMs ? quickDeaths + 1 : 1;
      if (quickDeaths >= quickDeathsMax) return giveUp(new PlainError(lastWords(name)));
      say(`The ${name} ended (${signal ?? `code ${code}`}); starting it again.`);
      retry = setTimeout(begin, waitMs * 2 ** (quickDeaths - 1));
    });
  }

  begin();
  return {
    isRunning: () => running.exitCode === null && running.signalCode === null,
    stop: () => {
      stopping = true;
      clearTimeout(retry);
      return end(running);
    },
  };
}

/** Ask a process to end and wait until it has; after `patienceMs` it is killed. */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const killing = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone;
  clearTimeout(killing);
}

function spawnLogged(name, args, env) {
  const output = openSync(logFile(name), "a");
  // Detached: Ctrl-C in a terminal reaches the children in our order, not all at once.
  const child = spawn(process.execPath, ["--import", leash, ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.once("error", () => child.emit("exit", 127, null));
  closeSync(output);
  return child;
}

function lastWords(name) {
  const text = readFileSync(local("logs", logName(name)), "utf8").slice(-4_000);
  if (speaksOfFullDisk(text)) return diskFull;
  return `The ${name} keeps ending: .local/logs/${logName(name)} says why.`;
}
