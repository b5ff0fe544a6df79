import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { approve } from "@/commands/binding/approval";
import { recordRegistryAnswer } from "@/commands/registry/record-registry-answer";
import { db } from "@/db/client";
import { accounts, applications, bindings, students } from "@/db/schema";
import type { Heard } from "@/domain/registry/answers";
import { anAccount, anApplication, applicationNow, aStudent } from "../../support/factories";
import { accountsOf, activationsOf, outcomeOf } from "../../support/outcome";
import { asked, bySystem } from "../../support/outside-registry";
import { someoneWaits } from "../../support/races";

const yes: Heard = {
  outcome: "yes",
  kind: "father",
  authority: "full",
  applicantName: "王大明",
  childName: "王小明",
};

/** Starts recording a yes; the test holds a row it needs, and sees it wait. */
async function recordWhileHeld(applicationId: string) {
  const question = await asked(applicationId);
  return () => recordRegistryAnswer(bySystem, { applicationId, asked: question, heard: yes });
}

test("one person approved for two children at once: one account, two relations", async () => {
  const first = await anApplication();
  const second = await anApplication({ number: first.number, email: first.email });
  const record = await recordWhileHeld(second.id);
  let recording: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(applications).where(eq(applications.id, first.id));
    expect(await approve(tx, row!, "registry", new Date())).toMatchObject({ allowed: true });
    recording = record();
    await someoneWaits();
  });
  await recording;

  const [account, ...others] = await accountsOf(first.personIndex);
  expect(others).toEqual([]);
  const bound = await db.select().from(bindings).where(eq(bindings.accountId, account!.id));
  expect(bound.map(({ studentId }) => studentId).sort()).toEqual(
    [first.studentId, second.studentId].sort(),
  );
  expect(await activationsOf(account!.id)).toHaveLength(1);
  expect((await outcomeOf(second.id)).letters).toMatchObject([{ kind: "relation-added" }]);
});

test("two persons with one e-mail approved at once: the second waits for a person", async () => {
  const first = await anApplication();
  const second = await anApplication({ email: first.email });
  const record = await recordWhileHeld(second.id);
  let recording: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(applications).where(eq(applications.id, first.id));
    await approve(tx, row!, "registry", new Date());
    recording = record();
    await someoneWaits();
  });
  await recording;
  expect(await outcomeOf(second.id)).toMatchObject({
    status: "in_review",
    reviewReason: "contact_shared",
    bindings: [],
  });
  expect(await accountsOf(second.personIndex)).toEqual([]);
});

test("an account disowned while the answer comes gains no child", async () => {
  const account = await anAccount();
  const application = await anApplication({ number: account.number });
  const record = await recordWhileHeld(application.id);
  let recording: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.update(accounts).set({ status: "disowned" }).where(eq(accounts.id, account.id));
    recording = record();
    await someoneWaits();
  });
  await recording;
  expect((await outcomeOf(application.id)).reviewReason).toBe("flagged");
});

test("a decision made meanwhile stands, whatever the registry says", async () => {
  const { id } = await anApplication();
  const record = await recordWhileHeld(id);
  let recording: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx
      .update(applications)
      .set({ status: "in_review", reviewReason: "flagged", nextCheckAt: null })
      .where(eq(applications.id, id));
    recording = record();
    await someoneWaits();
  });
  await recording;
  expect(await outcomeOf(id)).toMatchObject({ reviewReason: "flagged", bindings: [], letters: [] });
});

test("whoever holds the child is waited for before anything about the child is decided", async () => {
  const student = await aStudent();
  const { id } = await anApplication({ student });
  const record = await recordWhileHeld(id);
  let recording: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(students).where(eq(students.id, student.id)).for("update");
    recording = record();
    await someoneWaits();
    expect((await applicationNow(id)).status).toBe("verifying");
  });
  await recording;
  expect((await applicationNow(id)).status).toBe("approved");
});
