import { writeFileSync } from "node:fs";
import { local, root } from "./paths.mjs";
import { diskFull, PlainError, speaksOfFullDisk } from "./plain.mjs";
import { run } from "./processes.mjs";

/** Run a TypeScript script to its end and return what it printed. */
export async function script(file, args, env, signal) {
  const command = ["--import", "tsx", file, ...args];
  const { code, output } = await run(process.execPath, command, { cwd: root, env, signal });
  const name = file.replace(/^.*\/|\.ts$/g, "");
  if (code === 0) return output;
  writeFileSync(local("logs", `${name}.log`), output);
  if (speaksOfFullDisk(output)) throw new PlainError(diskFull);
  throw new PlainError(`The script ${name} failed: .local/logs/${name}.log says why.`);
}
