import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./paths.mjs";
import { PlainError } from "./plain.mjs";

/** Load a TypeScript file of the project into this process. */
export async function load(file) {
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(pathToFileURL(join(root, file)).href, import.meta.url);
}

/** Check all settings as the application will; the first broken one is told in one sentence. */
export async function requireSettings(environment) {
  const { readEnv } = await load("lib/env.ts");
  // The embedded database gets its address later; it needs no check.
  const later = { DATABASE_URL: "postgres://127.0.0.1/later" };
  try {
    return readEnv({ ...later, ...environment });
  } catch (error) {
    throw new PlainError(error.message);
  }
}
