import "../../support/database";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { expect, test } from "vitest";
import { attachDocument } from "@/commands/binding/attach-document";
import { confirmEmailCode } from "@/commands/binding/confirm-email-code";
import { uploadBytesMax } from "@/commands/binding/document-image";
import { saveAnswer } from "@/commands/binding/save-answer";
import { sendEmailCode } from "@/commands/binding/send-email-code";
import { submitApplication } from "@/commands/binding/submit-application";
import { inTransaction } from "@/commands/transaction";
import { db } from "@/db/client";
import { lockDraft } from "@/db/queries/drafts";
import { applicationDrafts, documents, emailCodes, notices } from "@/db/schema";
import { open, sixDigits } from "@/lib/crypto";
import {
  anApplicant,
  codeIdOf,
  confirms,
  draftOf,
  fatherAlone,
  fills,
  sessionId,
  source,
} from "../../support/applicants";
import { someoneWaits } from "../../support/races";

const wrongCode = (right: string) => (right === "000000" ? "111111" : "000000");

async function atTheCode() {
  const { by } = await anApplicant();
  const { id: draftId } = await draftOf(by);
  const answers = fatherAlone();
  for (const question of ["mode", "name", "relation", "number", "mobile", "email"] as const) {
    await saveAnswer(by, { sessionId, draftId, question, answer: answers[question] });
  }
  await sendEmailCode(by, { draftId, again: false });
  return { by, draftId, right: sixDigits("email-code", await codeIdOf(draftId)) };
}

const aPhoto = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#abc" } })
    .withExif({ IFD0: { Copyright: "somebody" } })
    .png()
    .toBuffer();

const guardian = () =>
  ({
    ...fatherAlone(),
    mode: { mode: "guardian" },
    relation: { relation: "grandparent" },
    paper: { kind: "court_ruling", issuer: "臺灣臺北地方法院", number: "115家親123" },
  }) as const;

test("a draft is unreadable in the database", async () => {
  const { by } = await anApplicant();
  const answers = fatherAlone();
  const draft = await fills(by, answers);
  const [row] = await db.select().from(applicationDrafts).where(eq(applicationDrafts.id, draft.id));
  const stored = row!.answersCipher!.toString("latin1");
  for (const secret of [answers.number.number, answers.mobile.mobile, answers.email.email]) {
    expect(stored).not.toContain(secret);
  }
});

test("two tabs that save different answers lose neither", async () => {
  const { by } = await anApplicant();
  const { id: draftId } = await fills(by);
  let saves: Promise<unknown>[] = [];
  await inTransaction(async (tx) => {
    await lockDraft(tx, draftId);
    saves = [
      saveAnswer(by, { sessionId, draftId, question: "name", answer: { name: "王二明" } }),
      saveAnswer(by, { sessionId, draftId, question: "mobile", answer: { mobile: "0987654321" } }),
    ];
    await someoneWaits(2);
  });
  await Promise.all(saves);
  const { answers } = await draftOf(by);
  expect(answers).toMatchObject({ name: { name: "王二明" }, mobile: { mobile: "0987654321" } });
});

test("nobody but its owner saves into a draft, and no question out of order", async () => {
  const { by } = await anApplicant();
  const { id: draftId } = await draftOf(by);
  const stranger = (await anApplicant()).by;
  const intrusion = saveAnswer(stranger, {
    sessionId,
    draftId,
    question: "mode",
    answer: { mode: "one_parent" },
  });
  await expect(intrusion).rejects.toMatchObject({ reason: "not_found" });
  const ahead = saveAnswer(by, {
    sessionId,
    draftId,
    question: "mobile",
    answer: { mobile: "0912345678" },
  });
  await expect(ahead).rejects.toMatchObject({ reason: "out_of_order" });
});

test("the right digits confirm the address (B3)", async () => {
  const { by, draftId, right } = await atTheCode();
  await confirmEmailCode(by, { draftId, code: right });
  const { answers } = await draftOf(by);
  expect(answers.code).toEqual({ email: answers.email!.email });
});

test("five wrong tries end a code, also for the right digits and also all at once", async () => {
  const { by, draftId, right } = await atTheCode();
  const guess = () => confirmEmailCode(by, { draftId, code: wrongCode(right) }).catch(String);
  await Promise.all(Array.from({ length: 9 }, guess));
  const [code] = await db.select().from(emailCodes).where(eq(emailCodes.draftId, draftId));
  expect(code!.triesLeft).toBe(0);
  const late = confirmEmailCode(by, { draftId, code: right });
  await expect(late).rejects.toMatchObject({ reason: "code_spent" });
});

test("a code older than ten minutes confirms nothing", async () => {
  const { by, draftId, right } = await atTheCode();
  await db
    .update(emailCodes)
    .set({ expiresAt: new Date(0) })
    .where(eq(emailCodes.draftId, draftId));
  const late = confirmEmailCode(by, { draftId, code: right });
  await expect(late).rejects.toMatchObject({ reason: "code_expired" });
});

test("digits mailed to one address never confirm another", async () => {
  const { by, draftId, right } = await atTheCode();
  await saveAnswer(by, {
    sessionId,
    draftId,
    question: "email",
    answer: { email: "other@example.com" },
  });
  const moved = confirmEmailCode(by, { draftId, code: right });
  await expect(moved).rejects.toMatchObject({ reason: "code_expired" });
});

test("a reload mails nothing more; asking again has a pause and a limit", async () => {
  const { by, draftId } = await atTheCode();
  await sendEmailCode(by, { draftId, again: false });
  const letters = await db.select().from(notices).where(eq(notices.recipientId, draftId));
  expect(letters).toHaveLength(1);
  const atOnce = sendEmailCode(by, { draftId, again: true });
  await expect(atOnce).rejects.toMatchObject({ reason: "wait" });

  const { id: _, ...code } = (
    await db.select().from(emailCodes).where(eq(emailCodes.draftId, draftId))
  )[0]!;
  const old = { ...code, createdAt: new Date(Date.now() - 120_000), expiresAt: new Date(0) };
  await db.insert(emailCodes).values(Array.from({ length: 5 }, () => old));
  await db
    .update(emailCodes)
    .set({ expiresAt: new Date(0) })
    .where(eq(emailCodes.draftId, draftId));
  const seventh = sendEmailCode(by, { draftId, again: true });
  await expect(seventh).rejects.toMatchObject({ reason: "too_many_codes" });
});

test("a photo is kept re-encoded, encrypted and without what the camera wrote into it", async () => {
  const { by } = await anApplicant();
  const { id: draftId } = await fills(by, guardian());
  await attachDocument(by, { draftId, file: await aPhoto() });
  const [kept] = await db.select().from(documents).where(eq(documents.draftId, draftId));
  const image = open(kept!.contentCipher, `documents.content:${kept!.id}`);
  const { format, exif } = await sharp(image).metadata();
  expect({ format, exif }).toEqual({ format: "jpeg", exif: undefined });
  expect(kept!.contentCipher.includes(image.subarray(0, 64))).toBe(false);
});

test("a new photo replaces the one before, and goes with the submission (A20)", async () => {
  const { by } = await anApplicant();
  const { id: draftId } = await fills(by, guardian());
  await attachDocument(by, { draftId, file: await aPhoto() });
  await attachDocument(by, { draftId, file: await aPhoto() });
  const { version } = await draftOf(by);
  const signature = { manner: "typed", typedName: "王大明" } as const;
  await submitApplication(by, { draftId, version, sessionId, signature, source });
  const kept = await db.select().from(documents).where(eq(documents.draftId, draftId));
  expect(kept).toMatchObject([{ kind: "court_ruling", issuer: "臺灣臺北地方法院" }]);
  expect(kept[0]!.applicationId).not.toBeNull();
});

test.each([
  ["an empty file", async () => Buffer.alloc(0), "file_missing"],
  ["a PDF by another name", async () => Buffer.from("%PDF-1.7\n%âãÏÓ\n"), "file_not_image"],
  [
    "a script called photo.jpg",
    async () => Buffer.from("<script>alert(1)</script>"),
    "file_not_image",
  ],
  ["more than 10 MB", async () => Buffer.alloc(uploadBytesMax + 1, 1), "file_too_large"],
  [
    "a picture cut off in the middle",
    async () => (await aPhoto()).subarray(0, 60),
    "file_unreadable",
  ],
])("%s is refused with a reason, and the form goes on", async (_, file, reason) => {
  const { by } = await anApplicant();
  const { id: draftId } = await fills(by, guardian());
  const attempt = attachDocument(by, { draftId, file: await file() });
  await expect(attempt).rejects.toMatchObject({ reason });
  await attachDocument(by, { draftId, file: await aPhoto() });
});

test("after submission nothing more is saved, mailed, confirmed or attached", async () => {
  const { by } = await anApplicant();
  const { id: draftId, version } = await fills(by);
  const signature = { manner: "typed", typedName: "王大明" } as const;
  await submitApplication(by, { draftId, version, sessionId, signature, source });
  const submitted = { reason: "submitted" };
  const save = saveAnswer(by, { sessionId, draftId, question: "name", answer: { name: "某人" } });
  await expect(save).rejects.toMatchObject(submitted);
  await expect(confirms(by, draftId)).rejects.toMatchObject(submitted);
  const attach = attachDocument(by, { draftId, file: await aPhoto() });
  await expect(attach).rejects.toMatchObject(submitted);
});
