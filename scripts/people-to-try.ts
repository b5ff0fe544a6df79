import { readFileSync, writeFileSync } from "node:fs";
import { eq, isNotNull } from "drizzle-orm";
import { db, disconnect } from "@/db/client";
import { portalAccounts, students } from "@/db/schema";
import { levelTitles } from "@/domain/roster/levels";
import type { FamilyToTry } from "./city/people-to-try";
import { columns } from "./platform/columns.mjs";

type Child = FamilyToTry["children"][number];

/** The kinds of family the start shows; the note has all of them. */
const shownKinds = ["two_parents", "one_parent", "guardian", "resident_new"];

const [familiesFile, noteFile] = process.argv.slice(2) as [string, string];
const families = JSON.parse(readFileSync(familiesFile, "utf8")) as FamilyToTry[];
const changed = await childrenWithOwnPassword();
writeFileSync(noteFile, note(), { mode: 0o600 });
console.log(columns([["Sign in as", "password", "school", "apply as"], ...shown().map(row)]));

/** Children whose first sign-in is over: their ID opens nothing any more, as it should be. */
async function childrenWithOwnPassword() {
  const rows = await db
    .select({ sourcedId: students.sourcedId })
    .from(portalAccounts)
    .innerJoin(students, eq(students.id, portalAccounts.studentId))
    .where(isNotNull(portalAccounts.passwordHash));
  await disconnect();
  return new Set(rows.map(({ sourcedId }) => sourcedId));
}

function isFresh(child: Child) {
  return !changed.has(child.sourcedId);
}

/** One family of each shown kind, whose child has not signed in yet if there is one. */
function shown() {
  return shownKinds.flatMap((kind) => {
    const ofKind = families.filter((family) => family.kind === kind);
    return ofKind.find(({ children }) => isFresh(children[0]!)) ?? ofKind[0] ?? [];
  });
}

function row({ children, adults }: FamilyToTry) {
  const [child, adult] = [children[0]!, adults[0]!];
  const password = isFresh(child) ? child.number : "(your own)";
  return [child.signInName, password, schoolOf(child), `${adult.name} ${adult.number}`];
}

function schoolOf({ level, school }: Child) {
  return `${levelTitles[level]} ${school}`;
}

function note() {
  return [
    "# People to try",
    "",
    "All of them are invented. A child signs in once with the child's own ID, then sets a password;",
    "mobile and e-mail may be anything that looks right: codes and letters come to the mailbox.",
    ...families.flatMap(section),
    "",
  ].join("\n");
}

function section({ shows, children, adults }: FamilyToTry) {
  return [
    ...["", `## ${shows}`, ""],
    "| school | sign in as | password | child |",
    "|---|---|---|---|",
    ...children.map((child) => {
      const password = isFresh(child)
        ? child.number
        : "the one you set (to begin anew, remove .local)";
      return `| ${schoolOf(child)} | ${child.signInName} | ${password} | ${child.name}, ${child.class} |`;
    }),
    ...["", "| parent | relation | number | mobile | e-mail | ends |", "|---|---|---|---|---|---|"],
    ...adults.map(({ name, relation, number, mobile, email, expect }) => {
      const ends = expect === "bound" ? "bound by itself" : "waits for the school's review";
      return `| ${name} | ${relation} | ${number} | ${mobile} | ${email} | ${ends} |`;
    }),
  ];
}
