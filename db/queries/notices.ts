import { and, desc, eq, gt, isNotNull, isNull, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Reader, Tx } from "../client";
import {
  accounts,
  activations,
  applications,
  bindings,
  applicationDrafts as drafts,
  emailCodes,
  invitations,
  notices,
} from "../schema";

/** A promised letter, held until the transaction ends. */
export async function lockNotice(tx: Tx, id: string) {
  const [row] = await tx.select().from(notices).where(eq(notices.id, id)).for("update");
  return row;
}

/** Promised letters that are not settled after so long, by the database's clock. */
export const unsentFor = (age: SQL) =>
  and(
    isNull(notices.sentAt),
    isNull(notices.cancelledAt),
    isNull(notices.givenUpAt),
    sql`${notices.createdAt} < now() - ${age}`,
  );

/** A mailed code with its address, as long as it is the newest of a draft still open. */
export async function newestCode(reader: Reader, id: string) {
  const newer = alias(emailCodes, "newer");
  const later = reader
    .select({ id: newer.id })
    .from(newer)
    .where(and(eq(newer.draftId, emailCodes.draftId), gt(newer.createdAt, emailCodes.createdAt)));
  const [row] = await reader
    .select({
      emailCipher: emailCodes.emailCipher,
      createdAt: emailCodes.createdAt,
      expiresAt: emailCodes.expiresAt,
      triesLeft: emailCodes.triesLeft,
      confirmedAt: emailCodes.confirmedAt,
    })
    .from(emailCodes)
    .innerJoin(drafts, and(eq(drafts.id, emailCodes.draftId), isNull(drafts.submittedAt)))
    .where(and(eq(emailCodes.id, id), notExists(later)));
  return row;
}

/** An invitation that nobody has answered yet, with the name of the parent who asked for it. */
export async function unansweredInvitation(reader: Reader, id: string) {
  const [row] = await reader
    .select({
      emailCipher: invitations.emailCipher,
      expiresAt: invitations.expiresAt,
      submittedAt: invitations.submittedAt,
      withdrawnAt: invitations.withdrawnAt,
      inviter: applications.name,
    })
    .from(invitations)
    .innerJoin(applications, eq(applications.id, invitations.applicationId))
    .where(and(eq(invitations.id, id), isNull(invitations.submittedAt)));
  return row;
}

/** An application a person still has to decide. */
export async function applicationInReview(reader: Reader, id: string) {
  const [row] = await reader
    .select({
      emailCipher: applications.emailCipher,
      reference: applications.reference,
      ownerKind: applications.ownerKind,
      ownerId: applications.ownerId,
    })
    .from(applications)
    .where(and(eq(applications.id, id), eq(applications.status, "in_review")));
  return row;
}

/** The address of an account and the mailed link that opens it, if one is open. */
export async function openActivation(reader: Reader, accountId: string) {
  const [row] = await reader
    .select({
      emailCipher: accounts.emailCipher,
      accountStatus: accounts.status,
      id: activations.id,
      used: sql<boolean>`${activations.usedAt} is not null`,
      expired: sql<boolean>`${activations.expiresAt} <= clock_timestamp()`,
      expiresAt: activations.expiresAt,
      triesLeft: activations.triesLeft,
    })
    .from(accounts)
    .innerJoin(activations, eq(activations.accountId, accounts.id))
    .where(and(eq(accounts.id, accountId), isNull(activations.usedAt)))
    .orderBy(desc(activations.createdAt))
    .limit(1);
  return row;
}

/** The address of an account, if what the application brought into it still stands. */
export async function livingRelation(reader: Reader, applicationId: string, accountId: string) {
  const [row] = await reader
    .select({ emailCipher: accounts.emailCipher, reference: applications.reference })
    .from(bindings)
    .innerJoin(accounts, eq(accounts.id, bindings.accountId))
    .innerJoin(applications, eq(applications.id, bindings.applicationId))
    .where(
      and(
        eq(bindings.applicationId, applicationId),
        eq(bindings.accountId, accountId),
        isNull(bindings.endedAt),
      ),
    );
  return row;
}

/** When a mailed link was used, and the address of the account it opened. */
export async function usedActivation(reader: Reader, id: string, accountId: string) {
  const [row] = await reader
    .select({ emailCipher: accounts.emailCipher, usedAt: activations.usedAt })
    .from(activations)
    .innerJoin(accounts, eq(accounts.id, activations.accountId))
    .where(and(eq(activations.id, id), eq(accounts.id, accountId), isNotNull(activations.usedAt)));
  return row;
}
