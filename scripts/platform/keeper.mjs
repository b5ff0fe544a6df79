// Keeps one PostgreSQL: starts it, and stops it in order when told to or when its parent is gone.
// PostgreSQL itself would go on for ever after `kill -9` of the process that started it.
import { spawn, spawnSync } from "node:child_process";
import { openSync, rmSync } from "node:fs";
import { whenOrphaned } from "./processes.mjs";

const { programs, data, flags, ids, log, ephemeralFolder } = JSON.parse(process.argv[2]);

const output = openSync(log, "a");
const server = spawn(programs.postgres, ["-D", data, ...flags], {
  ...ids,
  cwd: data,
  stdio: ["ignore", output, output],
});

/** "fast" ends the sessions and writes everything down; data files are whole afterwards. */
function stop() {
  const stopping = ["stop", "-D", data, "-m", "fast", "-w", "-t", "60"];
  spawnSync(programs.pg_ctl, stopping, { ...ids, cwd: data });
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
whenOrphaned(stop);

// The interval of whenOrphaned does not hold this process; its child does.
server.once("error", () => process.exit(127));
server.once("exit", (code) => {
  if (ephemeralFolder) rmSync(ephemeralFolder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
