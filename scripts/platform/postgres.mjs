import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireSpace } from "./disk.mjs";
import { diskFull, PlainError, speaksOfFullDisk } from "./plain.mjs";
import { settle } from "./postgres-files.mjs";
import { commandOf, holdsNumber, isAlive, run, until } from "./processes.mjs";

/** The superuser of an embedded cluster; it owns the schema there. */
export const clusterOwner = "postgres";

/** Without these a crash of the machine may lose data: for tests only. */
const fleeting = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const steady = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "password_encryption=scram-sha-256",
  "max_connections=200",
  "timezone=UTC",
  "log_timezone=UTC",
  // Its own log must not hold what the rows hold: no statement, no parameter, no failing row.
  "log_error_verbosity=terse",
  "log_min_error_statement=panic",
  "log_statement=none",
  "log_parameter_max_length=0",
  "log_parameter_max_length_on_error=0",
  // A failing row, or the statement that wrote it, names people.
  "log_error_verbosity=terse",
  "log_min_error_statement=panic",
];

/**
 * Start the embedded PostgreSQL whose files lie in `folder`, making it first when there is none.
 * A cluster left behind by a killed start is stopped first. `durable: false` trades safety for
 * speed; `ephemeral` removes the folder when the server stops.
 * @param {{ folder: string, port: number, password: string, log: string, durable?: boolean, ephemeral?: boolean }} wanted
 * @returns {Promise<{ ownerUrl: string, keeper: import("node:child_process").ChildProcess, stop: () => Promise<void> }>}
 */
export async function startPostgres({ folder, port, password, log, durable = true, ephemeral }) {
  const place = settle(folder);
  const cluster = { ...place, port, password, log, durable };
  if (!existsSync(place.data)) await makeCluster(cluster);
  await stopLeftover(cluster);
  const keeper = startKeeper(cluster, ephemeral ? place.seat : undefined);
  await untilReady(cluster, keeper);

  const ownerUrl = `postgres://${clusterOwner}:${password}@127.0.0.1:${port}/postgres`;
  return {
    ownerUrl,
    keeper,
    /** End sessions, write everything down, and resolve when the server is gone. */
    stop: async () => {
      if (keeper.exitCode !== null || keeper.signalCode !== null) return;
      const gone = new Promise((resolve) => keeper.once("exit", resolve));
      keeper.kill("SIGTERM");
      await gone;
    },
  };
}

/** Made aside and then renamed, so a start killed half-way leaves nothing that looks finished. */
async function makeCluster({ seat, data, ids, programs, password, durable }) {
  requireSpace(seat, 300, "the embedded database");
  const partial = `${data}.partial`;
  const passwordFile = join(seat, "password");
  rmSync(partial, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if ("uid" in ids) chownSync(passwordFile, ids.uid, ids.gid);

  const flags = [
    ...["-D", partial, "-U", clusterOwner, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
    ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ...(durable ? [] : ["--no-sync"]),
  ];
  const { code, output } = await run(programs.initdb, flags, {
    ...ids,
    cwd: seat,
    env: plainEnv(),
  });
  unlinkSync(passwordFile);
  if (code !== 0)
    throw new PlainError(`The embedded database could not be made: ${reasonIn(output)}`);
  renameSync(partial, data);
}

/** The parent's PG* variables would lead the programs elsewhere; they get a language and a path. */
function plainEnv() {
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return { PATH, SystemRoot, TMPDIR, LC_ALL: "C" };
}

async function stopLeftover({ data, ids, programs }) {
  const pid = lockedBy(data);
  if (!holdsNumber(pid)) return; // PostgreSQL clears that away, and looks closer than we could
  const isPostgres = isAlive(pid) && /postgres/.test(commandOf(pid) || "postgres");
  // A zombie, or another program with its number: PostgreSQL would refuse to start.
  if (!isPostgres) return unlinkSync(join(data, "postmaster.pid"));
  for (const mode of ["fast", "immediate"]) {
    const stop = ["stop", "-D", data, "-m", mode, "-w", "-t", "30"];
    if ((await run(programs.pg_ctl, stop, { ...ids, cwd: data })).code === 0) return;
  }
  throw new PlainError(
    `An earlier embedded database (process ${pid}) does not stop: end it first.`,
  );
}

const lockedBy = (data) => Number(readLock(data).split("\n")[0]);

function startKeeper({ data, ids, programs, port, log, durable }, ephemeralFolder) {
  const settings = [`port=${port}`, ...steady, ...(durable ? [] : fleeting)];
  const flags = settings.flatMap((setting) => ["-c", setting]);
  const orders = JSON.stringify({ programs, data, flags, ids, log, ephemeralFolder });
  const keeper = fileURLToPath(new URL("keeper.mjs", import.meta.url));
  // Detached: Ctrl-C in a terminal must reach the database last, through us.
  return spawn(process.execPath, [keeper, orders], {
    detached: true,
    stdio: "ignore",
    env: plainEnv(),
  });
}

async function untilReady({ data, log }, keeper) {
  const written = existsSync(log) ? statSync(log).size : 0;
  const isReady = () => {
    const lines = readLock(data).trimEnd().split("\n");
    return lines.at(-1)?.trim() === "ready" && isAlive(Number(lines[0])); // not a killed one's lock
  };
  const hasEnded = () => keeper.exitCode !== null || keeper.signalCode !== null;
  const settled = await until(() => isReady() || hasEnded(), { withinMs: 120_000 });
  if (settled && !hasEnded()) return;
  keeper.kill("SIGTERM");
  const words = existsSync(log) ? readFileSync(log, "utf8").slice(written) : "";
  throw new PlainError(`The embedded database did not start: ${reasonIn(words)}`);
}

function readLock(data) {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8");
  } catch {
    return "";
  }
}

/** What PostgreSQL says went wrong, without its time stamp and level. */
function reasonIn(words) {
  if (speaksOfFullDisk(words)) return diskFull;
  const line = words.split("\n").findLast((text) => /FATAL|PANIC|error:/.test(text));
  return line?.replace(/^.*?(FATAL|PANIC|error):\s*/, "") ?? "its log says nothing.";
}
