import { expect, test } from "vitest";
import { mayTry, sourceOf, throttleRules } from "@/domain/account/throttle";

const first = { knownDevice: false, tries: 1, accountsOfSecret: 1, failuresOfSource: 0 };

const refusalOf = (counts: Partial<typeof first>) => {
  const verdict = mayTry({ ...first, ...counts });
  return verdict.allowed ? undefined : verdict.reason;
};

test("five tries at an account count, the sixth does not", () => {
  expect(refusalOf({ tries: 5 })).toBeUndefined();
  expect(refusalOf({ tries: 6 })).toBe("account_locked");
});

test("a secret counts on three accounts and on no fourth", () => {
  expect(refusalOf({ accountsOfSecret: 3 })).toBeUndefined();
  expect(refusalOf({ accountsOfSecret: 4 })).toBe("secret_repeated");
});

test("after twenty failures a source waits, but a device that was here before does not", () => {
  expect(refusalOf({ failuresOfSource: 19 })).toBeUndefined();
  expect(refusalOf({ failuresOfSource: 20 })).toBe("source_locked");
  expect(refusalOf({ failuresOfSource: 20, knownDevice: true })).toBeUndefined();
  expect(refusalOf({ failuresOfSource: 20, knownDevice: true, tries: 6 })).toBe("account_locked");
});

test("a lock lasts at least fifteen minutes (資通系統防護基準)", () => {
  for (const kind of ["account", "device", "source", "secret"] as const) {
    expect(throttleRules[kind].lockMs).toBeGreaterThanOrEqual(15 * 60_000);
  }
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s counts as the source %s", (address, source) => {
  expect(sourceOf(address)).toBe(source);
});
