import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isValidNumber,
  lastSix,
  maskNumber,
  normaliseNumber,
  numberKind,
} from "@/domain/ids/national-number";

test("a citizen's number is told from a resident's old and new number", () => {
  expect(numberKind("A123456789")).toBe("national");
  expect(numberKind("AA00000009")).toBe("resident_old");
  expect(numberKind("A800000014")).toBe("resident_new");
});

test("a resident's new number is accepted with 8 and with 9 in second place", () => {
  expect(isValidNumber("A800000014")).toBe(true);
  expect(isValidNumber("A900000016")).toBe(true);
});

test("a wrong check digit, a wrong length and other letters are no number", () => {
  for (const wrong of ["A123456788", "A800000015", "A12345678", "A1234567890", "a123456789", ""]) {
    expect(isValidNumber(wrong)).toBe(false);
  }
});

test("what people type around a number is forgiven", () => {
  expect(normaliseNumber(" ａ123-456 789\u200B")).toBe("A123456789");
  expect(normaliseNumber("A123–456—789")).toBe("A123456789");
});

test("normalising twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => {
      expect(normaliseNumber(normaliseNumber(typed))).toBe(normaliseNumber(typed));
    }),
  );
});

test("a wrong digit is noticed wherever the rule of the check digit can notice it", () => {
  fc.assert(
    // The weights of the other places share a factor with ten.
    fc.property(fc.constantFrom(2, 6, 8, 9), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const number = "A123456789";
      const digit = String((Number(number[at]) + by) % 10);
      expect(isValidNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
    }),
  );
});

test("the first password's half and the mask show what they promise and no more", () => {
  expect(lastSix("A123456789")).toBe("456789");
  expect(maskNumber("A123456789")).toBe("A12****789");
  expect(maskNumber("A123")).toBe("****");
});
