import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordRegistryAnswer } from "@/commands/registry/record-registry-answer";
import { db } from "@/db/client";
import { accounts, activations, reviewFlags, students } from "@/db/schema";
import type { ReviewReason } from "@/domain/binding/statuses";
import type { Heard } from "@/domain/registry/answers";
import { blindIndex, openText } from "@/lib/crypto";
import { days } from "@/lib/time";
import { aFlag, anAccount, anApplication, aStudent } from "../../support/factories";
import {
  accountsOf,
  activationsOf,
  bellsOf,
  checksOf,
  handoversOf,
  outcomeOf,
} from "../../support/outcome";
import { asked, bySystem, gateNow } from "../../support/outside-registry";
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

test("a legal representative is approved: account, relation, letter, handover, trail, once each", async () => {
  const application = await anApplication();
  await answer(application.id);

  const [account, ...others] = await accountsOf(application.personIndex);
  expect(others).toEqual([]);
  const { id } = account!;
  const outcome = await outcomeOf(application.id);
  expect(outcome).toMatchObject({
    status: "approved",
    reviewReason: null,
    accountId: id,
    nextCheckAt: null,
    bindings: [{ accountId: id, studentId: application.studentId, basis: "registry" }],
    letters: [{ kind: "account-opened", recipientId: id }],
    trail: [
      { action: "registry.ask" },
      { action: "registry.answer", from: "verifying", to: "approved", detail: "yes" },
    ],
  });
  expect(outcome.trail).toHaveLength(2);
  expect(outcome.letters).toHaveLength(1);
  expect(await handoversOf(outcome.bindings[0]!.id)).toMatchObject([{ kind: "relation_added" }]);
  const [link, ...more] = await activationsOf(id);
  expect(more).toEqual([]);
  expect(link!.expiresAt.getTime() - link!.createdAt.getTime()).toBe(days(7));
});

test("the account's personal data open in its own row and nowhere else", async () => {
  const application = await anApplication();
  await answer(application.id);
  const [account] = await accountsOf(application.personIndex);
  const { id, name, locale } = account!;
  expect(openText(account!.numberCipher, `accounts.number:${id}`)).toBe(application.number);
  expect(openText(account!.emailCipher, `accounts.email:${id}`)).toBe(application.email);
  expect(openText(account!.mobileCipher, `accounts.mobile:${id}`)).toBe(application.mobile);
  expect(() => openText(account!.numberCipher, `applications.number:${application.id}`)).toThrow();
  expect(account!.emailIndex).toEqual(blindIndex("email", application.email));
  expect([name, locale]).toEqual([application.name, "zh-TW"]);
});

test("the evidence keeps the answer and how names compare, not the names", async () => {
  const application = await anApplication({ name: "王大民" });
  await answer(application.id);
  const [check] = await checksOf(application.id);
  expect(check).toMatchObject({
    outcome: "yes",
    kind: "father",
    authority: "full",
    applicantName: "near",
    childName: "match",
    answeredAt: expect.any(Date),
  });
  expect(JSON.stringify(check)).not.toContain("王");
});

const doubtful: [string, Heard, ReviewReason][] = [
  ["no", { outcome: "no" }, "registry_no"],
  ["that it cannot tell", { outcome: "cannot_tell" }, "registry_cannot_tell"],
  ["that it does not find them", { outcome: "not_found" }, "registry_not_found"],
  ["yes without authority", { ...yes, authority: "none" }, "no_authority"],
  ["yes with limited authority", { ...yes, authority: "limited" }, "no_authority"],
  ["yes of a grandparent", { ...yes, kind: "grandparent" }, "not_legal_representative"],
  ["yes of the other parent", { ...yes, kind: "mother" }, "not_legal_representative"],
  ["yes under a near name", { ...yes, applicantName: "王大民" }, "near_name"],
  ["yes of a child of another name", { ...yes, childName: "李小華" }, "name_differs"],
];

test.each(doubtful)("when the registry says %s, a person decides", async (_, heard, reason) => {
  const { id } = await anApplication();
  await answer(id, heard);
  expect(await outcomeOf(id)).toMatchObject({
    ...reviewed(reason),
    letters: [{ kind: "application-in-review", recipientId: id }],
    trail: [{}, { action: "registry.answer", from: "verifying", to: "in_review", detail: reason }],
  });
});

test("a guardian waits for a person with the registry's answer as evidence", async () => {
  const { id } = await anApplication({ mode: "guardian", relation: "grandparent" });
  await answer(id, { ...yes, kind: "guardian" });
  expect(await outcomeOf(id)).toMatchObject(reviewed("guardian_by_document"));
  expect(await checksOf(id)).toMatchObject([{ outcome: "yes", kind: "guardian" }]);
});

test("an existing account of the same person gains the child, and no second account", async () => {
  const account = await anAccount({ passwordHash: "set" });
  const application = await anApplication({ number: account.number });
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

  const second = await anApplication({ number: first.number });
  await answer(second.id);
  expect((await outcomeOf(second.id)).letters).toMatchObject([{ kind: "account-opened" }]);
  const links = await activationsOf(account!.id);
  expect(links).toHaveLength(1);
  expect(links[0]!.expiresAt.getTime()).toBeGreaterThan(Date.now());
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
  const { id } = await anApplication({ number: account.number });
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

test("an answer about another number than the child has now is asked for again", async () => {
  const { id, studentId } = await anApplication();
  const question = await asked(id);
  const numberIndex = blindIndex("person", "A123456789");
  await db.update(students).set({ numberIndex }).where(eq(students.id, studentId));
  await recordRegistryAnswer(bySystem, { applicationId: id, asked: question, heard: yes });
  expect(await outcomeOf(id)).toMatchObject({ status: "verifying", bindings: [] });
  expect(await bellsOf(id)).toHaveLength(1);
  expect(await gateNow()).toMatchObject({ failuresInRow: 0 });
});
