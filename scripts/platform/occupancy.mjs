import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { local } from "./paths.mjs";
import { PlainError } from "./plain.mjs";
import { commandOf, isAlive } from "./processes.mjs";

const file = () => local("runtime.json");

/** What runs in this folder now: `{ pid, command, environment? }`, or undefined. */
export function occupant() {
  const noted = read();
  if (!noted || !isAlive(noted.pid)) return undefined;
  const command = commandOf(noted.pid);
  // A number that now belongs to another program is a trace of a killed start, no more.
  return command === "" || command.includes(noted.command) ? noted : undefined;
}

/**
 * Take the folder for this process; only one may run the embedded database.
 * @returns {{ wasKilled: boolean }} whether the one before left without tidying up
 */
export function occupy(command) {
  const other = occupant();
  if (other && other.pid !== process.pid) {
    throw new PlainError(
      `Already running here as process ${other.pid} (${other.command}): stop that one first.`,
    );
  }
  const wasKilled = read() !== undefined;
  rmSync(file(), { force: true });
  try {
    write({ pid: process.pid, command }, "wx");
  } catch (error) {
    if (error.code === "EEXIST") throw new PlainError("Another start is just beginning here.");
    throw error;
  }
  return { wasKilled };
}

const shared = ["DATABASE_URL", "DATABASE_APP_URL", "REDIS_URL", "REGISTRY_URL", "PORT"];

/** Tell other commands how to reach what runs: addresses, with passwords, for the owner's eyes. */
export function announce(environment) {
  const set = shared.filter((name) => environment[name]);
  const addresses = Object.fromEntries(set.map((name) => [name, environment[name]]));
  write({ ...read(), environment: addresses }, "w");
}

export function leave() {
  if (read()?.pid === process.pid) rmSync(file(), { force: true });
}

function write(noted, flag) {
  writeFileSync(file(), JSON.stringify(noted, null, 2), { mode: 0o600, flag });
}

function read() {
  if (!existsSync(file())) return undefined;
  try {
    return JSON.parse(readFileSync(file(), "utf8"));
  } catch {
    return { pid: 0, command: "?" };
  }
}
