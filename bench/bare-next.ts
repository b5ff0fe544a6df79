import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { next } from "../scripts/platform/build.mjs";
import { progress } from "./frame";

const layout =
  "export default function Layout({ children }) { return <html><body>{children}</body></html>; }";

/**
 * A project of one dynamic page, built by the same Next and the same compiler as ours.
 * @returns its folder, with the build in `.next`.
 */
export function buildBareNext(folder: string, page: string): string {
  progress("building a bare Next page …");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "app"), { recursive: true });
  const files = {
    "package.json": '{ "type": "module", "private": true }',
    "app/layout.jsx": layout,
    "app/page.jsx": page,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const { status, stderr } = spawnSync(process.execPath, [next, "build", folder], { env });
  if (status !== 0) throw new Error(`the bare page was not built: ${stderr}`);
  return folder;
}
