import "../../support/database";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { signCardService } from "@/commands/consent/sign-card-service";
import { db } from "@/db/client";
import { consentTextInForce } from "@/db/queries/consent";
import { latestCardDecision } from "@/db/queries/portal";
import { auditEntries, cardServices, consentAnswers, signatures, students } from "@/db/schema";
import { type Actor, ownScope } from "@/domain/policy";
import { blindIndex, canonical, openText } from "@/lib/crypto";
import { type Portal, source } from "../../support/applicants";
import { aPortalAccount, aStudent } from "../../support/factories";
import { someoneWaits } from "../../support/races";

async function aParent(): Promise<Portal> {
  const student = await aStudent({ name: "王小明" });
  const account = await aPortalAccount(student.id);
  return { kind: "portal", id: account.id, studentId: student.id };
}

async function signs(by: Actor, opened: boolean, typedName = "陳美芬", locale = "zh-TW") {
  const text = (await consentTextInForce("student_card", locale))!;
  return signCardService(by, { textId: text.id, opened, typedName, source });
}

const decisionsOn = (studentId: string) =>
  db.select().from(cardServices).where(eq(cardServices.studentId, studentId));
const signatureUnder = async (subjectId: string) => {
  const under = and(
    eq(signatures.subjectId, subjectId),
    eq(signatures.subjectKind, "student_card"),
  );
  return (await db.select().from(signatures).where(under))[0]!;
};

test.each([
  [true, "opened"],
  [false, "declined"],
])("the card's functions are opened or declined on an own consent: %s", async (opened, word) => {
  const by = await aParent();
  const answerId = await signs(by, opened);

  const [decision] = await decisionsOn(by.studentId);
  expect(decision).toMatchObject({ opened, answerId });
  const [answer] = await db.select().from(consentAnswers).where(eq(consentAnswers.id, answerId));
  expect(answer).toMatchObject({ agreed: opened, ownerId: by.id, ...source });
  const trail = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, decision!.id));
  expect(trail).toMatchObject([{ action: "consent.sign_card", toStatus: word }]);
});

test("the signature is bound to text, form, time, address and browser", async () => {
  const by = await aParent();
  await signs(by, true, " 陳  美芬 ", "en");
  const [decision] = await decisionsOn(by.studentId);
  const signature = await signatureUnder(decision!.id);
  const text = (await consentTextInForce("student_card", "en"))!;

  expect(signature).toMatchObject({ manner: "typed", textId: text.id, ...source });
  expect(signature.textHash.equals(text.hash)).toBe(true);
  const form = { studentId: by.studentId, opened: true, typedName: " 陳  美芬 " };
  expect(signature.formHash.equals(blindIndex("form", canonical(form)))).toBe(true);
  const typed = openText(signature.contentCipher, `signatures.content:${signature.id}`);
  expect(typed).toBe(" 陳  美芬 ");
  expect(signature.contentCipher.includes(Buffer.from("美芬"))).toBe(false);
});

test("a change of mind is a new decision; the last counts and both stay", async () => {
  const by = await aParent();
  await signs(by, true);
  await signs(by, false);
  expect(await decisionsOn(by.studentId)).toHaveLength(2);
  expect(await latestCardDecision(ownScope(by)!)).toMatchObject({ opened: false });
});

test("the same press twice, or twenty times at once, is one decision", async () => {
  const by = await aParent();
  const ids = await Promise.all(Array.from({ length: 20 }, () => signs(by, true)));
  expect(new Set(ids).size).toBe(1);
  expect(await decisionsOn(by.studentId)).toHaveLength(1);
});

test("the other parent's signature under the same decision is kept beside the first", async () => {
  const by = await aParent();
  await signs(by, true, "陳美芬");
  await signs(by, true, "王大明");
  expect(await decisionsOn(by.studentId)).toHaveLength(2);
});

test("a decision waits for the one that is being made about the same child", async () => {
  const by = await aParent();
  await signs(by, true);
  let press: Promise<string> | undefined;
  await db.transaction(async (tx) => {
    await tx.select().from(students).where(eq(students.id, by.studentId)).for("update");
    press = signs(by, false);
    await someoneWaits();
  });
  await press;
  expect(await latestCardDecision(ownScope(by)!)).toMatchObject({ opened: false });
});

test("the child does not sign for the parents", async () => {
  const by = await aParent();
  await expect(signs(by, true, "王小明")).rejects.toMatchObject({ reason: "signature_is_child" });
  expect(await decisionsOn(by.studentId)).toEqual([]);
});

test("a stranger, and an invited second parent, cannot sign for the card", async () => {
  const { studentId } = await aParent();
  const strangers: Actor[] = [
    { kind: "visitor", id: "someone" },
    { kind: "holder", id: randomUUID() },
    { kind: "invitee", id: randomUUID(), studentId },
    { kind: "portal", id: randomUUID(), studentId: randomUUID() },
  ];
  for (const stranger of strangers) {
    await expect(signs(stranger, true)).rejects.toMatchObject({ reason: "not_found" });
  }
  expect(await decisionsOn(studentId)).toEqual([]);
});

test("the parent-account text is not signed as the card's", async () => {
  const by = await aParent();
  const text = (await consentTextInForce("parent_account", "zh-TW"))!;
  const attempt = signCardService(by, { textId: text.id, opened: true, typedName: "陳", source });
  await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
});

test("the application cannot change or remove a signature or a decision", async () => {
  const denied = { cause: { code: "42501" } };
  await expect(db.update(signatures).set({ manner: "drawn" })).rejects.toMatchObject(denied);
  await expect(db.delete(cardServices)).rejects.toMatchObject(denied);
});
