import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../../scripts/platform/ports.mjs";
import { startSimulator } from "../../scripts/simulator/server";
import "./database";

const root = new URL("../..", import.meta.url).pathname;

/** A process of the service with what it printed, which is shown only when it does not come up. */
function start(command: string, words: string[], env: Record<string, string>) {
  const child = spawn(command, words, {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  }
  return { child, said };
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  if (ended(child)) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** The whole service on this file's own database: web, worker, registry simulator, real HTTP. */
export async function startService() {
  const port = String(await freePort());
  const simulator = await startSimulator();
  const url = `http://localhost:${port}`;
  const env = { PORT: port, PUBLIC_URL: url, REGISTRY_URL: simulator.url };
  Object.assign(process.env, env);

  const next = ["node_modules/next/dist/bin/next", "start", "-p", port];
  const web = start(process.execPath, next, env);
  const startWorker = () => start(process.execPath, ["--import", "tsx", "jobs/worker.ts"], env);
  let worker = startWorker();
  await untilHealthy(url, () => [...web.said, ...worker.said].join(""));

  return {
    url,
    simulator,
    /** What web and worker logged so far: no name and no number may stand in it. */
    logs: () => [...web.said, ...worker.said].join(""),
    killWorker: () => stop(worker.child, "SIGKILL"),
    reviveWorker: () => {
      worker = startWorker();
    },
    async stop() {
      await Promise.all([stop(web.child, "SIGTERM"), stop(worker.child, "SIGTERM")]);
      await simulator.close();
    },
  };
}

async function untilHealthy(url: string, said: () => string) {
  for (let triesLeft = 300; triesLeft > 0; triesLeft--) {
    const healthy = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await setTimeout(200);
  }
  throw new Error(`the service did not come up:\n${said().slice(-2_000)}`);
}

export type Service = Awaited<ReturnType<typeof startService>>;
