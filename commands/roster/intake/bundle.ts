import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import { Refusal } from "../../refusal";
import { openArchive } from "./archive";

/** One file of a bundle, read when asked for. */
export type BundleFile = {
  path: string;
  bytes: number;
  open(): Promise<Readable> | Readable;
  close(): void;
};

/** The tables we read; a bundle may hold more. */
export const tableNames = [
  "academicSessions",
  "orgs",
  "classes",
  "roles",
  "users",
  "demographics",
  "enrollments",
] as const;
export type TableName = (typeof tableNames)[number];

export type Bundle = {
  /** OneRoster 1.2 gives roles a file of their own; 1.1 writes them into users.csv. */
  layout: "1.1" | "1.2";
  /** `full` names everybody, so absence means something; `delta` names only what changed. */
  mode: "full" | "delta";
  tables: ReadonlyMap<TableName, BundleFile>;
  close(): void;
};

const manifestBytesMax = 2 ** 20;

/**
 * Opens a folder or a zip of OneRoster CSV files (docs/roster-format.md) and reads its manifest.
 * @throws Refusal bundle_unreadable or bundle_mixed.
 */
export async function openBundle(path: string): Promise<Bundle> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Refusal("bundle_unreadable");
  const files = found.isDirectory() ? await filesIn(path) : await openArchive(path);
  const close = () => files[0]?.close();
  try {
    const byName = named(files);
    const manifest = await readManifest(byName.get("manifest.csv"));
    const tables = announced(byName, manifest);
    return { ...kindOf(manifest, tables), tables, close };
  } catch (error) {
    close();
    throw error instanceof Refusal ? error : new Refusal("bundle_unreadable");
  }
}

async function filesIn(folder: string): Promise<BundleFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".csv"));
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { size } = await stat(path);
      const open = () => createReadStream(path, { highWaterMark: 256 * 1024 });
      return { path, bytes: size, open, close: () => {} };
    }),
  );
}

/** By file name, whichever folder of the zip they lie in; the same name twice is no bundle. */
function named(files: readonly BundleFile[]) {
  const csv = files.filter(({ path }) => path.endsWith(".csv") && !path.startsWith("__MACOSX/"));
  const byName = new Map(csv.map((file) => [basename(file.path), file]));
  if (byName.size < csv.length) throw new Refusal("bundle_unreadable");
  return byName;
}

async function readManifest(file: BundleFile | undefined): Promise<Map<string, string>> {
  if (!file || file.bytes > manifestBytesMax) throw new Refusal("bundle_unreadable");
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(chunk);
  const rows: string[][] = parse(Buffer.concat(chunks), { bom: true, trim: true });
  return new Map(rows.map(([property, value]) => [property!, value!]));
}

type Manifest = ReadonlyMap<string, string>;
const stateOf = (manifest: Manifest, table: TableName) => manifest.get(`file.${table}`) ?? "absent";

/** The tables the manifest announces; one that is announced and missing makes the bundle unreadable. */
function announced(byName: ReadonlyMap<string, BundleFile>, manifest: Manifest) {
  const tables = new Map<TableName, BundleFile>();
  for (const table of tableNames) {
    if (stateOf(manifest, table) === "absent") continue;
    const file = byName.get(`${table}.csv`);
    if (!file) throw new Refusal("bundle_unreadable");
    tables.set(table, file);
  }
  return tables;
}

const alwaysNeeded = ["orgs", "classes", "users", "demographics", "enrollments"] as const;

function kindOf(manifest: Manifest, tables: ReadonlyMap<TableName, BundleFile>) {
  const layout = manifest.get("oneroster.version")?.startsWith("1.2") ? "1.2" : "1.1";
  const states = [...tables.keys()]
    .filter((table) => table !== "academicSessions")
    .map((table) => stateOf(manifest, table));
  if (states.length > 0 && states.every((state) => state === "delta")) {
    return { layout, mode: "delta" } as const;
  }
  const needed = layout === "1.2" ? [...alwaysNeeded, "roles" as const] : alwaysNeeded;
  const isWhole = needed.every((table) => tables.has(table));
  if (!isWhole || states.some((state) => state !== "bulk")) throw new Refusal("bundle_mixed");
  return { layout, mode: "full" } as const;
}
