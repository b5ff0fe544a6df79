import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema";
import { type SessionEnding, sessionLivesMs } from "@/domain/account/sessions";
import type { SessionKind } from "@/domain/account/statuses";
import type { Tx } from "../transaction";

/** Where a request came from, as kept with the session it opened. */
export type Source = { address: string; agent: string | null };

type Opening = { kind: SessionKind; subjectId: string; mustSetPassword?: boolean; from: Source };

/** A new session inside the caller's transaction; its id is what the cookie will seal. */
export async function openSession(tx: Tx, { kind, from, ...opening }: Opening): Promise<string> {
  const lifeMs = sessionLivesMs[kind];
  const [row] = await tx
    .insert(sessions)
    .values({
      kind,
      ...opening,
      ...from,
      expiresAt: sql`now() + ${`${lifeMs} milliseconds`}::interval`,
    })
    .returning({ id: sessions.id });
  return row!.id;
}

const ended = (because: SessionEnding) => ({ endedAt: sql`now()`, endedBecause: because });

/** End one living session, as part of a command that has authorised it. */
export async function closeSession(tx: Tx, id: string, because: SessionEnding) {
  await tx
    .update(sessions)
    .set(ended(because))
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}

/** End every living session of one subject, on its very next request. */
export async function closeSessionsOf(
  tx: Tx,
  kind: SessionKind,
  subjectId: string,
  because: SessionEnding,
) {
  const theirs = and(eq(sessions.kind, kind), eq(sessions.subjectId, subjectId));
  await tx
    .update(sessions)
    .set(ended(because))
    .where(and(theirs, isNull(sessions.endedAt)));
}

/** Note that a living session was used just now. It says nothing about anybody: no trail. */
export async function touchSession(id: string) {
  await db
    .update(sessions)
    .set({ seenAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}
