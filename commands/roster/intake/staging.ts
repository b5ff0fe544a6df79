import { once } from "node:events";
import { finished } from "node:stream/promises";
import { sql } from "drizzle-orm";
import { type CopyValue, copyInto, copyLine } from "@/db/copy";
import type { ProblemReason } from "@/domain/roster/problems";
import { schoolYearOn } from "@/domain/roster/school-year";
import { timeZone } from "@/lib/time";
import type { Tx } from "../../transaction";
import type { Bundle, BundleFile, TableName } from "./bundle";
import { Fault, type Row, readTable } from "./csv";
import type { HeldKind, Ledger } from "./ledger";
import * as rows from "./rows";

/** Where the rows of a bundle wait, unbelieved, until the whole bundle has been looked at. */
const staging = sql`
  create temp table stage_schools (line int, sourced_id text, deleted boolean, code text, name text,
    level text, district text, telephone text, id uuid default gen_random_uuid()) on commit drop;
  create temp table stage_classes (line int, sourced_id text, deleted boolean, homeroom boolean,
    title text, grade int, school_year int, school text, id uuid default gen_random_uuid())
    on commit drop;
  create temp table stage_roles (line int, deleted boolean, person text, role text, school text)
    on commit drop;
  create temp table stage_people (line int, sourced_id text, deleted boolean, role text,
    school text, name text, email_index bytea, number_index bytea, student_number text, flag text,
    fault_field text, fault_reason text, id uuid default gen_random_uuid()) on commit drop;
  create temp table stage_ciphers (id uuid, cipher bytea) on commit drop;
  create temp table stage_births (line int, person text, birthday date) on commit drop;
  create temp table stage_places (line int, sourced_id text, deleted boolean, person text,
    class text, role text, homeroom boolean, begins date) on commit drop;
  create temp table stage_held (kind text, sourced_id text) on commit drop;
  create temp table stage_problems (file text, line int, field text, reason text, kind text,
    sourced_id text) on commit drop`;

export type Known = rows.Known & { yearToday: number };

/** Opens the tables to stage in, and gathers what reading must know of the roster as it is. */
export async function openStaging(tx: Tx, layout: Bundle["layout"]): Promise<Known> {
  await tx.execute(staging);
  const { rows: clock } = await tx.execute<{ today: string }>(
    sql`select (now() at time zone ${timeZone})::date::text as today`,
  );
  const { rows: colleagues } = await tx.execute<{ sourced_id: string }>(
    sql`select sourced_id from staff`,
  );
  const { today } = clock[0]!;
  const staff = new Set(colleagues.map(({ sourced_id }) => sourced_id));
  return { layout, today, yearToday: schoolYearOn(today), sessions: new Map(), staff, secrets: [] };
}

type Plan = {
  columns: readonly string[];
  /** Table and columns of `COPY`; sessions are only remembered. */
  into?: string;
  read(row: Row, known: rows.Known): CopyValue[] | undefined;
  /** Whom a bad row speaks of: the kind, and the column with the sourcedId. */
  speaksOf: readonly [HeldKind, string];
};

const person = ["person", "userSourcedId"] as const;

const plans: Record<TableName, Plan> = {
  academicSessions: {
    columns: ["sourcedId", "schoolYear"],
    read: rows.readSession,
    speaksOf: ["school", "sourcedId"],
  },
  orgs: {
    columns: ["sourcedId", "name", "type", "identifier"],
    into: "stage_schools (line, sourced_id, deleted, code, name, level, district, telephone)",
    read: rows.readSchool,
    speaksOf: ["school", "sourcedId"],
  },
  classes: {
    columns: ["sourcedId", "title", "grades", "classType", "schoolSourcedId", "termSourcedIds"],
    into: "stage_classes (line, sourced_id, deleted, homeroom, title, grade, school_year, school)",
    read: rows.readClass,
    speaksOf: ["class", "sourcedId"],
  },
  roles: {
    columns: ["sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"],
    into: "stage_roles",
    read: rows.readRole,
    speaksOf: person,
  },
  users: {
    columns: ["sourcedId", "givenName", "familyName", "identifier", "metadata.nationalId"],
    into: "stage_people (line, sourced_id, deleted, role, school, name, email_index, number_index, student_number, flag, fault_field, fault_reason)",
    read: rows.readPerson,
    speaksOf: ["person", "sourcedId"],
  },
  demographics: {
    columns: ["sourcedId", "birthDate"],
    into: "stage_births",
    read: rows.readBirth,
    speaksOf: ["person", "sourcedId"],
  },
  enrollments: {
    columns: ["sourcedId", "classSourcedId", "userSourcedId", "role", "primary"],
    into: "stage_places",
    read: rows.readPlace,
    speaksOf: person,
  },
};

type Watch = { known: rows.Known; ledger: Ledger; progress(bytes: number): void };

/** Reads one table of the bundle into its staging table and answers with the file's SHA-256. */
export async function stageTable(tx: Tx, name: TableName, file: BundleFile, watch: Watch) {
  const { known, ledger, progress } = watch;
  const { columns, into, read, speaksOf } = plans[name];
  const [kind, column] = speaksOf;
  const copy = into ? new Copy(tx, into) : undefined;
  const problem = (line: number, field: string, reason: ProblemReason, sourcedId = "") =>
    ledger.add({ file: `${name}.csv`, line, field, reason }, { kind, sourcedId });
  const take = (row: Row) => {
    try {
      if (row.cells.length !== row.header.length) throw new Fault("", "column_count");
      const values = read(row, known);
      return values && copy?.add(values);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problem(row.line, error.field, error.reason, row.raw(column));
    }
  };
  try {
    return await readTable(file, { columns, progress, take, problem });
  } finally {
    await copy?.end();
  }
}

const bytesAtOnce = 64 * 1024;

/** Rows on their way into one table: gathered, sent in pieces, waiting when the database does. */
class Copy {
  #text = "";
  readonly #stream;
  readonly #done;

  constructor(tx: Tx, into: string) {
    this.#stream = copyInto(tx, `copy ${into} from stdin`);
    this.#done = finished(this.#stream);
    this.#done.catch(() => {});
  }

  add(values: readonly CopyValue[]): Promise<void> | undefined {
    this.#text += copyLine(values);
    return this.#text.length < bytesAtOnce ? undefined : this.#send();
  }

  async end() {
    this.#stream.end(this.#text);
    await this.#done;
  }

  async #send() {
    const room = this.#stream.write(this.#text);
    this.#text = "";
    if (!room) await Promise.race([once(this.#stream, "drain"), this.#done]);
  }
}

/** Sends what is COPY's text already. */
export async function sendText(tx: Tx, into: string, text: string) {
  const stream = copyInto(tx, `copy ${into} from stdin`);
  stream.end(text);
  await finished(stream);
}

/** What was held while reading, where the checks can see it; then the planner's figures. */
export async function closeStaging(tx: Tx, ledger: Ledger) {
  const held = new Copy(tx, "stage_held");
  for (const { kind, sourcedId } of ledger.held) await held.add([kind, sourcedId]);
  await held.end();
  await tx.execute(sql`
    insert into stage_roles (line, deleted, person, role, school)
      select line, deleted, sourced_id, role, school from stage_people where role is not null;
    analyze stage_schools; analyze stage_classes; analyze stage_roles; analyze stage_people;
    analyze stage_births; analyze stage_places; analyze stage_held`);
}
