import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashPassword } from "@/commands/account/hashing";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { chargeAttempt, settleSuccess } from "@/commands/account/throttling";
import { inTransaction } from "@/commands/transaction";
import { db } from "@/db/client";
import { throttles } from "@/db/schema";
import { blindIndex } from "@/lib/crypto";
import { aPortalAccount, aSchool, aStudent } from "../../support/factories";

const anAttempt = (given: { account?: string; secret?: string; address?: string } = {}) => ({
  account: `portal:A:${randomUUID()}`,
  secret: randomUUID(),
  address: randomUUID(),
  ...given,
});

const counter = async (kind: string, text: string) => {
  const key = blindIndex("throttle", `${kind}:${text}`);
  return (await db.select().from(throttles).where(eq(throttles.key, key)))[0];
};

/** As if so many minutes had gone by for every counter. */
const letPass = (minutes: number) =>
  db.update(throttles).set({
    windowEndsAt: sql`${throttles.windowEndsAt} - ${`${minutes} minutes`}::interval`,
    lockedUntil: sql`${throttles.lockedUntil} - ${`${minutes} minutes`}::interval`,
  });

const reasonOf = async (attempt: Parameters<typeof chargeAttempt>[0]) => {
  const verdict = await chargeAttempt(attempt);
  return verdict.allowed ? undefined : verdict.reason;
};

test("fifty wrong passwords at once: all are counted, and only five were guesses", async () => {
  const account = `portal:A:${randomUUID()}`;
  const tries = Array.from({ length: 50 }, () => anAttempt({ account }));
  const verdicts = await Promise.all(tries.map(chargeAttempt));

  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
  expect(await counter("account", account)).toMatchObject({ failures: 50 });
});

test("fifty children tried at once with one ID: three were guesses, each child counted", async () => {
  const secret = "A123456789";
  const verdicts = await Promise.all(
    Array.from({ length: 50 }, () => chargeAttempt(anAttempt({ secret }))),
  );
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(3);
  expect(await counter("secret", secret)).toMatchObject({ failures: 50 });
});

test("fifty children tried at once from one source: twenty were guesses, all fifty counted", async () => {
  const address = "192.0.2.50";
  const tries = Array.from({ length: 50 }, () => chargeAttempt(anAttempt({ address })));
  const verdicts = await Promise.all(tries);
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(20);
  expect(await counter("source", address)).toMatchObject({ failures: 50 });
});

test("parents who succeed one after another never lock the address they share", async () => {
  const address = "192.0.2.51";
  for (let at = 0; at < 25; at++) {
    const attempt = anAttempt({ address });
    expect(await reasonOf(attempt)).toBeUndefined();
    await inTransaction((tx) => settleSuccess(tx, attempt));
  }
  expect(await counter("source", address)).toMatchObject({ failures: 0, lockedUntil: null });
});

test("successes and tries from one source at once wait in one order, and none is lost", async () => {
  const address = "192.0.2.52";
  const secret = randomUUID();
  const enter = async () => {
    const attempt = anAttempt({ address, secret });
    await chargeAttempt(attempt);
    await inTransaction((tx) => settleSuccess(tx, attempt));
  };
  await Promise.all(Array.from({ length: 50 }, enter));
  expect(await counter("source", address)).toMatchObject({ failures: 0 });
});

test("after five wrong passwords none of twenty right ones at once opens the door", async () => {
  const school = await aSchool();
  const { id, studentNumber } = await aStudent({ schoolId: school.id });
  await aPortalAccount(id, { passwordHash: await hashPassword("kite7rubs rain") });
  const enter = (secret: string) =>
    signInPortal(
      { kind: "visitor", id: "x" },
      { schoolCode: school.code, studentNumber, secret },
      { from: { address: randomUUID(), agent: null } },
    );

  await Promise.allSettled([1, 2, 3, 4, 5].map((at) => enter(`wrong ${at}`)));
  const right = Array.from({ length: 20 }, () => enter("kite7rubs rain"));
  const answers = await Promise.allSettled(right);
  expect(answers.every(({ status }) => status === "rejected")).toBe(true);
});

test("a lock ends after fifteen minutes, however often somebody tried meanwhile", async () => {
  const account = `portal:A:${randomUUID()}`;
  for (const _ of [1, 2, 3, 4, 5]) await reasonOf(anAttempt({ account }));
  expect(await reasonOf(anAttempt({ account }))).toBe("account_locked");
  await letPass(14);
  expect(await reasonOf(anAttempt({ account }))).toBe("account_locked");
  await letPass(1);
  expect(await reasonOf(anAttempt({ account }))).toBeUndefined();
  expect(await counter("account", account)).toMatchObject({ failures: 1, lockedUntil: null });
});

test("old failures are forgotten after an hour", async () => {
  const account = `portal:A:${randomUUID()}`;
  for (const _ of [1, 2, 3, 4]) await reasonOf(anAttempt({ account }));
  await letPass(60);
  for (const _ of [1, 2, 3, 4]) expect(await reasonOf(anAttempt({ account }))).toBeUndefined();
});

test("patience does not spread one secret over more children", async () => {
  const secret = "B123456780";
  for (const _ of [1, 2, 3]) {
    expect(await reasonOf(anAttempt({ secret }))).toBeUndefined();
    await letPass(50);
  }
  expect(await reasonOf(anAttempt({ secret }))).toBe("secret_repeated");
  await letPass(60);
  expect(await reasonOf(anAttempt({ secret }))).toBeUndefined();
});

test("spacing, case and width make no second secret", async () => {
  for (const secret of ["C123456781", " c123 456781", "Ｃ123456781"]) {
    expect(await reasonOf(anAttempt({ secret }))).toBeUndefined();
  }
  expect(await reasonOf(anAttempt({ secret: "c-123456781" }))).toBe("secret_repeated");
});

test("a success clears the account's counter, and of the source's only what it charged", async () => {
  const attempt = anAttempt();
  await reasonOf({ ...attempt, secret: "wrong" });
  await reasonOf(attempt);
  await inTransaction((tx) => settleSuccess(tx, attempt));

  expect(await counter("account", attempt.account)).toBeUndefined();
  expect(await counter("source", attempt.address)).toMatchObject({ failures: 1 });
  expect(await counter("secret", attempt.secret.toUpperCase().replaceAll("-", ""))).toMatchObject({
    failures: 0,
  });
});

test("what is stored names neither account nor secret", async () => {
  const attempt = anAttempt({ account: "portal:A:P1130427", secret: "A123456789" });
  await reasonOf(attempt);
  for (const { key } of await db.select().from(throttles)) {
    expect(key).toHaveLength(32);
    expect(key.toString("latin1")).not.toMatch(/1130427|A123456789/);
  }
});
