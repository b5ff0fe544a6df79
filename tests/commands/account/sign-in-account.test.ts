import "../../support/database";
import { randomUUID } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { endSession } from "@/commands/account/end-session";
import { SignInAccount, signInAccount } from "@/commands/account/sign-in-account";
import type { Device } from "@/commands/account/throttling";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { accounts, sessions } from "@/db/schema";
import type { Actor } from "@/domain/policy";
import { accountNow, aHolder, anInvitedAccount, trailOf } from "../../support/accounts";
import { anEmail } from "../../support/numbers";
import { someoneWaits } from "../../support/races";

// Both only watched, never replaced: what is counted is the real work.
vi.mock("@node-rs/argon2", { spy: true });
const statements = vi.spyOn(pg.Client.prototype, "query");

const visitor: Actor = { kind: "visitor", id: "test-visitor" };
type Try = { address?: string; device?: Device; replacedSessionId?: string };

/** A try from a source of its own unless told otherwise. */
function signIn(email: string, password: string, { address = randomUUID(), ...more }: Try = {}) {
  const from = { address, agent: "test browser" };
  return signInAccount(visitor, SignInAccount.parse({ email, password }), { from, ...more });
}
const outcome = (attempt: Promise<unknown>) =>
  attempt.then(() => "in").catch(({ reason }) => reason as string);

async function fail(times: number, email: string, given?: Try) {
  for (let at = 0; at < times; at++) await outcome(signIn(email, `wrong-${randomUUID()}`, given));
}

test("e-mail and password open a session of the account, kept with its source", async () => {
  const { id, email, password } = await aHolder();
  const { sessionId } = await signIn(email, password, { address: "192.0.2.8" });

  expect((await livingSession("holder", sessionId))?.actor).toEqual({ kind: "holder", id });
  const [row] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(row).toMatchObject({
    address: "192.0.2.8",
    agent: "test browser",
    mustSetPassword: false,
  });
  expect(await trailOf(id)).toMatchObject([
    { action: "account.sign_in", toStatus: "signed_in", actorKind: "visitor" },
  ]);
});

test("spaces, capitals and full width in the address are forgiven, in the password nothing", async () => {
  const { email, password } = await aHolder({ email: "amei@example.com" });
  expect(await outcome(signIn(" Ａmei@Example.COM ", password))).toBe("in");
  expect(await outcome(signIn(email, password.toUpperCase()))).toBe("not_recognised");
  expect(await outcome(signIn(email, ` ${password}`))).toBe("not_recognised");
});

test("unknown, wrong, locked, not activated and disowned: one answer after the same work", async () => {
  const { email, password } = await aHolder();
  const locked = await aHolder();
  await fail(5, locked.email);
  const waiting = await anInvitedAccount();
  const disowned = await anInvitedAccount();
  await db.update(accounts).set({ status: "disowned" }).where(eq(accounts.id, disowned.id));
  const address = randomUUID();
  for (let at = 0; at < 20; at++) await fail(1, anEmail(), { address });

  const tries = {
    unknown: () => signIn(anEmail(), "kite7rubs else"),
    wrong: () => signIn(email, "kite7rubs else 2"),
    locked: () => signIn(locked.email, locked.password),
    waiting: () => signIn(waiting.email, "kite7rubs else 3"),
    disowned: () => signIn(disowned.email, "kite7rubs else 4"),
    lockedSource: () => signIn(email, password, { address }),
  };
  const costs: Record<string, object> = {};
  for (const [name, attempt] of Object.entries(tries)) {
    vi.clearAllMocks();
    expect([name, await outcome(attempt())]).toEqual([name, "not_recognised"]);
    const verifications = vi.mocked(argon2.verify).mock.calls.length;
    costs[name] = { statements: statements.mock.calls.length, verifications };
  }
  expect(costs.unknown).toMatchObject({ verifications: 1 });
  for (const [name, cost] of Object.entries(costs))
    expect([name, cost]).toEqual([name, costs.unknown]);
});

test("digits of the parent's number are no password: the first password never sufficed alone", async () => {
  const waiting = await anInvitedAccount();
  expect(await outcome(signIn(waiting.email, waiting.number.slice(-6)))).toBe("not_recognised");
});

test("after five failures even the right password waits, but not in a browser that was here", async () => {
  const { email, password } = await aHolder();
  const { mark } = await signIn(email, password);
  await fail(5, email);
  expect(await outcome(signIn(email, password))).toBe("not_recognised");
  const device = { id: randomUUID(), marks: [mark] };
  expect(await outcome(signIn(email, password, { device }))).toBe("in");
});

test("one password tried on a fourth account opens nothing, not even the right one", async () => {
  const { email, password } = await aHolder({ password: "sprayed-everywhere-1" });
  for (const _ of [1, 2, 3]) await outcome(signIn(anEmail(), password));
  expect(await outcome(signIn(email, password))).toBe("not_recognised");
});

test("a failure leaves a trace with ids alone", async () => {
  const { id, email } = await aHolder();
  await fail(1, email);
  const [trace] = await trailOf(id);
  expect(trace).toMatchObject({ action: "account.sign_in", toStatus: "refused" });
  expect(JSON.stringify(trace)).not.toContain(email);
});

test("the session this browser had before ends with the new one", async () => {
  const { email, password } = await aHolder();
  const { sessionId } = await signIn(email, password);
  await signIn(email, password, { replacedSessionId: sessionId });
  expect(await livingSession("holder", sessionId)).toBeUndefined();
});

test("only a visitor signs in", async () => {
  const { id, email, password } = await aHolder();
  const from = { address: randomUUID(), agent: null };
  const attempt = signInAccount({ kind: "claimant", id }, { email, password }, { from });
  await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
});

test("a password changed while the old one was being judged stands", async () => {
  const { id, email, password } = await aHolder();
  let attempt: Promise<unknown> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    attempt = outcome(signIn(email, password));
    await someoneWaits();
    await tx.update(accounts).set({ passwordHash: "another" }).where(eq(accounts.id, id));
  });
  expect(await attempt).toBe("not_recognised");
});

test("signed out, the session is over on its next request, and only its holder may end it", async () => {
  const { id, email, password } = await aHolder();
  const other = await aHolder();
  const { sessionId } = await signIn(email, password);

  const foreign = endSession({ kind: "holder", id: other.id }, { sessionId });
  await expect(foreign).rejects.toMatchObject({ reason: "not_found" });
  expect(await livingSession("holder", sessionId)).toBeDefined();

  await endSession({ kind: "holder", id }, { sessionId });
  expect(await livingSession("holder", sessionId)).toBeUndefined();
  expect((await trailOf(id)).at(-1)).toMatchObject({ action: "account.sign_out" });
});

test("an account that is no longer active signs its sessions out on the next request", async () => {
  const { id, email, password } = await aHolder();
  const { sessionId } = await signIn(email, password);
  await db.update(accounts).set({ status: "disowned" }).where(eq(accounts.id, id));
  expect(await livingSession("holder", sessionId)).toBeUndefined();
  expect((await accountNow(id)).status).toBe("disowned");
});
