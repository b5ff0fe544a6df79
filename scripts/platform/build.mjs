import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireSpace } from "./disk.mjs";
import { sourcesFingerprint, stamp } from "./freshness.mjs";
import { local, root } from "./paths.mjs";
import { diskFull, PlainError, speaksOfFullDisk } from "./plain.mjs";
import { run } from "./processes.mjs";

const built = stamp(local("build"));

/** Next's own program, run with this Node.js. */
export const next = join(root, "node_modules/next/dist/bin/next");

/** Build the pages unless they were built from these very sources. `signal` ends the work early. */
export async function ensureBuilt(environment, say, signal) {
  const print = sourcesFingerprint();
  if (built.holds(withBuildId(print))) return;
  requireSpace(root, 500, "the build");
  say("Building the pages …");
  built.clear();
  const env = {
    ...environment,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
  };
  const { code, output } = await run(process.execPath, [next, "build"], { cwd: root, env, signal });
  writeFileSync(local("logs", "build.log"), output);
  if (code !== 0) throw new PlainError(whyNot(output));
  built.set(withBuildId(print));
}

/** A build somebody made by hand has another id, and is not taken for ours. */
function withBuildId(print) {
  const file = join(root, ".next/BUILD_ID");
  return `${print} ${existsSync(file) ? readFileSync(file, "utf8") : ""}`;
}

function whyNot(output) {
  if (speaksOfFullDisk(output)) return diskFull;
  const line = output.split("\n").find((text) => /^(?!.*Turbopack build)\w*Error: /.test(text));
  const reason = line?.trim() ?? "Next did not say why in one line";
  return `The pages could not be built: ${reason} (.local/logs/build.log has the rest).`;
}
