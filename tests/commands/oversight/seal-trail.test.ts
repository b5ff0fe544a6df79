import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { startSealing } from "@/commands/oversight/chain";
import { sealTrail } from "@/commands/oversight/seal-trail";
import { inTransaction, record, recordMany, type Tx } from "@/commands/transaction";
import { db } from "@/db/client";
import { locks } from "@/db/locks";
import { everyEntry, everySeal } from "@/db/queries/oversight";
import { auditEntries, auditSeals } from "@/db/schema";
import { entriesPerSealMax, verifyTrail } from "@/domain/oversight/trail";
import { sealTheTrail } from "@/jobs/seal-trail";
import { asOwnerHere, ownerDatabaseUrl } from "../../support/database";
import { someoneWaits } from "../../support/races";

const by = { kind: "system", id: "test" } as const;
const entry = () => ({ action: "registry.ask", subjectId: randomUUID() }) as const;

beforeEach(() => asOwnerHere("truncate audit_entries, audit_seals restart identity"));

const write = (tx: Tx) => record(tx, by, entry());
const written = (count: number) =>
  inTransaction((tx) => recordMany(tx, by, Array.from({ length: count }, entry)));

const verify = (noted?: Buffer) =>
  db.transaction((tx) => verifyTrail(everyEntry(tx), everySeal(tx), startSealing, noted));

/** Three seals over nine entries and, in between, over the entries of the seals themselves. */
async function sealedThrice() {
  for (let round = 0; round < 3; round++) {
    await written(3);
    await sealTrail(by);
  }
}

/** What an owner of the database can do and the application cannot. */
const asThief = (statement: string) =>
  asOwnerHere(`
    alter table audit_entries disable trigger all;
    ${statement};
    alter table audit_entries enable trigger all`);

test("an untouched trail holds, and the tail behind the last seal is told", async () => {
  await sealedThrice();
  await written(2);
  const report = await verify();
  expect(report).toMatchObject({ entries: 14, seals: 3, unsealed: 3, broken: undefined });
  const seals = await db.select().from(auditSeals).orderBy(auditSeals.id);
  expect(seals.map(({ entries }) => entries)).toEqual([3, 4, 4]);
  expect(report.lastSeal).toEqual(seals.at(-1)!.seal);
});

test("an empty trail holds", async () => {
  expect(await sealTrail(by)).toEqual([]);
  expect(await verify()).toMatchObject({ entries: 0, seals: 0, broken: undefined });
});

test("sealing rests when nothing has happened since", async () => {
  await written(1);
  expect(await sealTrail(by)).toHaveLength(1);
  expect(await sealTrail(by)).toEqual([]);
  expect(await sealTrail(by)).toEqual([]);
});

const columns = ["actor_kind", "actor_id", "action", "subject_id", "to_status", "detail"];
test.each([
  ...columns.map((column) => `set ${column} = 'forged'`),
  "set from_status = ''",
  "set procedure_version = 'SP-306-03 v0.9'",
  "set at = at + interval '1 microsecond'",
])("an entry changed (%s) breaks its seal", async (change) => {
  await sealedThrice();
  await asThief(`update audit_entries ${change} where id = 6`);
  expect((await verify()).broken).toEqual({
    sealId: 2,
    fromEntryId: 4,
    uptoEntryId: 7,
    reason: "content_changed",
  });
});

test("two entries exchanged break their seal", async () => {
  await sealedThrice();
  await asThief(`update audit_entries set id = 1000 where id = 1;
    update audit_entries set id = 1 where id = 2; update audit_entries set id = 2 where id = 1000`);
  expect((await verify()).broken).toMatchObject({ sealId: 1, reason: "content_changed" });
});

test.each([1, 5, 7])("entry %i deleted breaks its seal", async (id) => {
  await sealedThrice();
  await asThief(`delete from audit_entries where id = ${id}`);
  const sealId = id < 4 ? 1 : 2;
  expect((await verify()).broken).toMatchObject({ sealId, reason: "entries_missing" });
});

test("an entry slipped into a gap between the others breaks the seal", async () => {
  await written(2);
  const undone = inTransaction(async (tx) => {
    await write(tx);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await written(2);
  await sealTrail(by);
  expect(await verify()).toMatchObject({ seals: 1, broken: undefined });

  await asThief(`insert into audit_entries select 3, at, actor_kind, actor_id, action,
    subject_id, from_status, to_status, procedure_version, detail from audit_entries where id = 1`);
  expect((await verify()).broken).toMatchObject({ sealId: 1, reason: "entries_added" });
});

test.each([1, 2])("seal %i removed breaks the chain at the seal behind it", async (id) => {
  await sealedThrice();
  await asOwnerHere(`delete from audit_seals where id = ${id}`);
  expect((await verify()).broken).toMatchObject({ sealId: id + 1, reason: "seal_missing" });
});

test("the last seal removed is missed, because the trail tells of it", async () => {
  await sealedThrice();
  await asOwnerHere("delete from audit_seals where id = 3");
  expect((await verify()).broken).toMatchObject({ sealId: 3, reason: "seal_missing" });
});

test("seals and their entries cut off at the end are missed by a seal noted elsewhere", async () => {
  await sealedThrice();
  const { lastSeal } = await verify();
  expect((await verify(lastSeal)).broken).toBeUndefined();
  await asOwnerHere("delete from audit_seals where id = 3");
  await asThief("delete from audit_entries where id > 7");
  expect((await verify()).broken).toBeUndefined();
  expect((await verify(lastSeal)).broken).toMatchObject({ sealId: 0, reason: "seal_missing" });
});

test("a seal recomputed without the key is not a seal", async () => {
  await sealedThrice();
  await asThief("delete from audit_entries where id = 5");
  await asOwnerHere(`update audit_seals set entries = 3,
    seal = sha256(previous_seal || 'what is left'::bytea) where id = 2`);
  expect((await verify()).broken).toMatchObject({ sealId: 2, reason: "content_changed" });
});

test("a backlog is sealed in pieces, and all of it", async () => {
  await written(entriesPerSealMax + 5);
  const made = await sealTrail(by);
  expect(made.map(({ entries }) => entries)).toEqual([entriesPerSealMax, 5]);
  expect(await verify()).toMatchObject({ seals: 2, unsealed: 2, broken: undefined });
});

test("two sealers at once make one chain and seal nothing twice", async () => {
  await written(3);
  let sealers: Promise<unknown>[] = [];
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.sealers})`);
    sealers = [sealTrail(by), sealTrail(by)];
    await someoneWaits(2);
  });
  const made = (await Promise.all(sealers)).flat();
  expect(made).toHaveLength(1);
  expect(await verify()).toMatchObject({ seals: 1, unsealed: 1, broken: undefined });
});

test("an entry still uncommitted while a later one is sealed is waited for, not missed", async () => {
  let sealing: ReturnType<typeof sealTrail> = Promise.resolve([]);
  await inTransaction(async (slow) => {
    await write(slow);
    await inTransaction(write);
    sealing = sealTrail(by);
    await someoneWaits();
  });
  expect(await sealing).toMatchObject([{ entries: 2, uptoEntryId: 2 }]);
  expect(await verify()).toMatchObject({ seals: 1, unsealed: 1, broken: undefined });
});

test("a writer who takes longer than a second keeps the sealer out, not the other writers", async () => {
  await inTransaction(async (slow) => {
    await write(slow);
    const sealing = sealTrail(by).catch((error: Error) => error);
    await someoneWaits();
    await inTransaction(write);
    expect(await sealing).toMatchObject({ cause: { code: "55P03" } });
  });
  expect(await db.select().from(auditSeals)).toEqual([]);
  await sealTheTrail.run({});
  expect(await verify()).toMatchObject({ seals: 1, unsealed: 1, broken: undefined });
});

test("nobody but the system seals", async () => {
  await written(1);
  const attempt = sealTrail({ kind: "holder", id: randomUUID() });
  await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  expect(await db.select().from(auditEntries)).toHaveLength(1);
});

/** Runs the script as `npm run trail:verify` does. */
const trailVerify = (...words: string[]) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/trail-verify.ts", ...words], {
    env: { ...process.env, DATABASE_URL: ownerDatabaseUrl },
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );

test("the script says what holds and ends with 0, names the break and ends with 1", async () => {
  await sealedThrice();
  const lastSeal = (await verify()).lastSeal!.toString("hex");
  const whole = await trailVerify("--noted", lastSeal);
  expect(whole.stdout).toContain(lastSeal);
  expect(whole.stdout).toMatch(/seals that hold +3\n/);
  expect(whole.stdout).toMatch(/not yet sealed +1\n/);
  expect(whole.code).toBe(0);

  await asThief("update audit_entries set detail = 'forged' where id = 6");
  const broken = await trailVerify();
  expect(broken.stdout).toMatch(/BROKEN at seal 2, entries 4 to 7/);
  expect(broken.code).toBe(1);
});
