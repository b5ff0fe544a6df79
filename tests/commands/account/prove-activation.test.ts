import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { ProveActivation, proveActivation } from "@/commands/account/prove-activation";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { accounts, activations, sessions } from "@/db/schema";
import { lastSix } from "@/domain/ids/national-number";
import type { Actor } from "@/domain/policy";
import { linkToken } from "@/lib/crypto";
import {
  accountNow,
  activationNow,
  aHolder,
  anInvitedAccount,
  inDays,
  trailOf,
} from "../../support/accounts";
import { someoneWaits } from "../../support/races";

const visitor = { kind: "visitor", id: "test-visitor" } as const;
const wrong = "000000";

/** A try from a source of its own, so that only what the test is about is counted. */
const prove = (
  token: string,
  digits: string,
  address: string = randomUUID(),
  by: Actor = visitor,
) => proveActivation(by, ProveActivation.parse({ token, digits }), { address, agent: null });

const sessionsOf = (activationId: string) =>
  db.select().from(sessions).where(eq(sessions.subjectId, activationId));

async function expectRefused(attempt: Promise<unknown>, reason: string) {
  await expect(attempt).rejects.toMatchObject({ name: "Refusal", reason });
}

test("link and digits open a session that is nobody's but the claimant's", async () => {
  const { id, activationId, token, number } = await anInvitedAccount();
  const sessionId = await prove(token, lastSix(number));

  const session = await livingSession("claimant", sessionId);
  expect(session?.actor).toEqual({ kind: "claimant", id: activationId });
  expect(await livingSession("holder", sessionId)).toBeUndefined();
  expect(await accountNow(id)).toMatchObject({ status: "awaiting_activation", passwordHash: null });
  expect(await trailOf(id)).toMatchObject([
    { action: "account.prove_activation", toStatus: "proved", actorKind: "visitor" },
  ]);
});

test("the whole number, spaces, hyphens and full width are forgiven", async () => {
  const { token, number } = await anInvitedAccount();
  const six = lastSix(number);
  const spaced = `${six.slice(0, 3)} - ${six.slice(3)}`;
  const fullWidth = spaced.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
  for (const typed of [spaced, fullWidth, number, ` ${number.toLowerCase()} `]) {
    await expect(prove(token, typed)).resolves.toBeTypeOf("string");
  }
});

test("a whole number that ends rightly but is another's is wrong", async () => {
  const { token, number } = await anInvitedAccount();
  const other = (number.startsWith("Z") ? "Y" : "Z") + number.slice(1);
  await expectRefused(prove(token, other), "digits_refused");
});

test("what cannot be the digits is told before it costs a try", () => {
  const complaintOf = (digits: string | undefined) =>
    ProveActivation.safeParse({ token: "x", digits }).error?.issues[0]?.message;
  expect(complaintOf(undefined)).toBe("digits_missing");
  expect(complaintOf("  ")).toBe("digits_missing");
  for (const typed of ["12345", "1234567", "12345A", "A12345678"]) {
    expect(complaintOf(typed)).toBe("digits_form");
  }
});

test("used, expired, spent, disowned, of an active account and never made: one answer", async () => {
  const dead = [
    await anInvitedAccount({ usedAt: new Date() }),
    await anInvitedAccount({ expiresAt: new Date(0) }),
    await anInvitedAccount({ triesLeft: 0 }),
    await anInvitedAccount(),
  ];
  await db.update(accounts).set({ status: "disowned" }).where(eq(accounts.id, dead[3]!.id));
  const active = await aHolder();
  const [late] = await db
    .insert(activations)
    .values({ accountId: active.id, expiresAt: inDays(7) })
    .returning();

  const right = dead.map(({ token, number }) => [token, lastSix(number)] as const);
  const ofActive = [linkToken("activation", late!.id), lastSix(active.number)] as const;
  const unknown = [linkToken("activation", randomUUID()), wrong] as const;
  const ofAnotherPurpose = [linkToken("invitation", dead[0]!.activationId), wrong] as const;
  for (const [token, digits] of [...right, ofActive, unknown, ofAnotherPurpose, ["", wrong]]) {
    await expectRefused(prove(token!, digits!), "link_dead");
  }
});

test("after five wrong tries the link is dead, also for the right digits", async () => {
  const { id, activationId, token, number } = await anInvitedAccount();
  for (const _ of [1, 2, 3, 4]) await expectRefused(prove(token, wrong), "digits_refused");
  await expectRefused(prove(token, wrong), "link_dead");
  await expectRefused(prove(token, lastSix(number)), "link_dead");

  expect((await activationNow(activationId)).triesLeft).toBe(0);
  expect(await sessionsOf(activationId)).toEqual([]);
  expect((await trailOf(id)).map(({ toStatus }) => toStatus)).toEqual(Array(5).fill("refused"));
});

test("four wrong tries and the right digits: the parent is in", async () => {
  const { token, number } = await anInvitedAccount();
  for (const _ of [1, 2, 3, 4]) await expectRefused(prove(token, wrong), "digits_refused");
  await expect(prove(token, lastSix(number))).resolves.toBeTypeOf("string");
});

test("a source that guessed at many links gets the words of wrong digits for right ones", async () => {
  const address = randomUUID();
  for (const _ of [1, 2, 3, 4, 5]) {
    const { token } = await anInvitedAccount();
    for (const _ of [1, 2, 3, 4])
      await expectRefused(prove(token, wrong, address), "digits_refused");
  }
  const { activationId, token, number } = await anInvitedAccount();
  await expectRefused(prove(token, lastSix(number), address), "digits_refused");

  expect((await activationNow(activationId)).triesLeft).toBe(5);
  await expect(prove(token, lastSix(number))).resolves.toBeTypeOf("string");
});

test("two families that share six digits do not lock each other out", async () => {
  const shared = "424242";
  for (const _ of [1, 2, 3, 4, 5]) {
    const { token } = await anInvitedAccount();
    await expectRefused(prove(token, shared), "digits_refused");
  }
  const { token, number } = await anInvitedAccount();
  await expect(prove(token, lastSix(number))).resolves.toBeTypeOf("string");
});

test("somebody signed in as whoever proves nothing", async () => {
  const { activationId, id, token, number } = await anInvitedAccount();
  const others: Actor[] = [
    { kind: "holder", id },
    { kind: "claimant", id: activationId },
    { kind: "portal", id, studentId: randomUUID() },
  ];
  for (const by of others) {
    await expectRefused(prove(token, lastSix(number), randomUUID(), by), "not_found");
  }
  expect(await trailOf(id)).toEqual([]);
});

test("wrong digits at the same moment are counted one after the other", async () => {
  const { id, activationId, token } = await anInvitedAccount({ triesLeft: 2 });
  let tries: Promise<unknown>[] = [];
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    tries = [1, 2, 3].map(() => prove(token, wrong).catch(({ reason }) => reason));
    await someoneWaits(3);
  });
  expect((await Promise.all(tries)).sort()).toEqual(["digits_refused", "link_dead", "link_dead"]);
  expect((await activationNow(activationId)).triesLeft).toBe(0);
});

test("a link used while its digits were being judged opens no session", async () => {
  const { id, activationId, token, number } = await anInvitedAccount();
  let attempt: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    attempt = prove(token, lastSix(number)).catch(({ reason }) => reason);
    await someoneWaits();
    await tx
      .update(activations)
      .set({ usedAt: new Date() })
      .where(eq(activations.id, activationId));
  });
  expect(await attempt).toBe("link_dead");
  expect(await sessionsOf(activationId)).toEqual([]);
});
