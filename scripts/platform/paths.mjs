import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project, wherever the command was typed. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A path below `.local`, which holds all that belongs to this machine and never to the project. */
export const local = (...names) => join(root, ".local", ...names);

/** Make `.local` and its logs; nobody but the owner looks in, for keys and letters lie there. */
export function makeLocal() {
  mkdirSync(local("logs"), { recursive: true, mode: 0o700 });
}
