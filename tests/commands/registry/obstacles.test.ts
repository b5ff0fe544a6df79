import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordRegistryAnswer } from "@/commands/registry/record-registry-answer";
import { db } from "@/db/client";
import { accounts, activations, reviewFlags, students } from "@/db/schema";
import type { ReviewReason } from "@/domain/binding/statuses";
import type { Heard } from "@/domain/registry/answers";
import { aFlag, anAccount, anApplication, aSchool, aStudent } from "../../support/factories";
import { accountsOf, activationsOf, outcomeOf } from "../../support/outcome";
import { asked, bySystem } from "../../support/outside-registry";
import { someoneWaits } from "../../support/races";

const yes = {
  outcome: "yes",
  kind: "father",
  authority: "full",
  applicantName: "王大明",
  childName: "王小明",
} as const satisfies Heard;

/** Asked and answered, as the job does it. */
async function answer(applicationId: string, heard: Heard = yes) {
  const question = await asked(applicationId);
  await recordRegistryAnswer(bySystem, { applicationId, asked: question, heard });
  return question;
}

const reviewed = (reason: ReviewReason) => ({
  status: "in_review",
  reviewReason: reason,
  accountId: null,
  nextCheckAt: null,
  bindings: [],
});

test("an existing account of the same person gains the child, and no second account", async () => {
  const account = await anAccount({ passwordHash: "set" });
  const application = await anApplication({ number: account.number, email: account.email });
  await answer(application.id);
  expect(await accountsOf(account.personIndex)).toMatchObject([{ id: account.id }]);
  expect(await outcomeOf(application.id)).toMatchObject({
    status: "approved",
    accountId: account.id,
    letters: [{ kind: "relation-added", recipientId: account.id }],
  });
  expect(await activationsOf(account.id)).toEqual([]);
});

test("an account whose link ran out before it was opened gets a working one again", async () => {
  const first = await anApplication();
  await answer(first.id);
  const [account] = await accountsOf(first.personIndex);
  const ofAccount = eq(activations.accountId, account!.id);
  await db
    .update(activations)
    .set({ expiresAt: new Date(0) })
    .where(ofAccount);

  const second = await anApplication({ number: first.number, email: first.email });
  await answer(second.id);
  expect((await outcomeOf(second.id)).letters).toMatchObject([{ kind: "account-opened" }]);
  const links = await activationsOf(account!.id);
  expect(links).toHaveLength(1);
  expect(links[0]!.expiresAt.getTime()).toBeGreaterThan(Date.now());
});

test("an account opened with another address gains no child by itself (abuse 4)", async () => {
  const account = await anAccount({ passwordHash: "set" });
  const application = await anApplication({ number: account.number });
  await answer(application.id);
  expect(await outcomeOf(application.id)).toMatchObject(reviewed("contact_differs"));
});

test("a child who left or changed school meanwhile is decided by a person (abuse 3)", async () => {
  const [gone, moved] = [await anApplication(), await anApplication()];
  const ofGone = eq(students.id, gone.studentId);
  const ofMoved = eq(students.id, moved.studentId);
  const elsewhere = (await aSchool()).id;
  const questions = [await asked(gone.id), await asked(moved.id)];
  await db.update(students).set({ status: "left", leftAt: new Date() }).where(ofGone);
  await db.update(students).set({ schoolId: elsewhere }).where(ofMoved);
  for (const [at, { id }] of [gone, moved].entries()) {
    const answered = { applicationId: id, asked: questions[at]!, heard: yes };
    await recordRegistryAnswer(bySystem, answered);
    expect(await outcomeOf(id)).toMatchObject(reviewed("child_moved"));
  }
});

test("the later of two applications of one person for one child goes to a person", async () => {
  const first = await anApplication();
  const { number, email, mobile, studentId, schoolId } = first;
  const student = { id: studentId, schoolId };
  const second = await anApplication({ student, number, email, mobile });
  await answer(second.id);
  expect(await outcomeOf(second.id)).toMatchObject(reviewed("duplicate"));
  await answer(first.id);
  expect((await outcomeOf(first.id)).status).toBe("approved");
});

test("a person who is a student gets no mixed account", async () => {
  const application = await anApplication();
  await aStudent({ number: application.number });
  await answer(application.id);
  expect(await outcomeOf(application.id)).toMatchObject(reviewed("applicant_is_student"));
  expect(await accountsOf(application.personIndex)).toEqual([]);
});

test("a person who was a student once is a parent like any other", async () => {
  const application = await anApplication();
  await aStudent({ number: application.number, status: "graduated", leftAt: new Date() });
  await answer(application.id);
  expect((await outcomeOf(application.id)).status).toBe("approved");
});

test("a flag on the child or on the applicant goes to a person; one that ended does not", async () => {
  const [onChild, onPerson, ended] = [
    await anApplication(),
    await anApplication(),
    await anApplication(),
  ];
  await aFlag({ studentId: onChild.studentId }, "custody");
  await aFlag({ personIndex: onPerson.personIndex }, "former_unbinding");
  const { id } = await aFlag({ studentId: ended.studentId });
  await db.update(reviewFlags).set({ endedAt: new Date() }).where(eq(reviewFlags.id, id));
  for (const each of [onChild, onPerson, ended]) await answer(each.id);

  expect(await outcomeOf(onChild.id)).toMatchObject(reviewed("flagged"));
  expect(await outcomeOf(onPerson.id)).toMatchObject(reviewed("flagged"));
  expect((await outcomeOf(ended.id)).status).toBe("approved");
});

test("a flag that stood when the question was asked counts, even if it ended meanwhile", async () => {
  const { id, studentId } = await anApplication();
  await aFlag({ studentId });
  const question = await asked(id);
  await db.update(reviewFlags).set({ endedAt: new Date() });
  await recordRegistryAnswer(bySystem, { applicationId: id, asked: question, heard: yes });
  expect(await outcomeOf(id)).toMatchObject(reviewed("flagged"));
});

test("a flag being set when the answer comes is waited for, and then counts", async () => {
  const { id, studentId } = await anApplication();
  const question = await asked(id);
  let recording: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.insert(reviewFlags).values({ studentId, reason: "protection" });
    recording = recordRegistryAnswer(bySystem, { applicationId: id, asked: question, heard: yes });
    await someoneWaits();
  });
  await recording;
  expect(await outcomeOf(id)).toMatchObject(reviewed("flagged"));
});

test("an account somebody disowned gains no child", async () => {
  const account = await anAccount();
  await db.update(accounts).set({ status: "disowned" }).where(eq(accounts.id, account.id));
  const { id } = await anApplication({ number: account.number, email: account.email });
  await answer(id);
  expect(await outcomeOf(id)).toMatchObject(reviewed("flagged"));
});

test("contact data of another person's account or of the other parent go to a person", async () => {
  const stranger = await anAccount();
  const byEmail = await anApplication({ email: stranger.email });
  const byMobile = await anApplication({ mobile: stranger.mobile });
  await answer(byEmail.id);
  await answer(byMobile.id);
  expect(await outcomeOf(byEmail.id)).toMatchObject(reviewed("contact_shared"));
  expect(await outcomeOf(byMobile.id)).toMatchObject(reviewed("contact_shared"));

  const student = await aStudent();
  const father = await anApplication({ student });
  const mother = await anApplication({ student, relation: "mother", mobile: father.mobile });
  await answer(father.id);
  expect(await outcomeOf(father.id)).toMatchObject(reviewed("contact_shared"));
  await answer(mother.id, { ...yes, kind: "mother" });
  expect(await outcomeOf(mother.id)).toMatchObject(reviewed("contact_shared"));
});

test("two parents with contact data of their own are both bound to the child", async () => {
  const student = await aStudent();
  const father = await anApplication({ student, mode: "two_parents" });
  const mother = await anApplication({ student, mode: "two_parents", relation: "mother" });
  await answer(father.id);
  await answer(mother.id, { ...yes, kind: "mother" });
  expect((await outcomeOf(father.id)).status).toBe("approved");
  expect((await outcomeOf(mother.id)).status).toBe("approved");
});

test("the same person bound to the same child already goes to a person", async () => {
  const first = await anApplication();
  await answer(first.id);
  const again = await anApplication({
    number: first.number,
    student: { id: first.studentId, schoolId: first.schoolId },
  });
  await answer(again.id);
  expect(await outcomeOf(again.id)).toMatchObject(reviewed("duplicate"));
  expect(await accountsOf(first.personIndex)).toHaveLength(1);
});
