import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { db } from "@/db/client";
import { locks } from "@/db/locks";
import { rosterImports } from "@/db/schema";
import type { Problem } from "@/domain/roster/problems";
import { aBundle, type GivenBundle, type GivenPupil, spoil, zipped } from "../support/bundle";
import { aNumber } from "../support/numbers";
import { emptyCity, importFrom, importOf, studentOf, trailOf, writersOf } from "../support/roster";

beforeEach(emptyCity);

const child: GivenPupil = {
  id: "s1",
  name: "歐陽曉明",
  number: aNumber(),
  studentNumber: "1150001",
  school: "k1",
  class: "c1",
};
const others = Array.from(
  { length: 60 },
  (_, at): GivenPupil => ({
    ...child,
    id: `o${at}`,
    number: aNumber(),
    studentNumber: `12${1000 + at}`,
  }),
);
const city = (pupils: GivenPupil[], given: Partial<GivenBundle> = {}): GivenBundle => ({
  schools: [
    { id: "k1", code: "990001" },
    { id: "k2", code: "990002" },
  ],
  classes: [
    { id: "c1", school: "k1", grade: 3 },
    { id: "c2", school: "k2", grade: 3 },
  ],
  teachers: [{ id: "t1", school: "k1", class: "c1" }],
  pupils,
  ...given,
});
const outcomes = async () =>
  (await db.execute(sql`select outcome from roster_imports order by started_at`)).rows.map(
    ({ outcome }) => outcome,
  );

test.each([
  ["invalid_number", { ...child, number: "A123456788" }],
  ["missing", { ...child, number: "" }],
  ["missing", { ...child, studentNumber: "" }],
  ["invalid_value", { ...child, flag: "secret" }],
  ["invalid_date", { ...child, birthday: "2016-02-30" }],
  ["missing_birthday", { ...child, birthday: "" }],
  ["unknown_school", { ...child, school: "k9", class: undefined }],
  ["unknown_class", { ...child, class: "c9" }],
  ["class_of_other_school", { ...child, class: "c2" }],
  ["number_in_use", { ...child, number: others[0]!.number }],
  ["student_number_in_use", { ...child, studentNumber: others[0]!.studentNumber }],
  ["too_long", { ...child, name: "王".repeat(300) }],
] as const)(
  "%s: the row is reported, the child not added, the rest taken in",
  async (reason, bad) => {
    const { problems, counts } = await importOf(city([others[0]!, bad]));
    expect(problems.map((problem) => problem.reason)).toContain(reason);
    expect(counts.students).toMatchObject({ added: 1 });
    expect(await studentOf("s1")).toBeUndefined();
  },
);

test("a bad row about a known child holds the child: not changed, and not taken for gone", async () => {
  await importOf(city([child, others[0]!]));
  for (const bad of [
    { ...child, number: "A123456788", name: "歐陽大明" },
    { ...child, id: "new-id", number: "A123456788" },
    { ...child, class: "c9", name: "歐陽大明" },
    { ...child, number: aNumber(), birthday: "2011-01-01" },
  ]) {
    const { counts } = await importOf(city([bad, others[0]!]));
    expect(counts.students).toMatchObject({ added: 0, changed: 0, left: 0 });
    expect(await studentOf("s1")).toMatchObject({ status: "enrolled", name: "歐陽曉明" });
  }
});

test("one more bad row than allowed, and nothing at all is changed", async () => {
  await importOf(city([child]));
  const before = await writersOf();
  const bundle = await aBundle(city([{ ...child, name: "歐陽大明" }, ...others]));
  await spoil(bundle, "users", others[3]!.number, "A123456788");
  await spoil(bundle, "users", others[4]!.number, "A123456788");

  await expect(importFrom(bundle, { badRowsMax: 1 })).rejects.toMatchObject({
    reason: "too_many_bad_rows",
  });
  expect(await writersOf()).toEqual(before);
  expect(await outcomes()).toEqual(["applied", "stopped"]);
  expect((await importFrom(bundle, { badRowsMax: 2 })).counts.students).toMatchObject({
    added: 58,
  });
});

test("a row that does not say whom it speaks of makes absence prove nothing", async () => {
  await importOf(city([child, others[0]!]));
  const bundle = await aBundle(city([{ ...others[1]!, id: "" }, others[0]!]));
  const { counts } = await importFrom(bundle);
  expect(counts.students).toMatchObject({ left: 0 });
});

test("a bundle without most of the city looks cut short, and nothing is changed", async () => {
  await importOf(city([child, ...others]));
  const cut = city([child]);
  await expect(importOf(cut)).rejects.toMatchObject({ reason: "too_many_leavers" });
  expect(await studentOf("o1")).toMatchObject({ status: "enrolled" });
  expect((await importOf(cut, { leaversMax: 60 })).counts.students).toMatchObject({ left: 60 });
});

test("the error file names files, lines and reasons, and neither people nor numbers", async () => {
  const bad = [
    { ...child, number: "A123456788" },
    { ...others[0]!, name: `王\u0007${"x".repeat(9)}` },
  ];
  const bundle = await aBundle(city([...bad, { ...others[1]!, class: "c9" }]));
  const file = join(await mkdtemp(join(tmpdir(), "errors-")), "errors.csv");
  const { code, output } = await runScript([bundle, "--errors", file, "--bad-rows-max", "2"]);

  expect(code).toBe(1);
  const text = await readFile(file, "utf8");
  expect(text).toContain("users.csv,3,metadata.nationalId,invalid_number");
  for (const secret of ["A123456788", others[1]!.number, "歐陽", "王"]) {
    expect(text + output).not.toContain(secret);
  }
  expect(output).toContain("Nothing was changed");
});

test("started by hand, it says in a table what was done, and leaves no error file", async () => {
  const bundle = await zipped(await aBundle(city([child])));
  const { code, output } = await runScript([bundle]);
  expect(code).toBe(0);
  expect(output).toMatch(/reading 100 %\nchecking\napplying/);
  expect(output).toMatch(/added +changed +left +transferred +graduated +returned/);
  expect(output).toMatch(/students +1 +0 +0 +0 +0 +0/);
  await expect(readFile(bundle.replace(".zip", "-errors.csv"))).rejects.toThrow("ENOENT");
});

test("two imports never interleave: the one that comes later is refused", async () => {
  const bundle = await aBundle(city([child]));
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.roster})`);
    await expect(importFrom(bundle)).rejects.toMatchObject({ reason: "import_running" });
  });
  expect((await importFrom(bundle)).counts.students).toMatchObject({ added: 1 });
});

test("a run that died is marked as failed by the next one, and recorded", async () => {
  const [dead] = await db.insert(rosterImports).values({ outcome: "running" }).returning();
  await importOf(city([child]));
  expect(await outcomes()).toEqual(["failed", "applied"]);
  expect(await trailOf(dead!.id)).toEqual([{ from: "running", to: "failed", detail: null }]);
});

test.each([
  ["no manifest", (folder: string) => rm(join(folder, "manifest.csv"))],
  ["an announced file missing", (folder: string) => rm(join(folder, "users.csv"))],
  ["a column missing", (folder: string) => spoil(folder, "users", "metadata.nationalId", "id")],
  ["broken quotes", (folder: string) => spoil(folder, "users", "s1,", 's1,"')],
  ["an empty file", (folder: string) => writeFile(join(folder, "users.csv"), "")],
])("a bundle with %s is refused whole", async (_, harm) => {
  const folder = await aBundle(city([child]));
  await harm(folder);
  await expect(importFrom(folder)).rejects.toMatchObject({ reason: "bundle_unreadable" });
  expect(await writersOf()).toEqual([]);
});

test("a manifest that mixes full and delta is refused", async () => {
  const folder = await aBundle(city([child]));
  await spoil(folder, "manifest", "file.users,bulk", "file.users,delta");
  await expect(importFrom(folder)).rejects.toMatchObject({ reason: "bundle_mixed" });
});

test("a zip that is a bomb, leads out of itself or is none, is refused", async () => {
  const folder = await aBundle(city([child]));
  await writeFile(join(folder, "orgs.csv"), Buffer.alloc(64 * 2 ** 20, "a"));
  const bomb = await zipped(folder);
  const escaping = await pathTrick(
    await zipped(await aBundle(city([child])), (name) => `aa/${name}`),
  );
  const none = join(folder, "orgs.csv");
  const twice = await zippedTwice(await aBundle(city([child])));
  for (const path of [bomb, escaping, none, twice, "/nowhere"]) {
    await expect(importFrom(path)).rejects.toMatchObject({ reason: "bundle_unreadable" });
  }
});

test("text in another encoding is noticed, not stored", async () => {
  const folder = await aBundle(city([child, others[0]!]));
  const users = await readFile(join(folder, "users.csv"));
  const at = users.indexOf("曉明");
  users.set([0xa9, 0xfa, 0xa9, 0xfa, 0xa9, 0xfa], at);
  await writeFile(join(folder, "users.csv"), users);
  const { problems } = await importFrom(folder);
  expect(problems).toMatchObject([
    { field: "givenName", reason: "invalid_character" } satisfies Partial<Problem>,
  ]);
});

/** Rewrites the names inside the zip so that they climb out of the folder. */
async function pathTrick(zip: string) {
  const bytes = (await readFile(zip)).toString("latin1").replaceAll("aa/", "../");
  await writeFile(zip, Buffer.from(bytes, "latin1"));
  return zip;
}

async function zippedTwice(folder: string) {
  const zip = new ZipFile();
  for (const inside of ["a/users.csv", "b/users.csv"])
    zip.addFile(join(folder, "users.csv"), inside);
  zip.addFile(join(folder, "manifest.csv"), "manifest.csv");
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const path = `${folder}-twice.zip`;
  await writeFile(path, Buffer.concat(chunks));
  return path;
}

async function runScript(args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/roster-import.ts", ...args]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}
