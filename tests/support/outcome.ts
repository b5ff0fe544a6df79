import { asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import {
  accounts,
  activations,
  auditEntries,
  bindings,
  handovers,
  notices,
  outbox,
  registryChecks,
} from "@/db/schema";
import { applicationNow } from "./factories";

/** All that came of one application: what a test of "one effect" has to look at. */
export async function outcomeOf(applicationId: string) {
  const { status, reviewReason, accountId, nextCheckAt, checkAttempts } =
    await applicationNow(applicationId);
  const bound = await db.select().from(bindings).where(eq(bindings.applicationId, applicationId));
  const letters = await db
    .select({ kind: notices.kind, recipientId: notices.recipientId })
    .from(notices)
    .where(eq(notices.subjectId, applicationId));
  const trail = await db
    .select({
      action: auditEntries.action,
      from: auditEntries.fromStatus,
      to: auditEntries.toStatus,
      detail: auditEntries.detail,
    })
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, applicationId))
    .orderBy(asc(auditEntries.id));
  return {
    status,
    reviewReason,
    accountId,
    nextCheckAt,
    checkAttempts,
    bindings: bound,
    letters,
    trail,
  };
}

export const checksOf = (applicationId: string) =>
  db
    .select()
    .from(registryChecks)
    .where(eq(registryChecks.applicationId, applicationId))
    .orderBy(asc(registryChecks.attempt));

/** Bells promised for one application, oldest first. */
export const bellsOf = (applicationId: string) =>
  db
    .select()
    .from(outbox)
    .where(sql`${outbox.payload} ->> 'applicationId' = ${applicationId}`)
    .orderBy(asc(outbox.id));

export const handoversOf = (subjectId: string) =>
  db.select().from(handovers).where(eq(handovers.subjectId, subjectId));

export const activationsOf = (accountId: string) =>
  db.select().from(activations).where(eq(activations.accountId, accountId));

export const accountsOf = (personIndex: Buffer) =>
  db.select().from(accounts).where(eq(accounts.personIndex, personIndex));
