import { and, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { sessionIdleMs, sessionSeenEveryMs } from "@/domain/account/sessions";
import type { SessionKind } from "@/domain/account/statuses";
import type { Actor } from "@/domain/policy";
import { presentStudentStatuses } from "@/domain/roster/statuses";
import { given, planned } from "../client";
import { accounts, activations, invitations, portalAccounts, sessions, students } from "../schema";
import { isRestricted } from "./portal-accounts";

/** A session that is in force, and who stands behind it. */
export type LivingSession<By extends Actor = Actor> = {
  id: string;
  actor: By;
  /** Good for nothing but setting a password. */
  mustSetPassword: boolean;
  createdAt: Date;
  /** Last use is recorded too long ago: worth writing down again. */
  seenLongAgo: boolean;
};

export type ActorOf<Kind extends SessionKind> = Extract<Actor, { kind: Kind }>;

/**
 * The session of one kind and id, if it has not ended, expired or idled away by the database's
 * clock and its subject may still act. One query; without a session, undefined.
 */
export async function livingSession<Kind extends SessionKind>(
  kind: Kind,
  id: string,
): Promise<LivingSession<ActorOf<Kind>> | undefined> {
  const [row] = await readers[kind]().execute({ id });
  if (!row) return undefined;
  const { subjectId, studentId, ...session } = row;
  const actor = { kind, id: subjectId, ...(studentId && { studentId }) };
  return { ...session, actor: actor as ActorOf<Kind> };
}

const ago = (ms: number) => sql`now() - ${`${ms} milliseconds`}::interval`;

const shown = {
  id: sessions.id,
  subjectId: sessions.subjectId,
  mustSetPassword: sessions.mustSetPassword,
  createdAt: sessions.createdAt,
  seenLongAgo: sql<boolean>`${sessions.seenAt} < ${ago(sessionSeenEveryMs)}`,
};

const living = (kind: SessionKind): SQL | undefined =>
  and(
    eq(sessions.id, given("id")),
    eq(sessions.kind, kind),
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, sql`now()`),
    gt(sessions.seenAt, ago(sessionIdleMs)),
  );

type Row = Omit<LivingSession, "actor"> & { subjectId: string; studentId: string | null };

type Reading = { execute(given: { id: string }): Promise<Row[]> };

const readers: Record<SessionKind, () => Reading> = {
  /**
   * Ends with the child's time at Taipei's schools. One opened with the child's ID also ends with
   * the ID's use: once a password is set, and for a child restricted meanwhile (R6).
   */
  portal: planned((db) =>
    db
      .select({ ...shown, studentId: portalAccounts.studentId })
      .from(sessions)
      .innerJoin(portalAccounts, eq(portalAccounts.id, sessions.subjectId))
      .innerJoin(students, eq(students.id, portalAccounts.studentId))
      .where(
        and(
          living("portal"),
          inArray(students.status, presentStudentStatuses),
          sql`(not ${sessions.mustSetPassword}
            or (${portalAccounts.passwordHash} is null and not ${isRestricted()}))`,
        ),
      ),
  ),

  /** Ends when the invitation is withdrawn (R7). */
  invitee: planned((db) =>
    db
      .select({ ...shown, studentId: invitations.studentId })
      .from(sessions)
      .innerJoin(invitations, eq(invitations.id, sessions.subjectId))
      .where(and(living("invitee"), isNull(invitations.withdrawnAt))),
  ),

  holder: planned((db) =>
    db
      .select({ ...shown, studentId: sql<null>`null` })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.subjectId))
      .where(and(living("holder"), eq(accounts.status, "active"))),
  ),

  /** Ends when the account is activated or disowned, by whichever browser (R6). */
  claimant: planned((db) =>
    db
      .select({ ...shown, studentId: sql<null>`null` })
      .from(sessions)
      .innerJoin(activations, eq(activations.id, sessions.subjectId))
      .where(and(living("claimant"), isNull(activations.usedAt))),
  ),
};
