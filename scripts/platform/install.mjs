import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireSpace } from "./disk.mjs";
import { fingerprint, stamp } from "./freshness.mjs";
import { local, root } from "./paths.mjs";
import { diskFull, PlainError, speaksOfFullDisk } from "./plain.mjs";
import { run } from "./processes.mjs";

const installed = stamp(local("installed"));

/** Install what package-lock.json names, unless it is there already. `say` tells when it begins. */
export async function ensureInstalled(say, signal) {
  const print = `${fingerprint(["package-lock.json"])} ${process.platform} ${process.arch}`;
  if (isInstalled(print)) return;
  requireSpace(root, 1_500, "the packages");
  say("Installing packages …");
  installed.clear();
  // The build needs the development packages too, also where NODE_ENV says production.
  const { code, output } = await npm(["ci", "--include=dev", "--no-audit", "--no-fund"], signal);
  writeFileSync(local("logs", "install.log"), output);
  if (code !== 0) throw new PlainError(whyNot(output));
  installed.set(print);
}

/** By our own stamp or, where somebody ran npm by hand, by npm's. */
function isInstalled(print) {
  const byNpm = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(byNpm)) return false;
  if (installed.holds(print)) return true;
  if (existsSync(local("installed"))) return false;
  if (statSync(byNpm).mtimeMs < statSync(join(root, "package-lock.json")).mtimeMs) return false;
  installed.set(print);
  return true;
}

function npm(args, signal) {
  const cli = process.env.npm_execpath;
  const options = { cwd: root, signal };
  if (cli?.endsWith(".js")) return run(process.execPath, [cli, ...args], options);
  return run("npm", args, { ...options, shell: process.platform === "win32" });
}

function whyNot(output) {
  if (speaksOfFullDisk(output)) return diskFull;
  const line = output.split("\n").find((text) => /^npm error (?!code|errno|syscall)/.test(text));
  const reason = line?.replace(/^npm error\s*/, "") ?? "npm did not say why";
  return `The packages could not be installed: ${reason} (.local/logs/install.log has the rest).`;
}
