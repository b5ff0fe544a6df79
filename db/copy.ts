import type { Writable } from "node:stream";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Tx } from "./client";

/** A stream into `COPY … FROM STDIN` of the transaction; nothing else may run until it ends. */
export function copyInto(tx: Tx, statement: string): Writable {
  // Drizzle keeps the transaction's own connection here and gives no other way to it.
  const { client } = (tx as unknown as { session: { client: pg.PoolClient } }).session;
  return client.query(copyFrom(statement));
}

/** One row in COPY's text form; null is absence, bytes are written in hexadecimal. */
export const copyLine = (values: readonly CopyValue[]) => `${values.map(copyField).join("\t")}\n`;

export type CopyValue = string | number | boolean | Buffer | null;

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function copyField(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") {
    return special.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found]!) : value;
  }
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "number") return String(value);
  return `\\\\x${value.toString("hex")}`;
}
