import { eq, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { applicationRole, db } from "@/db/client";
import * as schema from "@/db/schema";
import { asOwnerHere } from "../support/database";

const { auditEntries: entries } = schema;

/** May be read and added to, and nothing else: the trail, and what proves a consent. */
const kept = ["INSERT", "SELECT"];
/** Ordinary rows: they change with the case they belong to. */
const living = ["DELETE", "INSERT", "SELECT", "UPDATE"];

/** What the application may do with each table. A new table is decided here, on purpose. */
const expected: Record<string, string[]> = {
  accounts: living,
  activations: living,
  application_drafts: living,
  applications: living,
  audit_entries: kept,
  audit_seals: kept,
  bindings: living,
  captured_letters: living,
  card_services: kept,
  class_teachers: living,
  classes: living,
  consent_answers: kept,
  consent_texts: kept,
  documents: living,
  email_codes: living,
  enrolments: living,
  handovers: living,
  invitations: living,
  notices: living,
  outbox: living,
  portal_accounts: living,
  registry_checks: living,
  registry_gate: living,
  review_flags: living,
  roster_imports: living,
  schools: living,
  sessions: living,
  signatures: kept,
  staff: living,
  student_data_answers: living,
  student_data_drafts: living,
  students: living,
  throttles: living,
  worker_heartbeats: living,
};

/** Rows of one text column, as the owner reads them. */
const texts = async (statement: string): Promise<string[]> =>
  (await asOwnerHere(statement)).rows.map((row) => Object.values(row as object)[0]);

/** The error code the database answers the application with, or "allowed". */
const attempt = (statement: string) =>
  db.execute(statement).then(
    () => "allowed",
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );
const forbidden = "42501";

test("every table of the schema has decided rights, and no table is forgotten", async () => {
  const tables = Object.values(schema)
    .filter((value) => is(value, PgTable))
    .map((table) => getTableName(table));
  const present = await texts("select tablename from pg_tables where schemaname = 'public'");
  expect(Object.keys(expected).sort()).toEqual(tables.sort());
  expect(present.sort()).toEqual(tables.sort());
});

test.each(Object.entries(expected))(
  "the application's rights on %s are these",
  async (table, rights) => {
    const privileges = [
      "SELECT",
      "INSERT",
      "UPDATE",
      "DELETE",
      "TRUNCATE",
      "REFERENCES",
      "TRIGGER",
    ];
    const held = await texts(`
    select privilege from unnest('{${privileges}}'::text[]) privilege
    where has_table_privilege('${applicationRole}', '${table}', privilege) order by 1`);
    expect(held).toEqual(rights);
  },
);

test("no column of the trail is open by a right of its own", async () => {
  const open = await texts(`
    select attname from pg_attribute where attrelid in
      ('audit_entries'::regclass, 'audit_seals'::regclass)
      and attnum > 0 and has_column_privilege('${applicationRole}', attrelid, attnum, 'UPDATE')`);
  expect(open).toEqual([]);
});

test.each([
  "update audit_entries set detail = 'forged'",
  "delete from audit_entries",
  "truncate audit_entries",
  "update audit_seals set entries = 0",
  "delete from audit_seals",
  "truncate audit_seals",
  "alter table audit_entries disable trigger all",
  "drop trigger number_audit_entry on audit_entries",
  "drop table audit_seals",
  "select setval('audit_entry_id', 1)",
  "alter sequence audit_entry_id restart",
  "create or replace function number_audit_entry() returns trigger language plpgsql as 'begin end'",
  "set session_replication_role = replica",
  "create table public.mine (id int)",
  "set role postgres",
])("the application may not: %s", async (statement) => {
  expect(await attempt(statement)).toBe(forbidden);
});

test("the application's role owns nothing and is nobody in particular", async () => {
  const [role] = (
    await asOwnerHere(`
      select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
      from pg_roles where rolname = '${applicationRole}'`)
  ).rows;
  expect(Object.values(role)).toEqual([false, false, false, false, false]);
  const owned = `select relname::text from pg_class where relowner = '${applicationRole}'::regrole`;
  const member = `select roleid::regrole::text from pg_auth_members
    where member = '${applicationRole}'::regrole`;
  expect([...(await texts(owned)), ...(await texts(member))]).toEqual([]);
});

test("the application cannot give itself a right: the attempt changes nothing", async () => {
  await attempt("grant update, delete on audit_entries to public, parent_binding_app");
  expect(await attempt("delete from audit_entries")).toBe(forbidden);
});

test("an entry's id and time are the database's, whatever the writer says", async () => {
  const [before] = await texts("select last_value from audit_entry_id");
  for (const id of [-5, 9_000_000]) {
    await db.execute(`insert into audit_entries
      (id, at, actor_kind, actor_id, action, subject_id, procedure_version)
      values (${id}, '1999-01-01', 'holder', 'x', 'notice.send', 'of this test', 'v')`);
  }
  const rows = await db.select().from(entries).where(eq(entries.subjectId, "of this test"));
  const next = Number(before) + 1;
  expect(rows.map(({ id }) => id)).toEqual([next, next + 1]);
  for (const { at } of rows) expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(60_000);
});
