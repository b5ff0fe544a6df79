import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { next } from "../scripts/platform/build.mjs";
import { freePort } from "../scripts/platform/ports.mjs";

/** A web process of the given project, ready to answer. */
export async function serve(folder: string) {
  const port = String(await freePort());
  const env = { ...process.env, NODE_ENV: "production" as const, PORT: port };
  const words = [next, "start", folder, "-p", port];
  const child = spawn(process.execPath, words, { env, stdio: "ignore" });
  const url = `http://localhost:${port}`;
  for (let triesLeft = 150; triesLeft > 0; triesLeft--) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return { url, stop: () => stop(child) };
    await setTimeout(200);
  }
  await stop(child);
  throw new Error(`${folder} does not answer`);
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
