import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Does a process of this number work? Also true for one of another user; false for a zombie. */
export function isAlive(pid) {
  return holdsNumber(pid) && !isZombie(pid);
}

/** Is the number taken? A process that ended keeps its number until its parent has noticed. */
export function holdsNumber(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** The command line of a process, or "" when it is gone or the system does not tell. */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return commandFromPs(pid);
  }
}

function commandFromPs(pid) {
  if (process.platform === "win32" || process.platform === "linux") return "";
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** Wait until `holds()` answers true, asking every `everyMs`. False when the time is over. */
export async function until(holds, { withinMs, everyMs = 50 }) {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    if (await holds()) return true;
    await delay(everyMs);
  }
  return Boolean(await holds());
}

/** Run a program to its end. Resolves with its exit code and what it wrote, never rejects. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", (error) => resolve({ code: 127, output: error.message, error }));
    child.once("close", (code, signal) => resolve({ code: code ?? 128, signal, output }));
  });
}

/**
 * Call `left()` once when the process that started this one is gone: a child asks every second
 * whose child it is, so nothing keeps running after its parent was killed.
 */
export function whenOrphaned(left) {
  const parent = process.ppid;
  const starter = starterBehind(parent);
  const asking = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && starterBehind(parent) === starter) return;
    clearInterval(asking);
    left();
  }, 1_000);
  asking.unref();
}

/** npm starts a shell and the shell starts us: then it is npm that must not be gone. */
function starterBehind(parent) {
  if (!/^(\S*\/)?(ba|da)?sh -c /.test(commandOf(parent))) return undefined;
  try {
    // The fourth field of stat, counted after the name in brackets, is the parent's number.
    return readFileSync(`/proc/${parent}/stat`, "utf8").split(") ").at(-1).split(" ")[1];
  } catch {
    return undefined;
  }
}
