import { expect, test } from "vitest";
import { mayEnter, studentNumberIn } from "@/domain/account/portal";

test.each(["P1130427", "p1130427", " P 113 0427 ", "Ｐ１１３０４２７", "p-1130427"])(
  "%s is the portal account of student 1130427",
  (typed) => {
    expect(studentNumberIn(typed)).toBe("1130427");
  },
);

test("only the first P is the account's", () => {
  expect(studentNumberIn("PP11")).toBe("P11");
});

test.each(["1130427", "P", "", "Q1130427", "P113;427", "P113_427", `P${"1".repeat(21)}`])(
  "%j can be nobody's portal account",
  (typed) => {
    expect(studentNumberIn(typed)).toBeUndefined();
  },
);

const byNumber = { isPassword: false, isNumber: true };
const byPassword = { isPassword: true, isNumber: false };
const fresh = { passwordHash: null, restricted: false };

test("the child's ID opens the portal to a new password, and to nothing else", () => {
  expect(mayEnter(fresh, byNumber)).toEqual({ allowed: true, value: { mustSetPassword: true } });
});

test("after a password was set, it opens and the ID does not", () => {
  const child = { ...fresh, passwordHash: "hash" };
  expect(mayEnter(child, byPassword)).toEqual({ allowed: true, value: { mustSetPassword: false } });
  expect(mayEnter(child, byNumber).allowed).toBe(false);
});

test("a restricted child's ID never opens; a password set before does", () => {
  expect(mayEnter({ ...fresh, restricted: true }, byNumber).allowed).toBe(false);
  const child = { passwordHash: "hash", restricted: true };
  expect(mayEnter(child, byNumber).allowed).toBe(false);
  expect(mayEnter(child, byPassword).allowed).toBe(true);
});

test("every no is the same no", () => {
  const neither = { isPassword: false, isNumber: false };
  const refusals = [
    mayEnter(undefined, byNumber),
    mayEnter(fresh, neither),
    mayEnter({ ...fresh, restricted: true }, byNumber),
    mayEnter({ ...fresh, passwordHash: "hash" }, byNumber),
  ];
  for (const refusal of refusals) {
    expect(refusal).toEqual({ allowed: false, reason: "not_recognised" });
  }
});
