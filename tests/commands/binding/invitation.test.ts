import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDraft } from "@/commands/binding/open-draft";
import { openInvitation } from "@/commands/binding/open-invitation";
import { submitApplication } from "@/commands/binding/submit-application";
import { db } from "@/db/client";
import { accounts, applications, invitations, notices, sessions, students } from "@/db/schema";
import { linkToken } from "@/lib/crypto";
import { fills, sessionId, source } from "../../support/applicants";
import { aSchool } from "../../support/factories";
import { anInvitation, anInvited, asMother } from "../../support/invited";

const visitor = { kind: "visitor", id: "test" } as const;
const signature = { manner: "typed", typedName: "林小美" } as const;
const signed = ({ id, version }: { id: string; version: number }) => {
  return { draftId: id, version, sessionId, signature, source };
};
const byReference = async (reference: string) =>
  (await db.select().from(applications).where(eq(applications.reference, reference)))[0]!;

test("the second parent gets an own link, and no account comes of what the first typed (R7)", async () => {
  const { invitation, invitee } = await anInvitation();
  const letters = await db.select().from(notices).where(eq(notices.subjectId, invitation.id));
  expect(letters.map(({ kind }) => kind)).toEqual(["parent-invited"]);
  expect(await db.select().from(accounts)).toEqual([]);

  const token = linkToken("invitation", invitation.id);
  const opened = await openInvitation(visitor, { token, source });
  const [session] = await db.select().from(sessions).where(eq(sessions.id, opened));
  expect(session).toMatchObject({ kind: "invitee", subjectId: invitee.id });
});

test("the invited parent's form is an application of its own", async () => {
  const { first, invitee } = await anInvited();
  const reference = await submitApplication(invitee, signed(await fills(invitee, asMother())));
  const own = await byReference(reference);
  expect(own).toMatchObject({ mode: "two_parents", relation: "mother", ownerKind: "invitee" });
  expect(own.id).not.toBe(first.id);
});

test("a link never made and a link expired open nothing", async () => {
  const forged = openInvitation(visitor, { token: "x".repeat(46), source });
  await expect(forged).rejects.toMatchObject({ reason: "not_found" });
  const { invitation } = await anInvitation();
  await db
    .update(invitations)
    .set({ expiresAt: new Date(0) })
    .where(eq(invitations.id, invitation.id));
  const late = openInvitation(visitor, { token: linkToken("invitation", invitation.id), source });
  await expect(late).rejects.toMatchObject({ reason: "link_dead" });
});

test("an answered invitation takes nothing more: no draft, no consent, no second form (R7)", async () => {
  const { invitee } = await anInvited();
  const draft = await fills(invitee, asMother());
  await submitApplication(invitee, signed(draft));
  const locale = "zh-TW";
  const again = openDraft(invitee, { studentId: invitee.studentId, locale });
  await expect(again).rejects.toMatchObject({ reason: "submitted" });
});

test("an invited parent never learns where the child is by now, nor that it left (C3)", async () => {
  const { invitee, first } = await anInvited();
  const draft = await fills(invitee, asMother());
  const elsewhere = await aSchool({ name: "別處國小" });
  const moved = { status: "left", leftAt: new Date(), schoolId: elsewhere.id } as const;
  await db.update(students).set(moved).where(eq(students.id, invitee.studentId));
  const reference = await submitApplication(invitee, signed(draft));
  expect(await byReference(reference)).toMatchObject({
    schoolId: first.schoolId,
    status: "verifying",
  });
});

test("an expired invitation submits nothing, also when the form is full", async () => {
  const { invitee } = await anInvited();
  const draft = await fills(invitee, asMother());
  await db
    .update(invitations)
    .set({ expiresAt: new Date(0) })
    .where(eq(invitations.id, invitee.id));
  const late = submitApplication(invitee, signed(draft));
  await expect(late).rejects.toMatchObject({ reason: "link_dead" });
});
