import "../../support/database";
import { randomUUID } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import pg from "pg";
import { beforeEach, expect, test, vi } from "vitest";
import { hashPassword } from "@/commands/account/hashing";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { aFlag, aPortalAccount, aSchool, aStudent } from "../../support/factories";
import { aNumber } from "../../support/numbers";

// Both only watched, never replaced: what is counted is the real work.
vi.mock("@node-rs/argon2", { spy: true });
const statements = vi.spyOn(pg.Client.prototype, "query");

beforeEach(() => vi.clearAllMocks());

type Door = { schoolCode: string; studentNumber: string };

/** One failing sign-in, and what it cost. */
async function costOf(door: Door, secret: string, address: string = randomUUID()) {
  vi.clearAllMocks();
  const from = { address, agent: null };
  const attempt = signInPortal({ kind: "visitor", id: "x" }, { ...door, secret }, { from });
  await expect(attempt).rejects.toMatchObject({ reason: "not_recognised" });
  return {
    statements: statements.mock.calls.length,
    verifications: vi.mocked(argon2.verify).mock.calls.length,
    hashes: vi.mocked(argon2.hash).mock.calls.length,
  };
}

const school = await aSchool();
const doorOf = ({ studentNumber }: { studentNumber: string }) => ({
  schoolCode: school.code,
  studentNumber,
});

async function aUsedDoor() {
  const student = await aStudent({ schoolId: school.id });
  const password = `kite7rubs ${student.id}`;
  await aPortalAccount(student.id, { passwordHash: await hashPassword(password) });
  return { ...doorOf(student), number: student.number, password };
}

test("each failure costs the same statements and one Argon2id verification", async () => {
  const fresh = await aStudent({ schoolId: school.id });
  const restricted = await aStudent({ schoolId: school.id });
  await aFlag({ studentId: restricted.id });
  const [wrong, spent, locked, held] = await Promise.all([1, 2, 3, 4].map(() => aUsedDoor()));
  const nobody = { schoolCode: school.code, studentNumber: "NOBODY" };

  for (const _ of [1, 2, 3, 4, 5]) await costOf(locked!, randomUUID());
  for (let at = 0; at < 20; at++) {
    await costOf({ ...nobody, studentNumber: `9${at}` }, randomUUID(), "192.0.2.1");
  }
  for (const at of [1, 2, 3]) await costOf({ ...nobody, studentNumber: `8${at}` }, fresh.number);

  const costs = {
    unknownNumber: await costOf(nobody, aNumber()),
    unknownSchool: await costOf({ ...nobody, schoolCode: "NOWHERE" }, aNumber()),
    wrongSecret: await costOf(wrong!, "kite7rubs else"),
    wrongNumber: await costOf(doorOf(await aStudent({ schoolId: school.id })), aNumber()),
    spentNumber: await costOf(spent!, spent!.number),
    restricted: await costOf(doorOf(restricted), restricted.number),
    lockedAccount: await costOf(locked!, locked!.password),
    lockedSource: await costOf(held!, held!.password, "192.0.2.1"),
    repeatedSecret: await costOf(doorOf(fresh), fresh.number),
  };
  for (const [failure, cost] of Object.entries(costs)) {
    expect({ failure, ...cost }).toEqual({ failure, ...costs.unknownNumber });
  }
  expect(costs.unknownNumber).toMatchObject({ verifications: 1, hashes: 0 });
});
