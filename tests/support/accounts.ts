import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { hashPassword } from "@/commands/account/hashing";
import { db } from "@/db/client";
import { accounts, activations, applications, auditEntries, bindings, notices } from "@/db/schema";
import { linkToken } from "@/lib/crypto";
import { aClass, anAccount, anApplication, aSchool, aStudent } from "./factories";

const dayMs = 86_400_000;
export const inDays = (days: number) => new Date(Date.now() + days * dayMs);

type GivenActivation = Partial<typeof activations.$inferInsert>;

/** An account that waits for its parent, with the mailed link that opens it. */
export async function anInvitedAccount(given: GivenActivation = {}) {
  const account = await anAccount();
  const [activation] = await db
    .insert(activations)
    .values({ accountId: account.id, expiresAt: inDays(7), ...given })
    .returning();
  const { id: activationId } = activation!;
  return { ...account, activationId, token: linkToken("activation", activationId) };
}

/** A parent who may sign in, with a password nobody shares, in the clear. */
export async function aHolder(given: { email?: string; password?: string } = {}) {
  const { password = `kite7rubs ${randomUUID()}`, ...person } = given;
  return {
    ...(await anAccount({ ...person, passwordHash: await hashPassword(password) })),
    password,
  };
}

type GivenBinding = { student?: { id: string; schoolId: string }; beganAt?: Date; endedAt?: Date };

/** A relation between an account and a child, approved on an application of its own. */
export async function aBinding(accountId: string, given: GivenBinding = {}) {
  const { student = await aStudent(), ...when } = given;
  const application = await anApplication({ student });
  await db
    .update(applications)
    .set({ status: "approved", accountId, nextCheckAt: null })
    .where(eq(applications.id, application.id));
  const of = { accountId, studentId: student.id, applicationId: application.id };
  const [row] = await db
    .insert(bindings)
    .values({ ...of, relation: "mother", basis: "registry", ...when })
    .returning();
  return row!;
}

/** A child in a class of a school, as a parent should find it. */
export async function aChild(name = "王小花") {
  const school = await aSchool({ name: "松山工農", level: "vocational" });
  const room = await aClass(school.id, { title: "科二智", grade: 11 });
  return aStudent({ name, schoolId: school.id, classId: room.id });
}

/** The rows as they are now. */
export async function accountNow(id: string) {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  return row!;
}

export async function activationNow(id: string) {
  const [row] = await db.select().from(activations).where(eq(activations.id, id));
  return row!;
}

/** What the trail says about one subject, oldest first. */
export const trailOf = (subjectId: string) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, subjectId))
    .orderBy(auditEntries.id);

/** The letters promised to one recipient. */
export const lettersTo = (recipientId: string) =>
  db.select().from(notices).where(eq(notices.recipientId, recipientId));
