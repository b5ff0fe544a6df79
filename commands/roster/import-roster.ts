import { createHash, randomUUID } from "node:crypto";
import { and, eq, lt, ne, sql } from "drizzle-orm";
import { locks } from "@/db/locks";
import { rosterImports } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import type { Problem } from "@/domain/roster/problems";
import type { ImportOutcome } from "@/domain/roster/statuses";
import { Refusal } from "../refusal";
import { authorise, type Entry, inTransaction, record, recordMany, type Tx } from "../transaction";
import { applyAll } from "./intake/apply";
import { type Bundle, openBundle, tableNames } from "./intake/bundle";
import { Fault } from "./intake/csv";
import { Ledger } from "./intake/ledger";
import { absentees } from "./intake/moves";
import { planAll } from "./intake/plan";
import type { Run } from "./intake/schools";
import { closeStaging, openStaging, stageTable } from "./intake/staging";

export type RosterDelivery = {
  /** A folder of CSV files, or a zip of them. */
  path: string;
  /** With more bad rows than this nothing is changed. */
  badRowsMax: number;
  /** So many students may go missing at once; without it, 5 % of the city, at least 50. */
  leaversMax?: number;
};

export type ImportWatch = {
  /** Bytes read so far, of all there are to read; then the words for what is being done. */
  progress(bytes: number, ofBytes: number): void;
  phase(name: "checking" | "applying"): void;
  problem(problem: Problem): void;
};

const leaversShare = 0.05;
const leaversAlways = 50;

/**
 * Takes in a roster (學籍資料, 二, 三; docs/roster-format.md) and answers with the id of the run.
 * Everything is staged and looked at first, then applied in one transaction or not at all.
 * @throws Refusal bundle_unreadable, bundle_mixed, import_running, too_many_bad_rows or
 * too_many_leavers.
 */
export async function importRoster(by: Actor, delivery: RosterDelivery, watch: ImportWatch) {
  authorise(by, "roster.import", {});
  const id = randomUUID();
  await inTransaction(async (tx) => {
    await tx.insert(rosterImports).values({ id, outcome: "running" });
    await record(tx, by, { action: "roster.import", subjectId: id, to: "running" });
  });
  try {
    const bundle = await openBundle(delivery.path);
    try {
      await inTransaction((tx) => takeIn(tx, by, id, bundle, delivery, watch));
    } finally {
      bundle.close();
    }
  } catch (error) {
    await inTransaction(async (tx) => {
      await conclude(tx, by, id, error instanceof Refusal ? "stopped" : "failed");
    });
    throw error;
  }
  return id;
}

async function takeIn(
  tx: Tx,
  by: Actor,
  id: string,
  bundle: Bundle,
  delivery: RosterDelivery,
  watch: ImportWatch,
) {
  await holdTheRoster(tx);
  const ledger = new Ledger(watch.problem);
  const { sourceDigest, run } = await stage(tx, bundle, ledger, watch);

  watch.phase("checking");
  await planAll(tx, ledger, run);
  if (ledger.count > delivery.badRowsMax) throw new Refusal("too_many_bad_rows");
  const { absent, enrolled } = await absentees(tx);
  const most = Math.max(leaversAlways, Math.floor(enrolled * leaversShare));
  if (absent > (delivery.leaversMax ?? most)) throw new Refusal("too_many_leavers");

  watch.phase("applying");
  const { counts, entries } = await applyAll(tx, run);
  await recordMany(tx, by, [...entries, ...(await failTheDead(tx, id))]);
  await conclude(tx, by, id, "applied", { counts, sourceDigest });
}

/** Two imports never interleave. This one may wait for others, and they do not wait for it. */
async function holdTheRoster(tx: Tx) {
  const { rows } = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(${locks.roster}) as held`,
  );
  if (!rows[0]!.held) throw new Refusal("import_running");
  await tx.execute(sql`
    set local work_mem = '64MB'; set local jit = off; set local default_statistics_target = 10;
    set local idle_in_transaction_session_timeout = '15min'; set local lock_timeout = '2min'`);
}

/** Whatever else says that it runs has died: the roster is ours. */
async function failTheDead(tx: Tx, id: string): Promise<Entry[]> {
  const dead = await tx
    .update(rosterImports)
    .set({ outcome: "failed", finishedAt: sql`now()` })
    .where(
      and(
        eq(rosterImports.outcome, "running"),
        ne(rosterImports.id, id),
        lt(rosterImports.startedAt, sql`now()`),
      ),
    )
    .returning({ id: rosterImports.id });
  return dead.map(({ id: subjectId }) => ({
    action: "roster.import",
    subjectId,
    from: "running",
    to: "failed",
  }));
}

async function stage(tx: Tx, bundle: Bundle, ledger: Ledger, watch: ImportWatch) {
  const known = await openStaging(tx, bundle.layout);
  const total = [...bundle.tables.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const digest = createHash("sha256");
  let read = 0;
  const progress = (bytes: number) => {
    read += bytes;
    watch.progress(read, total);
  };
  for (const name of tableNames) {
    const file = bundle.tables.get(name);
    if (!file) continue;
    const sum = await stageTable(tx, name, file, { known, ledger, progress }).catch(unreadable);
    digest.update(`${name} ${sum}\n`);
  }
  await closeStaging(tx, ledger);
  const full = bundle.mode === "full";
  const run: Run = {
    full,
    complete: full && ledger.nameless === 0,
    year: Math.max(known.yearToday, ...known.sessions.values()),
    today: known.today,
    secrets: known.secrets,
    roleFile: bundle.layout === "1.2" ? "roles.csv" : "users.csv",
  };
  return { run, sourceDigest: digest.digest("hex") };
}

/** A table that is no CSV, or lacks a column, leaves nothing to believe. */
function unreadable(error: unknown): never {
  throw error instanceof Fault ? new Refusal("bundle_unreadable") : error;
}

type Result = Pick<typeof rosterImports.$inferInsert, "counts" | "sourceDigest">;

async function conclude(
  tx: Tx,
  by: Actor,
  id: string,
  outcome: ImportOutcome,
  result: Result = {},
) {
  await tx
    .update(rosterImports)
    .set({ outcome, finishedAt: sql`clock_timestamp()`, ...result })
    .where(eq(rosterImports.id, id));
  await record(tx, by, { action: "roster.import", subjectId: id, from: "running", to: outcome });
}
