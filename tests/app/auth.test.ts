import "../support/database";
import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { sealSession, unsealSession } from "@/app/_server/auth";

const sid = randomUUID();

test("a cookie gives back the session it was sealed for, and shows it to nobody", async () => {
  const cookie = await sealSession("portal", sid);
  expect(await unsealSession("portal", cookie)).toBe(sid);
  expect(cookie).not.toContain(sid);
  expect(Buffer.from(cookie, "base64url").toString("latin1")).not.toContain(sid);
});

test("a cookie of one kind is nothing in another", async () => {
  const cookie = await sealSession("portal", sid);
  expect(await unsealSession("holder", cookie)).toBeUndefined();
  expect(await unsealSession("invitee", cookie)).toBeUndefined();
});

test("what we did not seal is no session: absent, garbled, changed, foreign, of another content", async () => {
  const cookie = await sealSession("holder", sid);
  const changed = cookie.slice(0, -3) + (cookie.endsWith("AAA") ? "BBB" : "AAA");
  const foreign = await encode({ token: { sid }, secret: "other", salt: "session:holder" });
  const secret = process.env.SESSION_SECRET!;
  const noId = await encode({ token: { sid: "1" }, secret, salt: "session:holder" });
  for (const wrong of [undefined, "", "x", "a.b.c.d.e", changed, foreign, noId]) {
    expect(await unsealSession("holder", wrong)).toBeUndefined();
  }
});

test("a cookie outlives its session's limit by nothing but the tolerance of clocks", async () => {
  const secret = process.env.SESSION_SECRET!;
  const old = await encode({ token: { sid }, secret, salt: "session:portal", maxAge: -60 });
  expect(await unsealSession("portal", old)).toBeUndefined();
});
