import { expect, test } from "vitest";
import { consentInForce } from "@/domain/consent/answers";
import { judgeSigner, SignerName } from "@/domain/consent/signer";

const at = (minute: number) => new Date(Date.UTC(2026, 8, 1, 8, minute));
const given = (minute: number, agreed: boolean, version = 1, spent = false) => ({
  agreed,
  version,
  spent,
  answeredAt: at(minute),
});
const texts = (version: number) => [{ version }, { version: version - 1 }];

test("the latest answer counts, however the answers are ordered (A15)", () => {
  const answers = [given(2, true), given(3, false), given(1, true)];
  expect(consentInForce(answers, texts(1))).toEqual({ allowed: false, reason: "consent_refused" });
  const changed = [given(4, true), ...answers];
  expect(consentInForce(changed, texts(1))).toEqual({ allowed: true, value: changed[0] });
});

test("who has not answered has not agreed", () => {
  expect(consentInForce([], texts(1))).toEqual({ allowed: false, reason: "consent_missing" });
});

test("a newer version is asked again (A2)", () => {
  expect(consentInForce([given(1, true, 1)], texts(2))).toEqual({
    allowed: false,
    reason: "consent_outdated",
  });
});

test("nobody applies on an agreement another application already stands on", () => {
  expect(consentInForce([given(1, true, 1, true)], texts(1))).toEqual({
    allowed: false,
    reason: "consent_missing",
  });
  const own = given(0, true);
  expect(consentInForce([given(1, true, 1, true), own], texts(1))).toEqual({
    allowed: true,
    value: own,
  });
});

test.each(["王大明", " Nguyễn  Thị Hoa ", "𠮷田", "O’Brien"])("%s may sign", (name) => {
  expect(SignerName.parse(name)).toBe(name.trim().replace(/\s+/g, " "));
});

test.each(["", "  ", "A123456789", "…", "x".repeat(61)])("%j is no signature", (name) => {
  expect(SignerName.safeParse(name).success).toBe(false);
});

test("the child's own name is not a parent's signature", () => {
  expect(judgeSigner("match")).toEqual({ allowed: false, reason: "signature_is_child" });
  expect(judgeSigner("near").allowed).toBe(true);
});
