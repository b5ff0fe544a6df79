import { and, eq, isNull, ne, sql } from "drizzle-orm";
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

/** End every living session of one subject, on its very next request, but perhaps one. */
export async function endSessionsOf(
  tx: Tx,
  kind: SessionKind,
  subjectId: string,
  because: SessionEnding,
  keptId?: string,
) {
  await tx
    .update(sessions)
    .set({ endedAt: sql`now()`, endedBecause: because })
    .where(
      and(
        eq(sessions.kind, kind),
        eq(sessions.subjectId, subjectId),
        isNull(sessions.endedAt),
        keptId ? ne(sessions.id, keptId) : undefined,
      ),
    );
}
