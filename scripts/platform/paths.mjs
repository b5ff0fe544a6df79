import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project, wherever the command was typed. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A path below `.local`, which holds all that belongs to this machine and never to the project. */
export const local = (...names) => join(root, ".local", ...names);

/**
 * Make `.local` and its folders. Others may pass through, since the database may run under an
 * account of its own, but see nothing: keys, logs and the invented people are the owner's.
 */
export function makeLocal() {
  mkdirSync(local(), { recursive: true, mode: 0o711 });
  for (const name of ["logs", "city", "test"]) {
    mkdirSync(local(name), { recursive: true, mode: 0o700 });
  }
}
