import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { PlainError } from "./plain.mjs";

const key = () => randomBytes(32).toString("base64");

/** What a start makes up for itself, once: the secrets of the application … */
const keys = {
  SESSION_SECRET: key,
  PERSONAL_DATA_KEYS: () => `k1:${key()}`,
  BLIND_INDEX_KEY: key,
  LINK_KEY: key,
  TRAIL_KEY: key,
};

/** … and those of the embedded database. */
const passwords = {
  EMBEDDED_OWNER_PASSWORD: () => randomBytes(24).toString("base64url"),
  EMBEDDED_APP_PASSWORD: () => randomBytes(24).toString("base64url"),
};

/** A service people reach over TLS is a real one: no key is made up for it. */
export const isServed = (given) => publicUrl(given)?.protocol === "https:";

/** Nobody else comes: no address was given, or one that means this machine to everybody. */
export const isOnlyHere = (given) =>
  !given.PUBLIC_URL || ["localhost", "127.0.0.1", "[::1]"].includes(publicUrl(given)?.hostname);

/** A broken address is told by the application's own check. */
function publicUrl({ PUBLIC_URL: address }) {
  return address && URL.canParse(address) ? new URL(address) : undefined;
}

/**
 * The environment to start with: the given one, completed from `file`, which is made or completed
 * first. `data` is the embedded database's folder: unreadable without the keys it was written with.
 * @param {{ file: string, given: NodeJS.ProcessEnv, data: string }} places
 */
export function completeEnvironment({ file, given, data }) {
  const made = isServed(given) ? passwords : { ...keys, ...passwords };
  const kept = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  const missing = Object.keys(made).filter((name) => !kept[name]);
  if (missing.length > 0 && existsSync(data) && !given.DATABASE_URL) {
    throw new PlainError(
      `${file} lost ${missing[0]}, and the data in ${data} needs it: put it back, or remove .local to begin anew.`,
    );
  }
  for (const name of missing) kept[name] = made[name]();
  if (missing.length > 0) write(file, kept);
  const usable = isServed(given)
    ? Object.entries(kept).filter(([name]) => !(name in keys))
    : Object.entries(kept);
  return { ...Object.fromEntries(usable), ...withoutEmpty(given) };
}

/** KEY=value lines; a line that begins with # is a remark. */
export function parse(text) {
  const lines = text.split("\n").filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(lines.map((line) => line.trim().split(/=(.*)/s).slice(0, 2)));
}

/** Keep a value for the next start, such as the port of the embedded database. */
export function keep(file, name, value) {
  const kept = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  if (kept[name] === String(value)) return;
  write(file, { ...kept, [name]: value });
}

function write(file, values) {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  const head = "# Made by npm start for this machine. Without these keys the data is unreadable.\n";
  writeFileSync(file, head + lines.join(""), { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** `PORT= npm start` means: not set. */
function withoutEmpty(given) {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}
