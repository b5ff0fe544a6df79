import { expect, test } from "vitest";
import { levelIn, schoolCodeIn } from "@/app/portal/[level]/level";

test("a path names a level of schools or nothing", () => {
  expect(levelIn("elementary")).toBe("elementary");
  expect(levelIn("constructor")).toBeUndefined();
});

test("a school's code is read as it was written, and a broken escape names no school", () => {
  expect(schoolCodeIn("A%20%E5%9C%8B")).toBe("A 國");
  for (const broken of ["%E0%A4", "%", "%zz"]) expect(schoolCodeIn(broken)).toBeUndefined();
});
