import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

export const id = () => uuid().primaryKey().defaultRandom();

/** A point in time, kept with its zone; deadlines are such columns, decided by the database. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** Bytes: cipher text, blind indexes, fingerprints. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
});

/** The condition "one of these", written from the same list the code uses. */
export function oneOf(column: AnyColumn, values: readonly string[]): SQL {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");
  return sql`${column} in (${sql.raw(list)})`;
}
