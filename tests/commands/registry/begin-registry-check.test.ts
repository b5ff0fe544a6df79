import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { beginRegistryCheck } from "@/commands/registry/begin-registry-check";
import { db } from "@/db/client";
import { applications } from "@/db/schema";
import { burstMax, failuresMax, msPerPermit } from "@/domain/registry/gate";
import { patienceMs } from "@/domain/registry/retries";
import { seconds } from "@/lib/time";
import { aFlag, anApplication, applicationNow, aStudent } from "../../support/factories";
import { bellsOf, checksOf, outcomeOf } from "../../support/outcome";
import { asked, bySystem, makeDue, setGate } from "../../support/outside-registry";
import { someoneWaits } from "../../support/races";

const begin = (applicationId: string) => beginRegistryCheck(bySystem, { applicationId });

test("a due application gives one question, with both people in the clear and nothing stored", async () => {
  const student = await aStudent({ name: "林小華" });
  const application = await anApplication({ student, name: "林大華" });
  const question = await begin(application.id);

  expect(question).toMatchObject({
    attempt: 1,
    flagged: false,
    applicant: { number: application.number, name: "林大華" },
    child: { number: student.number, name: "林小華" },
  });
  expect(await checksOf(application.id)).toMatchObject([
    { id: question!.checkId, attempt: 1, outcome: null, answeredAt: null },
  ]);
  expect((await outcomeOf(application.id)).trail).toEqual([
    { action: "registry.ask", from: null, to: null, detail: null },
  ]);
});

test("a question on its way is not asked twice, but a bell rings again after its time", async () => {
  const { id } = await anApplication();
  await asked(id);
  expect(await begin(id)).toBeUndefined();

  expect(await checksOf(id)).toHaveLength(1);
  const { nextCheckAt } = await applicationNow(id);
  expect(await bellsOf(id)).toMatchObject([{ job: "registry.check", dueAt: nextCheckAt }]);
});

test("a question nobody came back from is asked again, as the next attempt", async () => {
  const { id } = await anApplication();
  await asked(id);
  await makeDue(id);
  expect(await asked(id)).toMatchObject({ attempt: 2 });
  expect(await checksOf(id)).toHaveLength(2);
});

test("two workers with the same bell: the second waits for the row and finds it asked", async () => {
  const { id } = await anApplication();
  let second: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(applications).where(eq(applications.id, id)).for("update");
    second = begin(id);
    await someoneWaits();
    await tx
      .update(applications)
      .set({ nextCheckAt: new Date(Date.now() + seconds(5)), checkAttempts: 1 })
      .where(eq(applications.id, id));
  });
  expect(await second).toBeUndefined();
  expect(await checksOf(id)).toEqual([]);
});

test("a decided application is never asked about", async () => {
  const { id } = await anApplication();
  await db
    .update(applications)
    .set({ status: "in_review", reviewReason: "flagged", nextCheckAt: null })
    .where(eq(applications.id, id));
  expect(await begin(id)).toBeUndefined();
  expect(await checksOf(id)).toEqual([]);
});

test("a flag on the child or on the applicant is noticed before the question", async () => {
  const child = await anApplication();
  await aFlag({ studentId: child.studentId });
  expect(await asked(child.id)).toMatchObject({ flagged: true });

  const applicant = await anApplication();
  await aFlag({ personIndex: applicant.personIndex }, "former_unbinding");
  expect(await asked(applicant.id)).toMatchObject({ flagged: true });
});

test("nobody but the system asks, and what does not exist looks the same", async () => {
  const { id } = await anApplication();
  const stranger = beginRegistryCheck({ kind: "visitor", id: "v" }, { applicationId: id });
  await expect(stranger).rejects.toMatchObject({ reason: "not_found" });
  await expect(begin(crypto.randomUUID())).rejects.toMatchObject({ reason: "not_found" });
  expect(await checksOf(id)).toEqual([]);
});

test("without a permit left it is put off, behind those who wait, and the bell goes with it", async () => {
  await setGate({ permits: 0, refilledAt: new Date(Date.now() + seconds(1)) });
  const [first, second] = [await anApplication(), await anApplication()];
  expect(await begin(first.id)).toBeUndefined();
  expect(await begin(second.id)).toBeUndefined();

  const [one, two] = [await applicationNow(first.id), await applicationNow(second.id)];
  expect(one.checkAttempts).toBe(0);
  expect(one.nextCheckAt!.getTime()).toBeGreaterThan(Date.now());
  expect(two.nextCheckAt!.getTime()).toBeGreaterThan(one.nextCheckAt!.getTime());
  expect(await bellsOf(first.id)).toMatchObject([{ dueAt: one.nextCheckAt }]);
  expect(await checksOf(first.id)).toEqual([]);
});

test("the budget holds however many ask at once", async () => {
  const burst = burstMax(600);
  const many = await Promise.all(Array.from({ length: burst + 30 }, () => anApplication()));
  await setGate({ permits: burst, refilledAt: new Date() });
  const from = Date.now();
  const questions = await Promise.all(many.map(({ id }) => begin(id)));
  const meanwhile = Math.ceil((Date.now() - from) / msPerPermit(600));
  const passed = questions.filter(Boolean).length;
  expect(passed).toBeGreaterThanOrEqual(burst);
  expect(passed).toBeLessThanOrEqual(burst + meanwhile);
  expect(passed).toBeLessThan(many.length);
});

test("while the breaker is open nobody asks, and no attempt is counted", async () => {
  const openUntil = new Date(Date.now() + seconds(30));
  await setGate({ failuresInRow: failuresMax, openUntil });
  const { id } = await anApplication();
  expect(await begin(id)).toBeUndefined();
  const { checkAttempts, nextCheckAt, status } = await applicationNow(id);
  expect([checkAttempts, status]).toEqual([0, "verifying"]);
  expect(nextCheckAt!.getTime()).toBeGreaterThanOrEqual(openUntil.getTime());
});

test("half open lets one question pass and holds the others back", async () => {
  await setGate({ failuresInRow: failuresMax, openUntil: new Date(Date.now() - 1) });
  const [probe, other] = [await anApplication(), await anApplication()];
  expect(await begin(probe.id)).toBeDefined();
  expect(await begin(other.id)).toBeUndefined();
});

test("who waited longer than the patience before an open breaker is handed to a person", async () => {
  await setGate({ failuresInRow: failuresMax, openUntil: new Date(Date.now() + seconds(30)) });
  const { id } = await anApplication();
  await db
    .update(applications)
    .set({ submittedAt: new Date(Date.now() - patienceMs) })
    .where(eq(applications.id, id));
  expect(await begin(id)).toBeUndefined();
  expect(await outcomeOf(id)).toMatchObject({
    status: "in_review",
    reviewReason: "registry_silent",
    letters: [{ kind: "application-in-review" }],
    trail: [{ action: "registry.ask", from: "verifying", to: "in_review", detail: "breaker" }],
  });
});
