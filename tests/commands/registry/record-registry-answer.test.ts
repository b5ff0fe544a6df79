import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordRegistryAnswer } from "@/commands/registry/record-registry-answer";
import { db } from "@/db/client";
import { students } from "@/db/schema";
import type { ReviewReason } from "@/domain/binding/statuses";
import type { Heard } from "@/domain/registry/answers";
import { blindIndex, openText } from "@/lib/crypto";
import { days } from "@/lib/time";
import { anApplication } from "../../support/factories";
import {
  accountsOf,
  activationsOf,
  bellsOf,
  checksOf,
  handoversOf,
  outcomeOf,
} from "../../support/outcome";
import { asked, bySystem, gateNow } from "../../support/outside-registry";

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
