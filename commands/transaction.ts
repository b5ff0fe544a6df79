import type { SQL } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { auditEntries, handovers, notices, outbox } from "@/db/schema";
import type { NoticeKind } from "@/domain/notices";
import { type Action, type Actor, may, type SubjectOf } from "@/domain/policy";
import { contracts, type JobName, type PayloadOf } from "@/jobs/contracts";
import { Refusal } from "./refusal";

/** The version of SP-306-03 in force; each entry of the trail carries it (A40). */
export const procedureVersion = "SP-306-03 v1.0";

export type { Tx };

/** One transaction on one connection: wholly there or wholly absent. */
export const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(work);

/** The one gate. What does not exist and what you may not touch look the same from outside. */
export function authorise<A extends Action, S extends SubjectOf<A>>(
  by: Actor,
  action: A,
  subject: S | undefined,
): S {
  if (!subject || !may(by, action, subject)) throw new Refusal("not_found");
  return subject;
}

export type Entry = {
  action: Action;
  subjectId: string;
  from?: string | null;
  to?: string | null;
  /** A word from a closed list, never free text: names and numbers do not belong here. */
  detail?: string;
};

/** The one place the trail (軌跡資料) is written, inside the change it describes. */
export const record = (tx: Pick<Tx, "insert">, by: Actor, entry: Entry) =>
  tx.insert(auditEntries).values(row(by)(entry));

/** As `record`, for a change of many rows: one entry each. */
export async function recordMany(tx: Tx, by: Actor, entries: readonly Entry[]) {
  for (let start = 0; start < entries.length; start += 1_000) {
    await tx.insert(auditEntries).values(entries.slice(start, start + 1_000).map(row(by)));
  }
}

/** The trigger of the table gives the true id and time. */
const row =
  (by: Actor) =>
  ({ action, subjectId, from, to, detail }: Entry) => ({
    id: 0,
    at: new Date(0),
    actorKind: by.kind,
    actorId: by.id,
    action,
    subjectId,
    fromStatus: from,
    toStatus: to,
    detail,
    procedureVersion,
  });

/** Promise a job. It leaves for the queue only after this transaction has committed. */
export const promise = <N extends JobName>(tx: Tx, job: N, payload: PayloadOf<N>, dueAt?: Date) =>
  tx.insert(outbox).values({ job, payload: contracts[job].parse(payload), dueAt });

type Notice = Pick<typeof notices.$inferInsert, "subjectId" | "recipientId" | "locale">;

/** Promise a letter, once: a second call for the same event and person adds nothing. */
export async function notify(tx: Tx, kind: NoticeKind, notice: Notice) {
  const [fresh] = await tx
    .insert(notices)
    .values({ kind, ...notice })
    .onConflictDoNothing()
    .returning({ id: notices.id });
  if (fresh) await promise(tx, "notice.send", { noticeId: fresh.id });
}

/** What the intermediary database is owed for this change (A9): once per kind and subject. */
export const handOver = (
  tx: Tx,
  kind: (typeof handovers.$inferInsert)["kind"],
  subjectId: string,
) => tx.insert(handovers).values({ kind, subjectId }).onConflictDoNothing();

/**
 * Writes not yet awaited, to go along with one more statement, `tx.with(...alongside(…))`: one
 * journey to the database for all. None of them sees what another wrote.
 */
export const alongside = (tx: Pick<Tx, "$with">, ...writes: { getSQL(): SQL }[]) =>
  writes.map((write, at) => tx.$with(`write_${at}`, {}).as(write.getSQL()));
