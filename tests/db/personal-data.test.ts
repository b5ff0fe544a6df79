import { existsSync, readFileSync } from "node:fs";
import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { draftIdleDaysMax } from "@/commands/binding/discard-idle-drafts";
import { personalData } from "@/db/personal-data";
import { entryOf, type TableEntry } from "@/db/personal-data/register";
import * as schema from "@/db/schema";
import { personalDataDocument } from "@/scripts/personal-data/document";

const registered: Record<string, TableEntry> = Object.assign({}, ...Object.values(personalData));
const tables = Object.entries(schema).flatMap(([key, value]): [string, PgTable][] =>
  is(value, PgTable) ? [[key, value]] : [],
);
const nameOf = (table: PgTable) => getTableConfig(table).name;

/** Every column of the schema with what the register says of it. */
const columns = tables.flatMap(([key, table]) =>
  Object.entries(getTableColumns(table)).map(([column, { columnType, dataType }]) => ({
    column: `${nameOf(table)}.${column}`,
    bytes: columnType === "PgCustomColumn" && dataType === "custom",
    entry:
      registered[key] && column in registered[key].columns
        ? entryOf(registered[key], column)
        : undefined,
  })),
);

test("every table is in the register once, and none that is gone", () => {
  const keys = Object.values(personalData).flatMap((section) => Object.keys(section));
  expect(keys.sort()).toEqual(tables.map(([key]) => key).sort());
});

test.each(tables)("every column of %s is in the register, and none that is gone", (key, table) => {
  const told = Object.keys(registered[key]?.columns ?? {});
  expect(told.sort()).toEqual(Object.keys(getTableColumns(table)).sort());
});

test("every column has a purpose, a retention and an end that exists", () => {
  const names = tables.map(([, table]) => nameOf(table));
  for (const { column, entry } of columns) {
    const { purpose, retention, erasedBy } = entry!;
    expect(purpose.length, column).toBeGreaterThan(5);
    expect(retention.length, column).toBeGreaterThan(5);
    if ("command" in erasedBy)
      expect(existsSync(`commands/${erasedBy.command}.ts`), column).toBe(true);
    if ("job" in erasedBy) expect(existsSync(`jobs/${erasedBy.job}.ts`), column).toBe(true);
    if ("with" in erasedBy) expect(names, column).toContain(erasedBy.with);
  }
});

test("a row said to go with another is deleted by the database when that one is, or hangs on it", () => {
  for (const [key, table] of tables) {
    const end = registered[key]!.erasedBy;
    if (!("with" in end)) continue;
    const owners = getTableConfig(table).foreignKeys.map((one) =>
      nameOf(one.reference().foreignTable),
    );
    expect(owners, key).toContain(end.with);
  }
});

test("numbers, contacts and evidence in words are encrypted or fingerprints, but for these", () => {
  const open = columns.filter(
    ({ entry, bytes }) => !bytes && ["number", "contact"].includes(entry!.kind),
  );
  expect(open.map(({ column }) => column).sort()).toEqual([
    "captured_letters.recipient", // development only
    "consent_answers.address",
    "sessions.address",
    "signatures.address",
    "students.studentNumber", // printed on the school's slip of paper
  ]);
});

test("what is encrypted or a fingerprint is never called nothing, but for seals and texts", () => {
  const none = columns.filter(({ entry, bytes }) => bytes && entry!.kind === "none");
  expect(none.map(({ column }) => column).sort()).toEqual([
    "audit_seals.previousSeal",
    "audit_seals.seal",
    "consent_texts.hash",
  ]);
});

test("the month an idle draft is kept is the month the command waits", () => {
  expect(registered.applicationDrafts!.retention).toContain(`${draftIdleDaysMax} days`);
});

test("the page for the data protection officer is the register of today", () => {
  expect(readFileSync("docs/personal-data.md", "utf8")).toBe(personalDataDocument());
});
