import "../../support/database";
import { randomUUID } from "node:crypto";
import { asc, eq, like } from "drizzle-orm";
import { expect, test } from "vitest";
import { answerStudentData } from "@/commands/roster/answer-student-data";
import { keepStudentData } from "@/commands/roster/keep-student-data";
import { db } from "@/db/client";
import { keptDataAnswer, latestDataAnswer, portalChild } from "@/db/queries/portal";
import { auditEntries, studentDataAnswers, students } from "@/db/schema";
import { type Actor, ownScope } from "@/domain/policy";
import type { DataAnswer } from "@/domain/roster/data-answers";
import { openText } from "@/lib/crypto";
import type { Portal } from "../../support/applicants";
import { aClass, aPortalAccount, aSchool, aStudent } from "../../support/factories";
import { someoneWaits } from "../../support/races";

async function aParent(): Promise<Portal> {
  const school = await aSchool({ name: "松山國小" });
  const { id: classId } = await aClass(school.id, { title: "三年二班" });
  const student = await aStudent({ schoolId: school.id, classId, studentNumber: `9${Date.now()}` });
  const account = await aPortalAccount(student.id);
  return { kind: "portal", id: account.id, studentId: student.id };
}

const correct: DataAnswer = { answer: "correct" };
const wrong: DataAnswer = { answer: "error", wrongItems: ["class", "name"], note: "應為李小明" };
const keptFor = (studentId: string) =>
  db
    .select()
    .from(studentDataAnswers)
    .where(eq(studentDataAnswers.studentId, studentId))
    .orderBy(asc(studentDataAnswers.answeredAt));

test("the portal shows the child's school, class and number, and whose name it is", async () => {
  const by = await aParent();
  expect(await portalChild(ownScope(by)!)).toMatchObject({
    name: "王小明",
    schoolName: "松山國小",
    classTitle: "三年二班",
  });
  const invitee: Actor = { kind: "invitee", id: by.id, studentId: by.studentId };
  expect(await portalChild(ownScope(invitee)!)).toBeUndefined();
});

test("資訊正確 is kept and recorded (A14)", async () => {
  const by = await aParent();
  await answerStudentData(by, correct);
  const [kept] = await keptFor(by.studentId);
  expect(kept).toMatchObject({ correct: true, wrongItems: null, portalAccountId: by.id });
  const trail = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, kept!.id));
  expect(trail).toMatchObject([{ action: "roster.answer_data", toStatus: "correct" }]);
});

test("錯誤回報 names what is wrong, with an encrypted sentence for the registrar", async () => {
  const by = await aParent();
  await answerStudentData(by, wrong);
  const [kept] = await keptFor(by.studentId);
  expect(kept).toMatchObject({ correct: false, wrongItems: ["class", "name"] });
  const note = openText(kept!.noteCipher!, `student_data_answers.note:${kept!.id}`);
  expect(note).toBe("應為李小明");
  const told = await db.select().from(auditEntries).where(like(auditEntries.detail, "%李%"));
  expect(told).toEqual([]);
});

test("what one parent wrote is not shown by the portal again, only that something was reported", async () => {
  const by = await aParent();
  await answerStudentData(by, wrong);
  const shown = await latestDataAnswer(ownScope(by)!);
  expect(Object.keys(shown!).sort()).toEqual(["answeredAt", "correct"]);
});

test("an answer can be given again: the last counts and both stay", async () => {
  const by = await aParent();
  await answerStudentData(by, wrong);
  await answerStudentData(by, correct);
  expect((await keptFor(by.studentId)).map((kept) => kept.correct)).toEqual([false, true]);
  expect(await latestDataAnswer(ownScope(by)!)).toMatchObject({ correct: true });
});

test("the same press twice, or twenty times at once, is one answer", async () => {
  const by = await aParent();
  await Promise.all(Array.from({ length: 20 }, () => answerStudentData(by, wrong)));
  expect(await keptFor(by.studentId)).toHaveLength(1);
});

test("a report that was settled may be made again in the same words", async () => {
  const by = await aParent();
  await answerStudentData(by, wrong);
  await db.update(studentDataAnswers).set({ settledAt: new Date() });
  await answerStudentData(by, wrong);
  expect(await keptFor(by.studentId)).toHaveLength(2);
});

test("a choice kept for later is not sent, and is gone once something is sent", async () => {
  const by = await aParent();
  await keepStudentData(by, { answer: "correct", wrongItems: ["name"] });
  await keepStudentData(by, { answer: "error", wrongItems: ["name"] });

  expect(await keptDataAnswer(ownScope(by)!)).toMatchObject({
    correct: false,
    wrongItems: ["name"],
  });
  expect(await keptFor(by.studentId)).toEqual([]);
  await answerStudentData(by, correct);
  expect(await keptDataAnswer(ownScope(by)!)).toBeUndefined();
});

test("an answer waits for the other parent's that is being written", async () => {
  const by = await aParent();
  await answerStudentData(by, correct);
  let press = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(students).where(eq(students.id, by.studentId)).for("update");
    press = answerStudentData(by, wrong);
    await someoneWaits();
  });
  await press;
  expect(await latestDataAnswer(ownScope(by)!)).toMatchObject({ correct: false });
});

test("a stranger cannot answer, keep or see anything", async () => {
  const { studentId } = await aParent();
  const strangers: Actor[] = [
    { kind: "visitor", id: "someone" },
    { kind: "holder", id: randomUUID() },
    { kind: "invitee", id: randomUUID(), studentId },
    { kind: "portal", id: randomUUID(), studentId: randomUUID() },
  ];
  const kept = { answer: "correct", wrongItems: [] } as const;
  for (const stranger of strangers) {
    const refusal = { reason: "not_found" };
    await expect(answerStudentData(stranger, correct)).rejects.toMatchObject(refusal);
    await expect(keepStudentData(stranger, { ...kept, wrongItems: [] })).rejects.toMatchObject(
      refusal,
    );
  }
  expect(await keptFor(studentId)).toEqual([]);
});
