import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Said } from "./replay";

/** An expression of SQL for each text that is another one for each run of the script. */
export type Varying = ReadonlyMap<string, string>;

/**
 * The statements as a script of pgbench, each value written out or, where it varies, computed from
 * `:at`: the place in the row of the client's next transaction.
 */
export function scriptOf(said: readonly Said[], varying: Varying): string {
  const begin = ["\\set at :first + :client_id * :each + :done", "\\set done :done + 1"];
  const written = said.map(({ query, values = [] }) => {
    const text = typeof query === "string" ? query : (query as { text: string }).text;
    const filled = text.replace(/\$(\d+)/g, (_, place) =>
      literal(values[Number(place) - 1], varying),
    );
    return `${filled.trim().replace(/\s+/g, " ")};`;
  });
  return [...begin, ...written, ""].join("\n");
}

function literal(value: unknown, varying: Varying): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Buffer.isBuffer(value)) return `'\\x${value.toString("hex")}'`;
  if (value instanceof Date) return quoted(value.toISOString());
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return composed(text, varying);
}

/** A UUID and nothing else. */
export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A text in which what varies is computed, cast to what it evidently is. */
function composed(text: string, varying: Varying): string {
  const found = [...varying.keys()].filter((one) => text.includes(one));
  if (found.length === 0) return quoted(text);
  const parts = text.split(new RegExp(`(${found.join("|")})`)).filter((part) => part !== "");
  const sum = parts.map((part) => varying.get(part) ?? quoted(part)).join(" || ");
  const type = isId(text) ? "uuid" : text.startsWith("{") ? "jsonb" : "text";
  return `(${sum})::${type}`;
}

const debian = "/usr/lib/postgresql";

/** Where pgbench is, or undefined. Debian keeps one for each version of PostgreSQL. */
export async function findPgbench(): Promise<string | undefined> {
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a));
  for (const place of ["pgbench", ...newest.map((name) => join(debian, name, "bin/pgbench"))]) {
    const answer = await promisify(execFile)(place, ["--version"]).catch(() => undefined);
    if (answer) return place;
  }
  return undefined;
}

export const howToGetPgbench =
  "There is no pgbench here, a plain driver takes its place: on Debian `apt-get install postgresql` brings it.";

type Load = { url: string; script: string; clients: number; each: number; first: number };

/** Run a script `each` times by each client, all statements prepared. @returns transactions a second. */
export async function pgbench(program: string, load: Load): Promise<number> {
  const { hostname, port, username, password, pathname } = new URL(load.url);
  const folder = mkdtempSync(join(tmpdir(), "parent-binding-bench-"));
  const file = join(folder, "submission.sql");
  writeFileSync(file, load.script);
  const { clients, each, first } = load;
  const variables = [`first=${first}`, `each=${each}`, "done=0"].flatMap((set) => ["-D", set]);
  const counts = ["-c", String(clients), "-j", "2", "-t", String(each)];
  const server = ["-h", hostname, "-p", port, "-U", username, pathname.slice(1)];
  try {
    const { stdout } = await promisify(execFile)(
      program,
      ["-n", "-M", "prepared", "-f", file, ...counts, ...variables, ...server],
      { env: { ...process.env, PGPASSWORD: password } },
    );
    const done = stdout.match(/actually processed: (\d+)/)?.[1];
    if (done !== String(clients * each)) throw new Error(`pgbench did not finish:\n${stdout}`);
    return Number(stdout.match(/^tps = ([\d.]+)/m)![1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
