/**
 * What a column says of a person. `id` is a key of ours that leads to somebody through other
 * rows; `number` one by which the world knows the person, or its keyed fingerprint; `trait` a
 * circumstance: birthday, class, relation, standing, a reason for care.
 */
export const personalKinds = [
  "none",
  "id",
  "name",
  "number",
  "contact",
  "trait",
  "secret",
  "evidence",
] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** How long a row is kept, in words a data protection officer (個資管理者) can check. */
export type Retention = string;

/**
 * What ends a row or empties a column. `disposal` is the list a registrar confirms from the school
 * year after the student left all Taipei schools (五(七)1, R4).
 */
export type Erasure =
  | { command: string }
  | { job: string }
  | { with: string }
  | { disposal: true }
  | { kept: string };

export type Column = PersonalKind | readonly [kind: PersonalKind, purpose: string];

type Treatment = Readonly<{ purpose: string; retention: Retention; erasedBy: Erasure }>;

/** What the register says of one table; `except` names columns that fare differently. */
export type TableEntry<Columns extends string = string> = Treatment &
  Readonly<{
    columns: Readonly<Record<Columns, Column>>;
    except?: Readonly<Partial<Record<Columns, Partial<Treatment>>>>;
  }>;

/** One column, fully told. */
export type ColumnEntry = Treatment & Readonly<{ kind: PersonalKind }>;

/** The entry of one table: a column that is not named does not compile. */
export const about = <Table extends { $inferSelect: object }>(
  _: Table,
  entry: TableEntry<keyof Table["$inferSelect"] & string>,
): TableEntry => entry;

/** What the register says of one column. */
export function entryOf(table: TableEntry, name: string): ColumnEntry {
  const column = table.columns[name]!;
  const [kind, purpose] = typeof column === "string" ? [column, table.purpose] : column;
  const { retention, erasedBy } = table;
  return { purpose, retention, erasedBy, ...table.except?.[name], kind };
}

/** Most of what proves a case: kept as long as the form it belongs to (五(七)1, A36). */
export const asLongAsTheForms =
  "while the student is at a Taipei school; then until the disposal list is confirmed";
export const disposal = { disposal: true } as const;
