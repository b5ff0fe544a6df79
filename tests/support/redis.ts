import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../../scripts/platform/ports.mjs";
import { until } from "../../scripts/platform/processes.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a real Redis, empty at the start of the run. */
    redis: string;
  }
}

/** A real Redis for the run, set up like production but for its memory-only data. */
export default async function setup(project: TestProject) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-redis-"));
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  const server = spawn("redis-server", [...settings, "--maxmemory-policy", "noeviction"], {
    stdio: "ignore",
  });
  let failure: Error | undefined;
  server.once("error", (error) => {
    failure = error;
  });

  const answered = await until(() => failure !== undefined || answers(port), { withinMs: 10_000 });
  if (failure || !answered) throw new Error("redis-server does not start: `npm test` installs it.");
  project.provide("redis", `redis://127.0.0.1:${port}`);

  return async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

function answers(port: number) {
  return new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
