import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";

/** All that ends up in the built pages. */
const built = [
  ...["app", "commands", "db", "domain", "emails", "jobs", "lib", "public"],
  ...["package-lock.json", "next.config.ts", "postcss.config.mjs", "proxy.ts", "tsconfig.json"],
  "instrumentation.ts",
];

/** A fingerprint of these files and folders: other contents or names give another one. */
export function fingerprint(names, from = root) {
  const hash = createHash("sha256");
  for (const name of names.flatMap((entry) => filesOf(from, entry))) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(from, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

export const sourcesFingerprint = (from = root) => fingerprint(built, from);

function filesOf(from, name) {
  const path = join(from, name);
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path)
      .sort()
      .flatMap((entry) => filesOf(from, `${name}/${entry}`));
  } catch (error) {
    if (error.code === "ENOTDIR") return [name];
    throw error;
  }
}

/**
 * A file that remembers what something was made from. `holds(print)`: still the same?
 * Call `clear()` before the work and `set(print)` after it, so half-done work is never taken as done.
 */
export function stamp(file) {
  return {
    holds: (print) => existsSync(file) && readFileSync(file, "utf8") === print,
    clear: () => rmSync(file, { force: true }),
    set: (print) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, print);
    },
  };
}
