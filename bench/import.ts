import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { importRoster } from "@/commands/roster/import-roster";
import { buildCity } from "@/scripts/city/city";
import { alternate, compared, type Figure, progress } from "./frame";

const size = { schools: 40, students: 15_000, seed: "bench", year: 115 };

/** Where an import ends, in an order that every reference is there before what refers to it. */
const tables = ["schools", "classes", "staff", "class_teachers", "students", "enrolments"];
const files = ["orgs", "classes", "roles", "users", "demographics", "enrollments"];

/**
 * A whole first import (read, check, encrypt, stage, compare, apply, record) beside a bare COPY of
 * the rows it leaves behind into the same tables, and beside a bare COPY of the rows it was given
 * into plain tables of text; then the import of a bundle that changes nothing.
 */
export async function run(): Promise<Figure[]> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  const folder = await mkdtemp(join(tmpdir(), "bench-city-"));
  try {
    await buildCity({ ...size, out: folder });
    await importCity(folder);
    const stored = await exported(owner);
    const given = await plainTables(owner, folder);
    progress(`${stored.rows} rows stored, ${given} rows given`);

    const first = async () => {
      await empty(owner);
      return timed(stored.rows, () => importCity(folder));
    };
    const bare = async () => {
      await empty(owner);
      return timed(stored.rows, () => copyStored(owner, stored.texts));
    };
    const raw = () => timed(given, () => copyGiven(owner, folder));
    const intoTheSame = await alternate({ ours: first, theirs: bare, of: "rate" });
    const firstOfGiven = async () => ((await first()) * given) / stored.rows;
    const intoPlain = await alternate({ ours: firstOfGiven, theirs: raw, of: "rate" });
    await importCity(folder);
    const again = () => timed(given, () => importCity(folder));
    const unchanged = await alternate({ ours: again, theirs: raw, of: "rate" });
    return [
      compared("import", "rows stored, against COPY into the same tables", "rows/s", intoTheSame),
      compared("import", "rows given, against COPY into plain tables", "rows/s", intoPlain),
      compared("import", "rows given and unchanged, against the same", "rows/s", unchanged),
    ];
  } finally {
    await rm(folder, { recursive: true });
    await owner.end();
  }
}

const quiet = { progress: () => {}, phase: () => {}, problem: () => {} };

const importCity = (path: string) =>
  importRoster({ kind: "system", id: "bench" }, { path, badRowsMax: 0 }, quiet);

async function timed(rows: number, work: () => Promise<unknown>) {
  const begun = performance.now();
  await work();
  return (rows * 1_000) / (performance.now() - begun);
}

/** Empty tables, and no leftovers of the round before for the next one to pay for. */
async function empty(owner: pg.Client) {
  await owner.query("truncate schools, roster_imports cascade");
  await owner.query("checkpoint");
}

type Stored = { rows: number; texts: Map<string, Buffer> };

async function exported(owner: pg.Client): Promise<Stored> {
  const texts = new Map<string, Buffer>();
  let rows = 0;
  for (const table of tables) {
    const chunks: Buffer[] = [];
    const stream = owner.query(copyTo(`copy ${table} to stdout`));
    for await (const chunk of stream) chunks.push(chunk);
    rows += stream.rowCount;
    texts.set(table, Buffer.concat(chunks));
  }
  return { rows, texts };
}

async function copyStored(owner: pg.Client, texts: Stored["texts"]) {
  await owner.query("begin");
  for (const [table, text] of texts) {
    await pipeline(Readable.from(pieces(text)), owner.query(copyFrom(`copy ${table} from stdin`)));
  }
  await owner.query("commit");
}

function* pieces(text: Buffer, bytes = 64 * 1024) {
  for (let at = 0; at < text.length; at += bytes) yield text.subarray(at, at + bytes);
}

const headerOf = async (file: string) => {
  for await (const chunk of createReadStream(file)) return String(chunk).split("\n")[0]!.split(",");
  return [];
};

/** One table of text a file, and how many rows all files have. */
async function plainTables(owner: pg.Client, folder: string) {
  for (const file of files) {
    const columns = await headerOf(join(folder, `${file}.csv`));
    const list = columns.map((column) => `"${column}" text`).join(", ");
    await owner.query(`create table "plain_${file}" (${list})`);
  }
  return copyGiven(owner, folder);
}

async function copyGiven(owner: pg.Client, folder: string) {
  let rows = 0;
  await owner.query(`truncate ${files.map((file) => `"plain_${file}"`).join(", ")}`);
  await owner.query("begin");
  for (const file of files) {
    const copy = owner.query(copyFrom(`copy "plain_${file}" from stdin (format csv, header)`));
    await pipeline(createReadStream(join(folder, `${file}.csv`)), copy);
    rows += copy.rowCount;
  }
  await owner.query("commit");
  return rows;
}
