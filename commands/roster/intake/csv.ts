import { createHash, type Hash } from "node:crypto";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import type { ProblemReason } from "@/domain/roster/problems";
import type { BundleFile } from "./bundle";

const recordBytesMax = 64 * 1024;
/** U+FFFD is what a reader makes of bytes that are not UTF-8, such as Big5. */
const unclean = /[\p{Cc}\uFFFD]/u;

/** A field that is not believed. */
export class Fault extends Error {
  constructor(
    readonly field: string,
    readonly reason: ProblemReason,
  ) {
    super(reason);
  }
}

/** One row of a table, read by the names of its columns. The same object serves every row. */
export class Row {
  cells: readonly string[] = [];
  line = 0;
  readonly #places: ReadonlyMap<string, number>;

  constructor(readonly header: readonly string[]) {
    this.#places = new Map(header.map((column, place) => [column, place]));
  }

  /** The field as it stands, for naming whom a bad row speaks of. */
  raw(column: string): string {
    return (this.cells[this.#places.get(column) ?? -1] ?? "").trim();
  }

  /** The field without the spaces around it; empty when the row or the file lacks it. */
  optional(column: string, lengthMax = 255): string {
    const place = this.#places.get(column);
    const text = place === undefined ? "" : (this.cells[place] ?? "").trim();
    if (text.length > lengthMax) throw new Fault(column, "too_long");
    if (unclean.test(text)) throw new Fault(column, "invalid_character");
    return text;
  }

  /** @throws Fault when the field is empty, too long or not clean text. */
  required(column: string, lengthMax = 255): string {
    const text = this.optional(column, lengthMax);
    if (text === "") throw new Fault(column, "missing");
    return text;
  }

  /** One of a closed list. @throws Fault for any other word. */
  oneOf<Word extends string>(column: string, words: readonly Word[]): Word {
    const text = this.required(column);
    if (!words.includes(text as Word)) throw new Fault(column, "invalid_value");
    return text as Word;
  }
}

export type Reading = {
  columns: readonly string[];
  /** Called for every row in order; may wait, and then the reading waits. */
  take(row: Row): Promise<void> | undefined;
  /** Bytes as they are read. */
  progress(bytes: number): void;
  problem(line: number, field: string, reason: ProblemReason): void;
};

/**
 * Reads one table as a stream and resolves with the SHA-256 of its bytes. Rows of another length
 * than the header are reported and still given to `take` never.
 * @throws Fault malformed or missing_column: then nothing of the bundle can be believed.
 */
export async function readTable(file: BundleFile, reading: Reading): Promise<string> {
  const meter = new Meter(reading.progress);
  const taker = new Taker(reading, meter);
  const parser = parse({
    bom: true,
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n"],
    max_record_size: recordBytesMax,
  });
  try {
    await pipeline(await file.open(), meter, parser, taker);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (!(error instanceof CsvError)) throw error;
    reading.problem(taker.line, "", "malformed");
    throw new Fault("", "malformed");
  }
  if (!taker.row) {
    reading.problem(1, "", "malformed");
    throw new Fault("", "malformed");
  }
  return meter.hash.digest("hex");
}

/** Counts and fingerprints the bytes, and notices whether any field can hold a line break. */
class Meter extends Transform {
  readonly hash: Hash = createHash("sha256");
  quoted = false;

  constructor(readonly progress: (bytes: number) => void) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (e: null, c: Buffer) => void) {
    this.hash.update(chunk);
    this.quoted ||= chunk.includes(0x22);
    this.progress(chunk.length);
    done(null, chunk);
  }
}

/** Turns records into rows with their line in the file. */
class Taker extends Writable {
  row: Row | undefined;
  line = 1;

  constructor(
    readonly reading: Reading,
    readonly meter: Meter,
  ) {
    super({ objectMode: true, highWaterMark: 500 });
  }

  override _writev(chunks: { chunk: string[] }[], done: (error?: Error) => void) {
    this.#takeAll(chunks).then(() => done(), done);
  }

  async #takeAll(chunks: { chunk: string[] }[]) {
    for (const { chunk: cells } of chunks) {
      const waiting = this.row ? this.#take(this.row, cells) : this.#begin(cells);
      this.line += 1 + (this.meter.quoted ? lineBreaksIn(cells) : 0);
      if (waiting) await waiting;
    }
  }

  #begin(header: string[]): undefined {
    this.row = new Row(header.map((column) => column.trim()));
    const missing = this.reading.columns.filter((column) => !this.row!.header.includes(column));
    for (const column of missing) this.reading.problem(1, column, "missing_column");
    if (missing.length > 0) throw new Fault(missing[0]!, "missing_column");
  }

  #take(row: Row, cells: string[]) {
    if (cells.length === 1 && cells[0] === "") return;
    row.cells = cells;
    row.line = this.line;
    return this.reading.take(row);
  }
}

function lineBreaksIn(cells: readonly string[]) {
  let count = 0;
  for (const cell of cells) if (cell.includes("\n")) count += cell.split("\n").length - 1;
  return count;
}
