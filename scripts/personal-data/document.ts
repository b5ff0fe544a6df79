import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { personalData } from "@/db/personal-data";
import {
  type ColumnEntry,
  type Erasure,
  entryOf,
  type PersonalKind,
  type TableEntry,
} from "@/db/personal-data/register";
import * as schema from "@/db/schema";

const titles: Record<keyof typeof personalData, string> = {
  roster: "學籍資料 (roster)",
  consent: "個資授權同意書 (consent)",
  binding: "親子綁定 (binding)",
  registry: "戶役政線上查詢 (registry)",
  exchange: "中介資料庫、通知 (exchange)",
  account: "單一身分驗證帳號 (account)",
  oversight: "稽核 (oversight)",
};

const kinds: Record<PersonalKind, string> = {
  none: "nothing of a person",
  id: "a key of ours that leads to somebody through other rows",
  name: "a name",
  number: "a number by which the world knows the person, or its keyed fingerprint",
  contact: "a way to reach or to find the person: address, telephone, network address",
  trait: "a circumstance: birthday, class, relation, standing, a reason for care",
  secret: "what opens something: a password's hash, a mailed link",
  evidence: "what proves a case: answers, signatures, documents",
};

const head = `# The register of personal data (個人資料檔案清冊)

Drawn from \`db/personal-data.ts\` by \`npm run docs:personal-data\`; a test fails when this page is old, when a column is missing
from it, or when a command or job it names does not exist. Every table of the database stands here with every column.

**How it is protected.** National IDs, 統一證號, telephones, e-mail addresses, answers, signatures and documents are encrypted
(AES-256-GCM) with keys from the environment and bound to their row; what must be found again has a keyed fingerprint beside it.
Passwords are Argon2id. Nothing of this appears in logs, addresses of pages, the queue or the trail: these carry ids only.

**How it ends.** *Disposal* is the list a registrar confirms from the school year after the student left all Taipei schools
(五(七)1, R4); until that section is built, nothing under it is erased. *With* another table means that the row goes when that row goes.

| Kind | Says of a person |
|---|---|
${Object.entries(kinds)
  .map(([kind, meaning]) => `| ${kind} | ${meaning} |`)
  .join("\n")}
`;

/** The whole page, ready to be written to docs/personal-data.md. */
export function personalDataDocument(): string {
  const sections = Object.entries(personalData).map(([section, tables]) => {
    const parts = Object.entries(tables).map(([key, entry]) => tablePart(key, entry));
    return `\n## ${titles[section as keyof typeof titles]}\n${parts.join("")}`;
  });
  return head + sections.join("");
}

function tablePart(key: string, entry: TableEntry): string {
  const { name } = getTableConfig((schema as unknown as Record<string, PgTable>)[key]!);
  const columns = Object.keys(entry.columns).map(
    (column) => [column, entryOf(entry, column)] as const,
  );
  const own = columns.filter(([, told]) => cell(entry, told) !== "");
  const shared = columns.filter(([, told]) => told.kind !== "none" && cell(entry, told) === "");
  const plain = columns.filter(([, { kind }]) => kind === "none").map(([column]) => column);
  const rows = own.map(([column, told]) => `| ${column} | ${told.kind} | ${cell(entry, told)} |`);
  const like = shared.map(([column, { kind }]) => `${column} (${kind})`);
  return [
    `\n### ${name}\n`,
    `${capital(entry.purpose)}. Kept ${entry.retention}. Erased by: ${erasure(entry.erasedBy)}.\n`,
    ...(rows.length > 0 ? ["| Column | Kind | For what |", "|---|---|---|", ...rows, ""] : []),
    ...(like.length > 0 ? [`For that purpose alone: ${like.join(", ")}.\n`] : []),
    ...(plain.length > 0 ? [`Nothing of a person: ${plain.join(", ")}.\n`] : []),
  ].join("\n");
}

/** A column's own purpose, and its own end where it differs from the table's. */
function cell(entry: TableEntry, told: ColumnEntry): string {
  const purpose = told.purpose === entry.purpose ? "" : told.purpose;
  if (told.retention === entry.retention) return purpose;
  return `${purpose}. Kept ${told.retention}; erased by: ${erasure(told.erasedBy)}`;
}

function erasure(by: Erasure): string {
  if ("command" in by) return `\`commands/${by.command}.ts\``;
  if ("job" in by) return `\`jobs/${by.job}.ts\``;
  if ("with" in by) return `with \`${by.with}\``;
  return "kept" in by ? `never (${by.kept})` : "disposal";
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
