import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { activateAccount } from "@/commands/account/activate-account";
import { disownAccount } from "@/commands/account/disown-account";
import { verifyPassword } from "@/commands/account/hashing";
import { ProveActivation, proveActivation } from "@/commands/account/prove-activation";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { accounts, activations, outbox, sessions } from "@/db/schema";
import { lastSix } from "@/domain/ids/national-number";
import type { Actor } from "@/domain/policy";
import {
  accountNow,
  activationNow,
  anInvitedAccount,
  lettersTo,
  trailOf,
} from "../../support/accounts";
import { someoneWaits } from "../../support/races";

const password = "kite7rubs-slowly";
const from = { address: "192.0.2.1", agent: "test browser" };
const claimantOf = (activationId: string): Actor => ({ kind: "claimant", id: activationId });

const activate = (activationId: string, chosen = password) =>
  activateAccount(claimantOf(activationId), { password: chosen }, from);

const prove = (token: string, digits: string) =>
  proveActivation({ kind: "visitor", id: "v" }, ProveActivation.parse({ token, digits }), {
    address: randomUUID(),
    agent: null,
  });

/** What a press came to: the session it opened, or the reason it was refused. */
const outcome = (press: ReturnType<typeof activate>) =>
  press.then(({ sessionId }) => sessionId).catch(({ reason }) => reason as string);

test("a claimant sets the password: active, signed in, recorded, one letter promised", async () => {
  const { id, activationId, number, token } = await anInvitedAccount();
  const claim = await prove(token, lastSix(number));
  const { sessionId } = await activate(activationId);

  const account = await accountNow(id);
  expect(account.status).toBe("active");
  expect(account.activatedAt).toBeInstanceOf(Date);
  expect(await verifyPassword(account.passwordHash, password)).toBe(true);
  expect((await activationNow(activationId)).usedAt).toBeInstanceOf(Date);

  expect((await livingSession("holder", sessionId))?.actor).toEqual({ kind: "holder", id });
  expect(await livingSession("claimant", claim)).toBeUndefined();
  expect((await trailOf(id)).at(-1)).toMatchObject({
    action: "account.activate",
    actorKind: "claimant",
    fromStatus: "awaiting_activation",
    toStatus: "active",
  });
  const [letter, ...others] = await lettersTo(id);
  expect(letter).toMatchObject({ kind: "account-activated", subjectId: activationId });
  expect(others).toEqual([]);
  const promised = await db.select().from(outbox);
  expect(promised).toMatchObject([{ job: "notice.send", payload: { noticeId: letter!.id } }]);
});

test("the password is kept as an Argon2id hash, nowhere in the clear", async () => {
  const { id, activationId } = await anInvitedAccount();
  await activate(activationId);
  expect((await accountNow(id)).passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(JSON.stringify(await trailOf(id))).not.toContain(password);
});

test("link and digits open nothing any more after the password is set", async () => {
  const { activationId, number, token } = await anInvitedAccount();
  await activate(activationId);
  await expect(prove(token, lastSix(number))).rejects.toMatchObject({ reason: "link_dead" });
  expect(await outcome(activate(activationId))).toBe("wrong_status");
});

test("weak passwords and those made of the parent's own data are refused, and may be mended", async () => {
  const { id, activationId, number, email } = await anInvitedAccount();
  const refusals = {
    short7: "password_short",
    onlyletters: "password_mixed",
    "123456789": "password_mixed",
    password123: "password_common",
    [`Ab-${lastSix(number)}-x`]: "password_personal",
    [`Xy1-${number}`]: "password_personal",
    [`77-${email.split("@")[0]}-77`]: "password_personal",
  };
  for (const [typed, reason] of Object.entries(refusals)) {
    expect([typed, await outcome(activate(activationId, typed))]).toEqual([typed, reason]);
  }
  expect(await accountNow(id)).toMatchObject({ status: "awaiting_activation", passwordHash: null });
  expect((await activate(activationId)).mark).toHaveLength(22);
});

test("a visitor, the portal, a holder and another claimant learn nothing and change nothing", async () => {
  const { id, activationId } = await anInvitedAccount();
  const another = await anInvitedAccount();
  const strangers: Actor[] = [
    { kind: "visitor", id: activationId },
    { kind: "portal", id: activationId, studentId: activationId },
    { kind: "holder", id },
    { kind: "claimant", id: randomUUID() },
  ];
  for (const by of strangers) {
    const attempt = activateAccount(by, { password }, from);
    await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  }
  await activate(another.activationId);
  expect(await accountNow(id)).toMatchObject({ status: "awaiting_activation" });
  expect(await trailOf(id)).toEqual([]);
});

test("a link that expires after it was proved does not stop its claimant", async () => {
  const { id, activationId } = await anInvitedAccount({ expiresAt: new Date(0), triesLeft: 0 });
  await activate(activationId);
  expect((await accountNow(id)).status).toBe("active");
});

test("a link followed by another is used up and sets no password", async () => {
  const { id, activationId } = await anInvitedAccount({ usedAt: new Date() });
  expect(await outcome(activate(activationId))).toBe("wrong_status");
  expect((await accountNow(id)).passwordHash).toBeNull();
});

test("activated from one phone, every other claimant is out on the next request", async () => {
  const { activationId, number, token } = await anInvitedAccount();
  const claims = [await prove(token, lastSix(number)), await prove(token, lastSix(number))];
  await activate(activationId);
  for (const claim of claims) expect(await livingSession("claimant", claim)).toBeUndefined();
});

test("twenty presses at once: one password, one session, one letter, one entry", async () => {
  const { id, activationId } = await anInvitedAccount();
  let presses: Promise<string>[] = [];
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    const chosen = Array.from({ length: 20 }, (_, at) => `${password}-${at}`);
    presses = chosen.map((one) => outcome(activate(activationId, one)));
    await someoneWaits(8);
  });

  const outcomes = await Promise.all(presses);
  const opened = outcomes.filter((one) => one !== "wrong_status");
  expect(outcomes).toHaveLength(20);
  expect(opened).toHaveLength(1);

  const winner = outcomes.indexOf(opened[0]!);
  const { passwordHash } = await accountNow(id);
  expect(await verifyPassword(passwordHash, `${password}-${winner}`)).toBe(true);
  const theirs = await db.select().from(sessions).where(eq(sessions.subjectId, id));
  expect(theirs.map((session) => session.id)).toEqual(opened);
  expect(await lettersTo(id)).toHaveLength(1);
  expect(await trailOf(id)).toHaveLength(1);
});

test("disowned while the password was being chosen: the account stays shut", async () => {
  const { id, activationId } = await anInvitedAccount();
  let press: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    press = outcome(activate(activationId));
    await someoneWaits();
    await tx.update(accounts).set({ status: "disowned" }).where(eq(accounts.id, id));
    await tx
      .update(activations)
      .set({ usedAt: new Date() })
      .where(eq(activations.id, activationId));
  });
  expect(await press).toBe("wrong_status");
  expect(await accountNow(id)).toMatchObject({ status: "disowned", passwordHash: null });
  expect(await lettersTo(id)).toEqual([]);
});

test("activated while somebody was disowning it: the account stays the parent's", async () => {
  const { id, activationId, token } = await anInvitedAccount();
  let press: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    const first = activate(activationId);
    await someoneWaits();
    const by: Actor = { kind: "visitor", id: "v" };
    const disowning = disownAccount(by, { token, because: "not_applied" });
    press = Promise.allSettled([first, disowning]);
    await someoneWaits(2);
  });
  expect(await press).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { reason: "wrong_status" } },
  ]);
  expect((await accountNow(id)).status).toBe("active");
});
