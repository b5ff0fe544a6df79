import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { next } from "./build.mjs";
import { keepRunning } from "./children.mjs";
import { answersFile } from "./city.mjs";
import { isOnlyHere } from "./local-env.mjs";
import { PlainError } from "./plain.mjs";
import { freePort } from "./ports.mjs";

const healthyWithinMs = 90_000;

/** Only this machine is served until somebody says under which address others come. */
export const listeningHost = (environment) => (isOnlyHere(environment) ? "127.0.0.1" : "0.0.0.0");

/** Start the registry simulator and resolve with its address. */
export async function startSimulator(environment, { say, giveUp }) {
  const port = await freePort();
  const answers = existsSync(answersFile) ? ["--answers", answersFile] : [];
  const args = ["--import", "tsx", "scripts/registry-simulator.ts", "--port", String(port)];
  const child = keepRunning({
    name: "registry simulator",
    args: [...args, ...answers],
    env: environment,
    say,
    giveUp,
  });
  return { url: `http://127.0.0.1:${port}`, stop: child.stop };
}

export function startWorker(environment, isDev, { say, giveUp }) {
  const watching = ["node_modules/tsx/dist/cli.mjs", "watch", "jobs/worker.ts"];
  const args = isDev ? watching : ["--import", "tsx", "jobs/worker.ts"];
  return keepRunning({ name: "worker", args, env: environment, say, giveUp });
}

export function startWeb(environment, isDev, { say, giveUp }) {
  const where = ["-p", String(environment.PORT), "-H", listeningHost(environment)];
  const args = [next, isDev ? "dev" : "start", ...where];
  return keepRunning({ name: "web server", args, env: environment, say, giveUp });
}

/** Wait until `url` answers 200; when it does not, say in one sentence what it answered last. */
export async function untilHealthy(name, url, signal) {
  const end = Date.now() + healthyWithinMs;
  let last = "nothing";
  while (Date.now() < end) {
    signal.throwIfAborted();
    const answer = await ask(url);
    if (answer.ok) return;
    last = answer.words;
    await delay(250);
  }
  throw new PlainError(`The ${name} is not healthy after ${healthyWithinMs / 1000} s: ${last}.`);
}

async function ask(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const words = response.ok ? "" : (await response.text()).slice(0, 200);
    return { ok: response.ok, words: `${response.status} ${words}`.trim() };
  } catch {
    return { ok: false, words: "no answer" };
  }
}
