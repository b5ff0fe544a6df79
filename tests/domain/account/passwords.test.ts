import fc from "fast-check";
import { expect, test } from "vitest";
import { mayChoose, normalisePassword } from "@/domain/account/passwords";

const refusalOf = (typed: string, personal: string[] = []) => {
  const verdict = mayChoose(typed, personal);
  return verdict.allowed ? undefined : verdict.reason;
};

test("a password is longer than eight, of letters and digits", () => {
  expect(refusalOf("kite7rub")).toBe("password_short");
  expect(refusalOf("kite7rubs")).toBeUndefined();
  expect(refusalOf("kiterubsalt")).toBe("password_mixed");
  expect(refusalOf("73920184627")).toBe("password_mixed");
  expect(refusalOf("我的密碼很長很長7")).toBe("password_mixed");
});

test("long passwords and sentences with spaces are welcome", () => {
  expect(refusalOf(`${"kite rub salt ".repeat(5)}7`)).toBeUndefined();
  expect(refusalOf(`${"kx73qm".repeat(21)}ab`)).toBeUndefined();
  expect(refusalOf(`${"kx73qm".repeat(21)}abc`)).toBe("password_long");
});

test("full-width letters and digits are the same password; nothing is trimmed", () => {
  expect(normalisePassword("ｋｉｔｅ７ｒｕｂｓ")).toBe("kite7rubs");
  expect(normalisePassword(" kite7rubs ")).toBe(" kite7rubs ");
});

test.each([
  "a123456789",
  "A123456789",
  "abc123456",
  "123456abc",
  "qwe123456",
  "password1",
  "Password123!",
  "taiwan2026",
  "taipei101",
  "iloveyou520",
  "woaini1314",
  "woaini5201314",
  "1qaz2wsx3edc",
  "ji32k7au4a83",
  "aa11223344",
  "abc123abc123",
  "qwerty123",
  "xx1111111",
  "school1234",
])("%s is among the first that somebody else would try", (typed) => {
  expect(refusalOf(typed)).toBe("password_common");
});

test.each(["kite7rubs", "mornings4tea", "t4xi-over-river", "wangmei0937x"])(
  "%s is not taken for a common one",
  (typed) => {
    expect(refusalOf(typed)).toBeUndefined();
  },
);

test("what others know of the person does not occur in it, in any case or width", () => {
  const personal = ["1130427", "B287654321", "654321", "lin.family"];
  expect(refusalOf("kite1130427rub", personal)).toBe("password_personal");
  expect(refusalOf("b287654321kite", personal)).toBe("password_personal");
  expect(refusalOf("kite654321rub", personal)).toBe("password_personal");
  expect(refusalOf("kite６５４３２１rub", personal)).toBe("password_personal");
  expect(refusalOf("LIN.Family77x", personal)).toBe("password_personal");
  expect(refusalOf("kite7rubs", [...personal, "", "k"])).toBeUndefined();
});

test("whatever is typed gets an answer, and an allowed password is settled", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
      const verdict = mayChoose(typed);
      if (verdict.allowed) expect(normalisePassword(verdict.value)).toBe(verdict.value);
    }),
  );
});
