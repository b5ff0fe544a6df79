import pg from "pg";

/** One statement as it went to the database, and the rows that came back. */
export type Said = { query: unknown; values: unknown[] | undefined; rows: unknown[] };

type Query = (query: unknown, values?: unknown, ...rest: unknown[]) => unknown;

/** Everything the application says to its database while `work` runs, in order. */
export async function overheard(work: () => Promise<unknown>): Promise<Said[]> {
  const said: Said[] = [];
  const prototype = pg.Client.prototype as { query: Query };
  const original = prototype.query;
  prototype.query = function listening(this: unknown, query, values, ...rest) {
    const heard: Said = { query, values: values as unknown[] | undefined, rows: [] };
    said.push(heard);
    const asked = original.call(this, query, values, ...rest);
    // A pool asks with a callback and gets no promise.
    if (asked instanceof Promise) asked.then(({ rows }) => (heard.rows = rows), ignored);
    return asked;
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return said;
}

/** Whoever asked hears of the failure. */
const ignored = () => undefined;

/**
 * Say the same again in a copy of the database. An id the database itself gave is another one there:
 * it is put in place of the one overheard.
 */
export async function repeat(client: pg.Client, said: readonly Said[]) {
  const given = new Map<unknown, unknown>();
  for (const { query, values, rows } of said) {
    const own = values?.map((value) => (given.has(value) ? given.get(value) : value));
    const result = await (client.query as Query).call(client, query, own);
    learn(given, rows, (result as { rows: unknown[] }).rows);
  }
}

/** Pairs of ids: what the row overheard held, and what the same row holds here. */
function learn(given: Map<unknown, unknown>, then: readonly unknown[], now: readonly unknown[]) {
  for (const [at, row] of then.entries()) {
    const [before, after] = [
      Object.values(row as object),
      Object.values((now[at] ?? {}) as object),
    ];
    for (const [column, value] of before.entries()) {
      const other = after[column];
      if (typeof value === "string" && typeof other === "string" && value !== other) {
        given.set(value, other);
      }
    }
  }
}
