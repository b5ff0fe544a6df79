import { type SQL, sql } from "drizzle-orm";
import { discardIdleDrafts } from "@/commands/binding/discard-idle-drafts";
import { giveUpOldNotices } from "@/commands/notices/give-up-old-notices";
import { inTransaction } from "@/commands/transaction";
import { db } from "@/db/client";
import { locks } from "@/db/locks";
import { unsentFor } from "@/db/queries/notices";
import { applications, notices, outbox, sessions, throttles } from "@/db/schema";
import { faultOf, log } from "@/lib/log";
import type { JobName } from "./contracts";
import { defineJob } from "./define";

const by = { kind: "system", id: "sweep.run" } as const;

/** What is overdue for so long was lost on its way, and is promised again. */
const overdueSeconds = 120;
const bellsMax = 500;
const deletedMax = 5_000;

/**
 * Promise again what rows say is owed, and tidy what has run out. The row is the truth: a queue
 * that lost everything loses nothing (house, 4). Parts stand alone, so one fault stops only its own.
 */
export async function sweep(): Promise<void> {
  const faults: unknown[] = [];
  for (const part of [giveUpLetters, ringOverdue, discardDrafts, forgetCarried, forgetExpired]) {
    await part().catch((error) => {
      log.error({ part: part.name, ...faultOf(error) }, "a part of the sweep failed");
      faults.push(error);
    });
  }
  if (faults.length > 0) throw faults[0];
}

export const runSweep = defineJob("sweep.run", {
  queue: "bulk",
  retry: { attempts: 1, backoff: { type: "fixed", delay: 1_000 } },
  run: sweep,
  // The next sweep comes within a minute.
  exhausted: async () => {},
});

/** First of all: letters that can never be sent would otherwise be rung for before newer ones. */
async function giveUpLetters() {
  const letters = await giveUpOldNotices(by);
  if (letters > 0) log.error({ letters }, "letters unsent for a week were given up");
}

async function ringOverdue() {
  const rung = await inTransaction(async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${locks.sweep}) as mine`,
    );
    if (!rows[0]!.mine) return undefined;
    const checks = await tx.execute(bellsFor("registry.check", "applicationId", overdueChecks));
    const letters = await tx.execute(bellsFor("notice.send", "noticeId", unsentNotices));
    return { checks: checks.rowCount, letters: letters.rowCount };
  });
  if (rung?.checks || rung?.letters) log.warn(rung, "overdue work was promised again");
}

const overdueChecks = sql`
  select ${applications.id} as id from ${applications}
  where ${applications.status} = 'verifying'
    and ${applications.nextCheckAt} < now() - make_interval(secs => ${overdueSeconds})
  order by ${applications.nextCheckAt}`;

const unsentNotices = sql`
  select ${notices.id} as id from ${notices}
  where ${unsentFor(sql`make_interval(secs => ${overdueSeconds})`)}
  order by ${notices.createdAt}`;

/** One bell for each subject that has none on its way and had none lately. */
function bellsFor(job: JobName, key: string, subjects: SQL): SQL {
  return sql`
    insert into ${outbox} (job, payload)
    select ${job}, jsonb_build_object(${key}::text, subject.id)
    from (${subjects}) as subject
    where not exists (
      select 1 from ${outbox}
      where ${outbox.job} = ${job} and ${outbox.payload} ->> ${key}::text = subject.id::text
        and (${outbox.sentAt} is null
          or ${outbox.sentAt} > now() - make_interval(secs => ${overdueSeconds})))
    limit ${bellsMax}`;
}

async function discardDrafts() {
  const drafts = await discardIdleDrafts(by);
  if (drafts > 0) log.info({ drafts }, "idle drafts were discarded");
}

async function forgetCarried() {
  await db.execute(sql`
    delete from ${outbox} where ${outbox.id} in (
      select ${outbox.id} from ${outbox}
      where ${outbox.sentAt} < now() - interval '7 days' limit ${deletedMax})`);
}

async function forgetExpired() {
  await db.execute(sql`
    delete from ${sessions} where ${sessions.id} in (
      select ${sessions.id} from ${sessions}
      where ${sessions.expiresAt} < now() - interval '1 day' limit ${deletedMax})`);
  await db.execute(sql`
    delete from ${throttles} where ${throttles.key} in (
      select ${throttles.key} from ${throttles}
      where ${throttles.windowEndsAt} < now()
        and (${throttles.lockedUntil} is null or ${throttles.lockedUntil} < now())
      limit ${deletedMax})`);
}
