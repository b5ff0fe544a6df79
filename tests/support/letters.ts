import { randomUUID } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { inTransaction, notify } from "@/commands/transaction";
import { db } from "@/db/client";
import {
  activations,
  applicationDrafts,
  applications,
  auditEntries,
  bindings,
  emailCodes,
  invitations,
  notices,
} from "@/db/schema";
import type { NoticeKind } from "@/domain/notices";
import { blindIndex, sealText } from "@/lib/crypto";
import { days, later, minutes } from "@/lib/time";
import { anAccount, anApplication, aStudent } from "./factories";
import { anEmail } from "./numbers";

const soon = (ms: number) => later(new Date(), ms);

/** A promised letter of one kind, as the commands promise it. */
export async function aNotice(
  kind: NoticeKind,
  subjectId: string,
  recipientId = subjectId,
  locale = "zh-TW",
) {
  await inTransaction((tx) => notify(tx, kind, { subjectId, recipientId, locale }));
  const [row] = await db.select().from(notices).where(eq(notices.subjectId, subjectId));
  return row!;
}

export async function aDraft() {
  const student = await aStudent();
  const values = { ownerKind: "portal", ownerId: randomUUID(), locale: "zh-TW" } as const;
  const [row] = await db
    .insert(applicationDrafts)
    .values({ ...values, studentId: student.id })
    .returning();
  return row!;
}

type GivenCode = Partial<Pick<typeof emailCodes.$inferInsert, "createdAt" | "expiresAt">>;

/** A code just mailed to an address, and the promised letter that carries it. */
export async function aCodeLetter(draftId?: string, given: GivenCode = {}) {
  const id = randomUUID();
  const email = anEmail();
  const of = draftId ?? (await aDraft()).id;
  const sealed = {
    emailCipher: sealText(email, `email_codes.email:${id}`),
    emailIndex: blindIndex("email", email),
  };
  const createdAt = given.createdAt ?? new Date();
  const expiresAt = given.expiresAt ?? later(createdAt, minutes(10));
  await db.insert(emailCodes).values({ id, draftId: of, ...sealed, createdAt, expiresAt });
  return { notice: await aNotice("email-code", id, of), codeId: id, draftId: of, email };
}

/** An invitation to the second parent and its letter. */
export async function anInvitationLetter() {
  const application = await anApplication({ name: "陳大文", mode: "two_parents" });
  const id = randomUUID();
  const email = anEmail();
  await db.insert(invitations).values({
    id,
    applicationId: application.id,
    studentId: application.studentId,
    name: "林小美",
    relation: "mother",
    emailCipher: sealText(email, `invitations.email:${id}`),
    emailIndex: blindIndex("email", email),
    locale: "zh-TW",
    expiresAt: soon(days(14)),
  });
  return { notice: await aNotice("parent-invited", id), invitationId: id, email };
}

/** An application that waits for a person, and its letter. */
export async function aReviewLetter(given: Partial<typeof applications.$inferInsert> = {}) {
  const application = await anApplication();
  const review = {
    status: "in_review",
    reviewReason: "registry_silent",
    nextCheckAt: null,
  } as const;
  await db
    .update(applications)
    .set({ ...review, ...given })
    .where(eq(applications.id, application.id));
  return { notice: await aNotice("application-in-review", application.id), ...application };
}

async function anApprovedApplication() {
  const account = await anAccount({ passwordHash: "hash" });
  const application = await anApplication();
  const approved = { status: "approved", accountId: account.id, nextCheckAt: null } as const;
  await db.update(applications).set(approved).where(eq(applications.id, application.id));
  const { id: applicationId, studentId, relation, reference } = application;
  await db
    .insert(bindings)
    .values({ accountId: account.id, studentId, relation, basis: "registry", applicationId });
  return { account, applicationId, reference };
}

/** A child added to an account there already was, and its letter. */
export async function aRelationLetter() {
  const { account, applicationId, reference } = await anApprovedApplication();
  const notice = await aNotice("relation-added", applicationId, account.id);
  return { notice, applicationId, reference, email: account.email };
}

/** A new account, the link that opens it, and its letter. */
export async function anAccountLetter(given: Partial<typeof activations.$inferInsert> = {}) {
  const account = await anAccount();
  const [activation] = await db
    .insert(activations)
    .values({ accountId: account.id, expiresAt: soon(days(7)), ...given })
    .returning();
  const application = await anApplication();
  const notice = await aNotice("account-opened", application.id, account.id);
  return { notice, activationId: activation!.id, accountId: account.id, email: account.email };
}

/** An account just opened by its link, and its letter. */
export async function anActivatedLetter() {
  const account = await anAccount({ passwordHash: "hash" });
  const [activation] = await db
    .insert(activations)
    .values({ accountId: account.id, expiresAt: soon(days(7)), usedAt: new Date() })
    .returning();
  return { notice: await aNotice("account-activated", activation!.id, account.id), ...account };
}

/** The promise as it is now. */
export async function noticeNow(id: string) {
  const [row] = await db.select().from(notices).where(eq(notices.id, id));
  return row!;
}

/** What the trail says of a row, newest first. */
export async function trailOf(subjectId: string) {
  const rows = await db
    .select({ to: auditEntries.toStatus, detail: auditEntries.detail })
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, subjectId))
    .orderBy(desc(auditEntries.id));
  return rows;
}
