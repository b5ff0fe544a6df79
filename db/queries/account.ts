import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { ClaimScope, HolderScope } from "@/domain/policy";
import { openText } from "@/lib/crypto";
import { db, type Reader, type Tx } from "../client";
import { accounts, activations, bindings, classes, schools, students } from "../schema";

/** More children than any family has; a list is always bounded. */
const childrenMax = 30;

const facts = {
  accountStatus: accounts.status,
  triesLeft: activations.triesLeft,
  used: sql<boolean>`${activations.usedAt} is not null`,
  expired: sql<boolean>`${activations.expiresAt} <= now()`,
};

/** What the rule `mayOpen` asks of a mailed link, and nothing of whose it is. */
export async function linkFacts(activationId: string) {
  const [row] = await db
    .select(facts)
    .from(activations)
    .innerJoin(accounts, eq(accounts.id, activations.accountId))
    .where(eq(activations.id, activationId));
  return row;
}

/** A mailed link and the account behind it: for the commands that act on both. */
export async function linkOf(activationId: string, reader: Reader = db) {
  const [row] = await reader
    .select({
      activationId: activations.id,
      accountId: accounts.id,
      numberCipher: accounts.numberCipher,
      personIndex: accounts.personIndex,
      emailCipher: accounts.emailCipher,
      locale: accounts.locale,
      ...facts,
    })
    .from(activations)
    .innerJoin(accounts, eq(accounts.id, activations.accountId))
    .where(eq(activations.id, activationId));
  return row;
}

/**
 * As `linkOf`, with the account held until the transaction ends. The account stands for all its
 * links, so that activating, disowning and guessing come one after the other.
 */
export async function lockLink(tx: Tx, activationId: string) {
  const ofLink = tx
    .select({ id: activations.accountId })
    .from(activations)
    .where(eq(activations.id, activationId));
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, ofLink)).for("update");
  return linkOf(activationId, tx);
}

/** The personal number and the address of an account, opened: for rules, never for a page. */
export const openNumber = (account: { accountId: string; numberCipher: Buffer }) =>
  openText(account.numberCipher, `accounts.number:${account.accountId}`);
export const openEmail = (account: { accountId: string; emailCipher: Buffer }) =>
  openText(account.emailCipher, `accounts.email:${account.accountId}`);

/** What a claimant must recognise: the address to sign in with, and whose account it will be. */
export async function claimOf(scope: ClaimScope) {
  const link = await linkOf(scope.activationId);
  if (!link) return undefined;
  const names = await db
    .select({ name: students.name })
    .from(bindings)
    .innerJoin(students, eq(students.id, bindings.studentId))
    .where(and(eq(bindings.accountId, link.accountId), isNull(bindings.endedAt)))
    .orderBy(asc(bindings.beganAt))
    .limit(childrenMax);
  return { email: openEmail(link), childNames: names.map(({ name }) => name) };
}

/** The account at the door, by its address. */
export async function accountAtDoor(emailIndex: Buffer) {
  const [row] = await db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.emailIndex, emailIndex));
  return row;
}

/** The account, held until the transaction ends. */
export async function lockAccount(tx: Tx, id: string) {
  const [row] = await tx
    .select({ id: accounts.id, status: accounts.status, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, id))
    .for("update");
  return row;
}

/** The children of a holder by living relations alone (A6), the first bound first. */
export function childrenOf(scope: HolderScope, reader: Pick<Reader, "select"> = db) {
  return reader
    .select({
      bindingId: bindings.id,
      name: students.name,
      status: students.status,
      schoolName: schools.name,
      classTitle: classes.title,
      relation: bindings.relation,
      since: bindings.beganAt,
    })
    .from(bindings)
    .innerJoin(students, eq(students.id, bindings.studentId))
    .innerJoin(schools, eq(schools.id, students.schoolId))
    .leftJoin(classes, eq(classes.id, students.classId))
    .where(and(eq(bindings.accountId, scope.accountId), isNull(bindings.endedAt)))
    .orderBy(asc(bindings.beganAt))
    .limit(childrenMax);
}
export type Child = Awaited<ReturnType<typeof childrenOf>>[number];
