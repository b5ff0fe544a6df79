import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { modes } from "@/scripts/simulator/mood";
import { startSimulator } from "@/scripts/simulator/server";

const father = { number: "A123456789", name: "王大明" };
const mother = { number: "A223456781", name: "李美玲" };
const child = { number: "A234567890", name: "王小明" };
const stranger = { number: "B123456780", name: "無名氏" };

const simulator = await startSimulator();
simulator.know([
  father,
  mother,
  { ...child, name: "王曉明" },
  { number: "B187654321", name: "周叔叔" },
  {
    applicant: father.number,
    child: child.number,
    answer: "yes",
    kind: "father",
    authority: "full",
  },
  { applicant: mother.number, child: child.number, answer: "cannot_tell" },
]);
afterAll(() => simulator.close());
beforeEach(() => simulator.control({ mode: "normal" }));

const question = (applicant: object, requestId: string = randomUUID()) => ({
  requestId,
  applicant,
  child,
});

function ask(body: { requestId: string }, headers: Record<string, string> = {}, url?: string) {
  return fetch(`${url ?? simulator.url}/v1/relations`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-request-id": body.requestId, ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(500),
  });
}

const answerAbout = async (applicant: object) => (await ask(question(applicant))).json();

test("a known relation is answered with kind, authority and the registry's own spelling", async () => {
  expect(await answerAbout(father)).toMatchObject({
    answer: "yes",
    kind: "father",
    authority: "full",
    applicant: { name: "王大明" },
    child: { name: "王曉明" },
  });
});

test("no, cannot tell and not found carry nothing about anybody", async () => {
  const uncle = { number: "B187654321", name: "周叔叔" };
  for (const [who, answer] of [
    [uncle, "no"],
    [mother, "cannot_tell"],
    [stranger, "not_found"],
  ] as const) {
    const said = await answerAbout(who);
    expect(said).toEqual({ requestId: said.requestId, answer });
  }
});

test("the same request gets the same answer, and cannot be used for another question", async () => {
  const asked = question(father);
  const first = await (await ask(asked)).text();
  expect(await (await ask(asked)).text()).toBe(first);
  expect((await ask(question(mother, asked.requestId))).status).toBe(400);
});

test("malformed questions, too long ones and a wrong header are refused", async () => {
  expect((await ask({ ...question(father), more: 1 } as never)).status).toBe(400);
  expect((await ask(question({ number: "a1", name: "x" }))).status).toBe(400);
  expect((await ask(question({ ...father, name: "王".repeat(9_000) }))).status).toBe(400);
  expect((await ask(question(father), { "x-request-id": randomUUID() })).status).toBe(400);
  expect((await fetch(`${simulator.url}/v1/relations`)).status).toBe(404);
});

test("a registry with a token answers nobody without it", async () => {
  const guarded = await startSimulator({ token: "a-long-token" });
  expect((await ask(question(father), {}, guarded.url)).status).toBe(401);
  const headers = { authorization: "Bearer a-long-token" };
  expect((await ask(question(father), headers, guarded.url)).status).toBe(200);
  await guarded.close();
});

test("told to fail, be busy, talk nonsense, be silent or vanish, it does so and recovers", async () => {
  const told = (mode: (typeof modes)[number]) =>
    fetch(`${simulator.url}/control`, {
      method: "POST",
      body: JSON.stringify({ mode, delayMs: 100, times: 1 }),
    });

  await told("failing");
  expect((await ask(question(father))).status).toBe(503);
  await told("busy");
  expect((await ask(question(father))).headers.get("retry-after")).toBe("2");
  await told("silent");
  await expect(ask(question(father))).rejects.toMatchObject({ name: "TimeoutError" });
  await told("gone");
  await expect(ask(question(father))).rejects.toThrow();

  await told("slow");
  const begun = performance.now();
  expect((await ask(question(father))).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(90);
  expect(await answerAbout(father)).toMatchObject({ answer: "yes" });
});

test("nonsense comes in every sort, and none of it is an answer to the question", async () => {
  simulator.control({ mode: "garbage", times: 7 });
  for (let turn = 0; turn < 7; turn++) {
    const asked = question(father);
    const text = await (await ask(asked)).text();
    expect(isTrueAnswer(text, asked.requestId)).toBe(false);
  }
  expect(await answerAbout(father)).toMatchObject({ answer: "yes" });
});

test("the log counts and names nobody; an unknown mode is refused", async () => {
  const log = await (await fetch(`${simulator.url}/control/log`)).text();
  expect(Object.values(JSON.parse(log)).every((count) => typeof count === "number")).toBe(true);
  expect(log).not.toMatch(/[A-Z]\d{9}|王/);
  const told = await fetch(`${simulator.url}/control`, { method: "POST", body: '{"mode":"x"}' });
  expect(told.status).toBe(400);
  expect((await fetch(`${simulator.url}/health`)).status).toBe(200);
});

function isTrueAnswer(text: string, requestId: string) {
  try {
    const said = JSON.parse(text);
    const complete = said.answer !== "yes" || said.kind;
    return said.requestId === requestId && said.answer !== "perhaps" && Boolean(complete);
  } catch {
    return false;
  }
}
