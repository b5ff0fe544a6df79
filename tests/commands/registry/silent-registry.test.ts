import "../../support/database";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordRegistryAnswer } from "@/commands/registry/record-registry-answer";
import { db } from "@/db/client";
import { applications } from "@/db/schema";
import type { Heard } from "@/domain/registry/answers";
import { failuresMax } from "@/domain/registry/gate";
import { patienceMs, retryDelaysMs } from "@/domain/registry/retries";
import { anApplication, applicationNow } from "../../support/factories";
import { bellsOf, checksOf, outcomeOf } from "../../support/outcome";
import { asked, bySystem, gateNow, makeDue, setGate } from "../../support/outside-registry";

const silence: Heard = { outcome: "silent" };
const yes: Heard = {
  outcome: "yes",
  kind: "father",
  authority: "full",
  applicantName: "王大明",
  childName: "王小明",
};

async function answer(applicationId: string, heard: Heard) {
  const question = await asked(applicationId);
  await recordRegistryAnswer(bySystem, { applicationId, asked: question, heard });
}

test("each silence is followed by a longer wait, kept in the row and in the bell", async () => {
  const { id } = await anApplication();
  const waits: number[] = [];
  for (const _ of retryDelaysMs) {
    await makeDue(id);
    await setGate({ failuresInRow: 0, openUntil: null });
    await answer(id, silence);
    const { nextCheckAt } = await applicationNow(id);
    waits.push(Math.round((nextCheckAt!.getTime() - Date.now()) / 1_000));
    expect((await bellsOf(id)).at(-1)!.dueAt).toEqual(nextCheckAt);
  }
  expect(waits).toEqual(retryDelaysMs.map((ms) => Math.round(ms / 1_000)));
  expect((await outcomeOf(id)).letters).toEqual([]);
});

test("after the last silence a person decides, and the applicant is never refused", async () => {
  const { id } = await anApplication({ checkAttempts: retryDelaysMs.length });
  await answer(id, { outcome: "garbled" });
  expect(await outcomeOf(id)).toMatchObject({
    status: "in_review",
    reviewReason: "registry_silent",
    letters: [{ kind: "application-in-review" }],
    trail: [{}, { action: "registry.answer", to: "in_review", detail: "garbled" }],
  });
  expect(await checksOf(id)).toMatchObject([{ outcome: "garbled" }]);
});

test("who waited too long altogether is handed to a person at the next silence", async () => {
  const { id } = await anApplication();
  const submittedAt = new Date(Date.now() - patienceMs);
  await db.update(applications).set({ submittedAt }).where(eq(applications.id, id));
  await answer(id, silence);
  expect((await outcomeOf(id)).reviewReason).toBe("registry_silent");
});

test("a registry that names a time is not asked before it", async () => {
  const { id } = await anApplication();
  await answer(id, { outcome: "silent", retryAfterMs: 90_000 });
  const { nextCheckAt } = await applicationNow(id);
  expect(nextCheckAt!.getTime() - Date.now()).toBeGreaterThan(85_000);
});

test("silent, then back: the later answer decides", async () => {
  const { id } = await anApplication();
  await answer(id, silence);
  await makeDue(id);
  await answer(id, yes);
  expect(await outcomeOf(id)).toMatchObject({ status: "approved", checkAttempts: 2 });
  expect(await checksOf(id)).toMatchObject([{ outcome: "silent" }, { outcome: "yes" }]);
});

test("silences in a row open the breaker, and one answer closes it", async () => {
  for (let count = 0; count < failuresMax; count++) {
    await answer((await anApplication()).id, silence);
  }
  const open = await gateNow();
  expect(open.failuresInRow).toBe(failuresMax);
  expect(open.openUntil!.getTime()).toBeGreaterThan(Date.now());

  await setGate({ openUntil: new Date(0) });
  await answer((await anApplication()).id, { outcome: "no" });
  expect(await gateNow()).toMatchObject({ failuresInRow: 0, openUntil: null });
});

test("an answer recorded twice has one effect", async () => {
  const { id } = await anApplication();
  const question = await asked(id);
  const recorded = { applicationId: id, asked: question, heard: yes };
  await recordRegistryAnswer(bySystem, recorded);
  const once = await outcomeOf(id);
  await recordRegistryAnswer(bySystem, recorded);
  await recordRegistryAnswer(bySystem, { ...recorded, heard: { outcome: "no" } });
  expect(await outcomeOf(id)).toEqual(once);
});

test("the silence of an earlier question does not put off the later one", async () => {
  const { id } = await anApplication();
  const frozen = await asked(id);
  await makeDue(id);
  await asked(id);
  const before = await applicationNow(id);
  await recordRegistryAnswer(bySystem, { applicationId: id, asked: frozen, heard: silence });
  expect(await applicationNow(id)).toEqual(before);
});

test("the late answer of an earlier question is as good as any", async () => {
  const { id } = await anApplication();
  const frozen = await asked(id);
  await makeDue(id);
  const later = await asked(id);
  await recordRegistryAnswer(bySystem, { applicationId: id, asked: frozen, heard: yes });
  await recordRegistryAnswer(bySystem, { applicationId: id, asked: later, heard: silence });
  expect(await outcomeOf(id)).toMatchObject({ status: "approved", bindings: [{}] });
});

test("a question that could never be asked counts as silence, and in the end a person decides", async () => {
  const { id } = await anApplication();
  for (const _ of retryDelaysMs) {
    await recordRegistryAnswer(bySystem, { applicationId: id, heard: silence });
  }
  expect(await applicationNow(id)).toMatchObject({
    status: "verifying",
    checkAttempts: retryDelaysMs.length,
  });
  await recordRegistryAnswer(bySystem, { applicationId: id, heard: silence });
  expect((await applicationNow(id)).reviewReason).toBe("registry_silent");
  expect(await gateNow()).toMatchObject({ failuresInRow: 0 });
});

test("nobody but the system records an answer", async () => {
  const { id } = await anApplication();
  const question = await asked(id);
  const forged = recordRegistryAnswer(
    { kind: "portal", id: "p", studentId: "s" },
    { applicationId: id, asked: question, heard: yes },
  );
  await expect(forged).rejects.toMatchObject({ reason: "not_found" });
  expect((await applicationNow(id)).status).toBe("verifying");
});
