import "../../support/database";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { disownAccount } from "@/commands/account/disown-account";
import { ProveActivation, proveActivation } from "@/commands/account/prove-activation";
import { db } from "@/db/client";
import { livingSession } from "@/db/queries/sessions";
import { accounts, bindings, notices, reviewFlags } from "@/db/schema";
import { lastSix } from "@/domain/ids/national-number";
import type { Actor } from "@/domain/policy";
import { linkToken } from "@/lib/crypto";
import {
  aBinding,
  accountNow,
  activationNow,
  anInvitedAccount,
  lettersTo,
  trailOf,
} from "../../support/accounts";
import { someoneWaits } from "../../support/races";

const visitor: Actor = { kind: "visitor", id: "test-visitor" };
const from = () => ({ address: randomUUID(), agent: null });
const disown = (token: string) => disownAccount(visitor, { token, because: "not_applied" });
const flagsOf = (personIndex: Buffer) =>
  db.select().from(reviewFlags).where(eq(reviewFlags.personIndex, personIndex));

test("whoever got the letter disowns the account: shut, recorded, and a person will look", async () => {
  const { id, activationId, token, personIndex } = await anInvitedAccount();
  await disown(token);

  expect(await accountNow(id)).toMatchObject({ status: "disowned", passwordHash: null });
  expect((await activationNow(activationId)).usedAt).toBeInstanceOf(Date);
  expect(await flagsOf(personIndex)).toMatchObject([{ reason: "disowned_account", endedAt: null }]);
  expect(await trailOf(id)).toMatchObject([
    {
      action: "account.disown",
      actorKind: "visitor",
      fromStatus: "awaiting_activation",
      toStatus: "disowned",
      detail: "not_applied",
    },
  ]);
});

test("a claimant who does not know the child disowns the account and is out at once", async () => {
  const { id, activationId, token, number } = await anInvitedAccount();
  const given = ProveActivation.parse({ token, digits: lastSix(number) });
  const claim = await proveActivation(visitor, given, from());
  const by: Actor = { kind: "claimant", id: activationId };
  await disownAccount(by, { because: "not_my_child" });

  expect((await accountNow(id)).status).toBe("disowned");
  expect(await livingSession("claimant", claim)).toBeUndefined();
  expect((await trailOf(id)).at(-1)).toMatchObject({ detail: "not_my_child" });
});

test("link and digits of a disowned account open nothing", async () => {
  const { token, number } = await anInvitedAccount();
  await disown(token);
  const given = ProveActivation.parse({ token, digits: lastSix(number) });
  const attempt = proveActivation(visitor, given, from());
  await expect(attempt).rejects.toMatchObject({ reason: "link_dead" });
});

test("letters not yet sent to the account are cancelled, sent ones stay as they are", async () => {
  const { id, token } = await anInvitedAccount();
  const letter = { recipientId: id, locale: "zh-TW" };
  await db.insert(notices).values([
    { kind: "relation-added", subjectId: randomUUID(), ...letter },
    { kind: "account-opened", subjectId: randomUUID(), sentAt: new Date(), ...letter },
  ]);
  await disown(token);

  const letters = await lettersTo(id);
  expect(letters.map(({ kind, cancelledAt }) => [kind, cancelledAt !== null]).sort()).toEqual([
    ["account-opened", false],
    ["relation-added", true],
  ]);
});

test("the relation is not ended by it: that is for the school to decide", async () => {
  const { id, token } = await anInvitedAccount();
  const { id: bindingId } = await aBinding(id);
  await disown(token);
  const [binding] = await db.select().from(bindings).where(eq(bindings.id, bindingId));
  expect(binding?.endedAt).toBeNull();
});

test("a stranger cannot: a made-up link, another purpose, another claimant, a holder", async () => {
  const { id, activationId } = await anInvitedAccount();
  for (const token of ["", "x", linkToken("invitation", activationId)]) {
    await expect(disown(token)).rejects.toMatchObject({ reason: "link_dead" });
  }
  await expect(disown(linkToken("activation", randomUUID()))).rejects.toMatchObject({
    reason: "not_found",
  });
  const token = linkToken("activation", activationId);
  const holder: Actor = { kind: "holder", id };
  const attempt = disownAccount(holder, { token, because: "not_applied" });
  await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
  expect((await accountNow(id)).status).toBe("awaiting_activation");
});

test("pressed twice at once, it happens once", async () => {
  const { id, token, personIndex } = await anInvitedAccount();
  let presses: Promise<unknown>[] = [];
  await db.transaction(async (tx) => {
    await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
    presses = [disown(token), disown(token)].map((press) =>
      press.then(() => "done").catch(({ reason }) => reason),
    );
    await someoneWaits(2);
  });
  expect((await Promise.all(presses)).sort()).toEqual(["done", "wrong_status"]);
  expect(await trailOf(id)).toHaveLength(1);
  expect(await flagsOf(personIndex)).toHaveLength(1);
});
