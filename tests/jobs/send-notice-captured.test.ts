import "../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import {
  activations,
  applications,
  auditEntries,
  bindings,
  capturedLetters,
  emailCodes,
  invitations,
  notices,
  outbox,
} from "@/db/schema";
import { sendNotice } from "@/jobs/send-notice";
import { idOfLinkToken, sixDigits } from "@/lib/crypto";
import {
  aCodeLetter,
  anAccountLetter,
  anActivatedLetter,
  anInvitationLetter,
  aRelationLetter,
  aReviewLetter,
  noticeNow,
} from "../support/letters";
import { someoneWaits } from "../support/races";

async function captured(noticeId: string) {
  const found = await db
    .select()
    .from(capturedLetters)
    .where(eq(capturedLetters.noticeId, noticeId));
  return found[0];
}

async function sendAndRead(noticeId: string) {
  await sendNotice.run({ noticeId });
  return (await captured(noticeId))!;
}

const tokenIn = (plain: string, path: string) =>
  plain.match(new RegExp(`http://localhost:3000/${path}/(\\S+)`))?.[1] ?? "";

/** In each letter of an approved or reviewed application stands nothing of these. */
const ofTheChild = /王小明|測試國小|一年一班|[A-Z][12]\d{8}/;

test("a code goes to the address it was made for and carries its six digits", async () => {
  const { notice, codeId, email } = await aCodeLetter();
  const letter = await sendAndRead(notice.id);
  expect(letter.recipient).toBe(email);
  expect(letter.plain).toContain(sixDigits("email-code", codeId));
  expect(letter.plain).toContain("10 分鐘");
});

test("an invitation leads to itself alone and masks the parent who asked for it", async () => {
  const { notice, invitationId, email } = await anInvitationLetter();
  const letter = await sendAndRead(notice.id);
  expect(letter.recipient).toBe(email);
  const token = tokenIn(letter.plain, "invitation");
  expect(idOfLinkToken("invitation", token)).toBe(invitationId);
  expect(idOfLinkToken("activation", token)).toBeUndefined();
  expect(letter.html).toContain("陳○文");
  expect(letter.html).not.toMatch(/陳大文|林小美|王小明/);
});

test("a case in review tells its number and never its reason or anything of the child", async () => {
  const { notice, reference, email } = await aReviewLetter();
  const letter = await sendAndRead(notice.id);
  expect(letter.recipient).toBe(email);
  expect(letter.plain).toContain(reference);
  expect(letter.plain).toContain("http://localhost:3000/portal");
  expect(letter.html + letter.plain).not.toMatch(ofTheChild);
});

test("an invited parent whose case is in review is led by the own invitation", async () => {
  const { invitationId } = await anInvitationLetter();
  const { notice } = await aReviewLetter({ ownerKind: "invitee", ownerId: invitationId });
  const { plain } = await sendAndRead(notice.id);
  expect(idOfLinkToken("invitation", tokenIn(plain, "invitation"))).toBe(invitationId);
});

test("a new account is opened by the link in its letter", async () => {
  const { notice, activationId, email } = await anAccountLetter();
  const letter = await sendAndRead(notice.id);
  expect(letter.recipient).toBe(email);
  expect(idOfLinkToken("activation", tokenIn(letter.plain, "activate"))).toBe(activationId);
  expect(letter.html + letter.plain).not.toMatch(ofTheChild);
});

test("a relation added to an account is told to the account's address, without the child", async () => {
  const { notice, reference, email } = await aRelationLetter();
  const letter = await sendAndRead(notice.id);
  expect(letter.recipient).toBe(email);
  expect(letter.plain).toContain(reference);
  expect(letter.html + letter.plain).not.toMatch(ofTheChild);
});

test("an account just opened is told so", async () => {
  const { notice, email } = await anActivatedLetter();
  expect(await sendAndRead(notice.id)).toMatchObject({ recipient: email });
});

test("a letter is captured once, also when two workers have it at once", async () => {
  const { notice } = await aReviewLetter();
  let runs: Promise<unknown>[] = [];
  await db.transaction(async (tx) => {
    await tx.select().from(notices).where(eq(notices.id, notice.id)).for("update");
    runs = [1, 2].map(() => sendNotice.run({ noticeId: notice.id }));
    await someoneWaits(2);
  });
  await Promise.all(runs);
  await sendNotice.run({ noticeId: notice.id });

  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, notice.id));
  expect(trail.filter(({ toStatus }) => toStatus === "captured")).toHaveLength(1);
  expect(await captured(notice.id)).toBeDefined();
});

test("the words follow the reader's language", async () => {
  const { notice } = await aReviewLetter();
  await db.update(notices).set({ locale: "en" }).where(eq(notices.id, notice.id));
  expect((await sendAndRead(notice.id)).subject).toBe("Your application is with the school");
});

test("nothing of a letter is kept but ids: not in the promise, not in the trail", async () => {
  const { notice, email, codeId } = await aCodeLetter();
  await sendNotice.run({ noticeId: notice.id });
  const kept = await Promise.all([
    db.select().from(notices),
    db.select().from(outbox),
    db.select().from(auditEntries),
  ]);
  expect(JSON.stringify(kept)).not.toContain(email);
  expect(JSON.stringify(kept)).not.toContain(sixDigits("email-code", codeId));
});

const past = new Date(Date.now() - 60_000);
const spoiled = [
  [
    "a code followed by a newer one",
    async () => {
      const { notice, draftId } = await aCodeLetter();
      await aCodeLetter(draftId, { createdAt: new Date(Date.now() + 1_000) });
      return notice;
    },
  ],
  [
    "a code already typed",
    async () => {
      const { notice, codeId } = await aCodeLetter();
      await db.update(emailCodes).set({ confirmedAt: past }).where(eq(emailCodes.id, codeId));
      return notice;
    },
  ],
  [
    "a code without tries left",
    async () => {
      const { notice, codeId } = await aCodeLetter();
      await db.update(emailCodes).set({ triesLeft: 0 }).where(eq(emailCodes.id, codeId));
      return notice;
    },
  ],
  [
    "a withdrawn invitation",
    async () => {
      const { notice, invitationId: id } = await anInvitationLetter();
      await db.update(invitations).set({ withdrawnAt: past }).where(eq(invitations.id, id));
      return notice;
    },
  ],
  [
    "an invitation that ran out",
    async () => {
      const { notice, invitationId: id } = await anInvitationLetter();
      await db.update(invitations).set({ expiresAt: past }).where(eq(invitations.id, id));
      return notice;
    },
  ],
  [
    "an invitation already answered",
    async () => {
      const { notice, invitationId: id } = await anInvitationLetter();
      await db.update(invitations).set({ submittedAt: past }).where(eq(invitations.id, id));
      return notice;
    },
  ],
  [
    "a case no longer in review",
    async () => {
      const { notice, id } = await aReviewLetter();
      const back = { status: "verifying", reviewReason: null, nextCheckAt: past } as const;
      await db.update(applications).set(back).where(eq(applications.id, id));
      return notice;
    },
  ],
  [
    "an activation already used",
    async () => {
      const { notice, activationId: id } = await anAccountLetter();
      await db.update(activations).set({ usedAt: past }).where(eq(activations.id, id));
      return notice;
    },
  ],
  [
    "an activation that ran out",
    async () => {
      const { notice, activationId: id } = await anAccountLetter();
      await db.update(activations).set({ expiresAt: past }).where(eq(activations.id, id));
      return notice;
    },
  ],
  [
    "a relation that ended meanwhile",
    async () => {
      const { notice, applicationId: id } = await aRelationLetter();
      await db.update(bindings).set({ endedAt: past }).where(eq(bindings.applicationId, id));
      return notice;
    },
  ],
] as const;

test.each(spoiled)("%s: the promised letter is cancelled, not sent", async (_, spoil) => {
  const { id } = await spoil();
  await sendNotice.run({ noticeId: id });
  expect(await captured(id)).toBeUndefined();
  expect(await noticeNow(id)).toMatchObject({ sentAt: null, cancelledAt: expect.any(Date) });
});

test("a link made anew while the letter waited is the one the letter carries", async () => {
  const { notice, activationId, accountId } = await anAccountLetter();
  await db.update(activations).set({ usedAt: past }).where(eq(activations.id, activationId));
  const expiresAt = new Date(Date.now() + 60_000);
  const [fresh] = await db.insert(activations).values({ accountId, expiresAt }).returning();
  const { plain } = await sendAndRead(notice.id);
  expect(idOfLinkToken("activation", tokenIn(plain, "activate"))).toBe(fresh!.id);
});
