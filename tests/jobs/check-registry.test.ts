import { UnrecoverableError } from "bullmq";
import { expect, test } from "vitest";
import { failuresMax } from "@/domain/registry/gate";
import { checkRegistry } from "@/jobs/check-registry";
import { eventually } from "../support/backends";
import { asOwnerHere } from "../support/database";
import { anApplication, applicationNow, aStudent } from "../support/factories";
import { checksOf, outcomeOf } from "../support/outcome";
import {
  aKnownFamily,
  gateNow,
  makeDue,
  registry,
  registryKnows,
  setGate,
} from "../support/outside-registry";

// Long enough for an answer on a busy machine, short enough to wait for one that never comes.
process.env.REGISTRY_TIMEOUT_MS = "1000";

const run = (applicationId: string) => checkRegistry.run({ applicationId });

test("a known parent is approved over the wire, and running twice has one effect", async () => {
  const { id } = await aKnownFamily();
  await run(id);
  const once = await outcomeOf(id);
  expect(once).toMatchObject({ status: "approved", bindings: [{}], letters: [{}] });
  const { asked } = registry.log();
  await run(id);
  expect(await outcomeOf(id)).toEqual(once);
  expect(registry.log().asked).toBe(asked);
});

test("unknown people and unrelated people go to a person at once", async () => {
  const unknown = await anApplication();
  await run(unknown.id);
  expect((await outcomeOf(unknown.id)).reviewReason).toBe("registry_not_found");

  const student = await aStudent();
  const unrelated = await anApplication({ student });
  const { number, name } = unrelated;
  registryKnows({ applicant: { number, name }, child: student });
  await run(unrelated.id);
  expect((await outcomeOf(unrelated.id)).reviewReason).toBe("registry_no");
});

const troubles = [
  ["vanishes", { mode: "gone" }, "silent"],
  ["answers with 503", { mode: "failing" }, "silent"],
  ["says it is too busy (429)", { mode: "busy" }, "silent"],
  ["never answers", { mode: "silent" }, "silent"],
  ["answers after its time", { mode: "slow", delayMs: 2_500 }, "silent"],
] as const;

test.each(troubles)(
  "a registry that %s is asked again later, and then decides",
  async (...args) => {
    const [, trouble, outcome] = args;
    const { id } = await aKnownFamily();
    registry.control({ ...trouble, times: 1 });
    await run(id);
    expect(await outcomeOf(id)).toMatchObject({ status: "verifying", letters: [], bindings: [] });
    expect(await checksOf(id)).toMatchObject([{ outcome }]);

    await makeDue(id);
    await run(id);
    expect(await outcomeOf(id)).toMatchObject({ status: "approved", bindings: [{}] });
  },
);

test("nonsense of every sort is heard as nonsense, never as an answer", async () => {
  const { id } = await aKnownFamily();
  const sorts = 7;
  for (let sort = 0; sort < sorts; sort++) {
    await setGate({ failuresInRow: 0, openUntil: null, permits: 100 });
    registry.control({ mode: "garbage", times: 1 });
    await makeDue(id);
    await run(id);
    if (sort < sorts - 1) expect((await applicationNow(id)).status).toBe("verifying");
  }
  const heard = (await checksOf(id)).map(({ outcome }) => outcome);
  expect(heard).toEqual(Array.from({ length: sorts }, () => "garbled"));
  expect((await applicationNow(id)).reviewReason).toBe("registry_silent");
});

test("the registry's own word about when to come again is kept", async () => {
  const { id } = await aKnownFamily();
  registry.control({ mode: "busy", times: 1 });
  await run(id);
  const { nextCheckAt } = await applicationNow(id);
  expect(nextCheckAt!.getTime() - Date.now()).toBeGreaterThan(1_500);
});

test("after failures in a row nobody is asked; then one is, and its answer opens the way", async () => {
  registry.control({ mode: "failing" });
  for (let count = 0; count < failuresMax; count++) await run((await anApplication()).id);
  const { asked } = registry.log();
  const waiting = await aKnownFamily();
  await run(waiting.id);
  expect(registry.log().asked).toBe(asked);
  expect(await checksOf(waiting.id)).toEqual([]);

  registry.control({ mode: "normal" });
  await setGate({ openUntil: new Date(0) });
  await makeDue(waiting.id);
  await run(waiting.id);
  expect((await applicationNow(waiting.id)).status).toBe("approved");
  expect(await gateNow()).toMatchObject({ failuresInRow: 0, openUntil: null });
});

test("two workers with the same bell ask once", async () => {
  const { id } = await aKnownFamily();
  registry.control({ mode: "slow", delayMs: 150 });
  const { asked } = registry.log();
  await Promise.all([run(id), run(id)]);
  expect(registry.log().asked).toBe(asked! + 1);
  expect(await outcomeOf(id)).toMatchObject({ status: "approved", bindings: [{}], letters: [{}] });
});

test("no transaction is open while the registry thinks", async () => {
  const { id } = await aKnownFamily();
  registry.control({ mode: "slow", delayMs: 350 });
  const before = registry.log().asked!;
  const running = run(id);
  await eventually("the question", () => registry.log().asked === before + 1);
  const open = await asOwnerHere(`
    select 1 from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`);
  expect(open.rows).toEqual([]);
  await running;
});

test("a payload that breaks its contract is not tried again, nor are its words kept", async () => {
  const broken = checkRegistry.run({ applicationId: "A123456789" });
  await expect(broken).rejects.toBeInstanceOf(UnrecoverableError);
  await expect(broken).rejects.not.toThrow(/A123456789/);
});

test("an application that does not exist is a refusal, and not tried again", async () => {
  const refused = run(crypto.randomUUID());
  await expect(refused).rejects.toThrow(new UnrecoverableError("refused: not_found"));
});

test("when a job failed for good, the wait counts as silence and somebody still asks", async () => {
  const { id } = await anApplication();
  await checkRegistry.exhausted({ applicationId: id });
  const { status, checkAttempts, nextCheckAt } = await applicationNow(id);
  expect([status, checkAttempts]).toEqual(["verifying", 1]);
  expect(nextCheckAt!.getTime()).toBeGreaterThan(Date.now());
});
