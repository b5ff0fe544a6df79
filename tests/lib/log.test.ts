import { expect, test } from "vitest";
import { faultOf } from "@/lib/log";

test("of a fault the class, the code and the place are told, never a word of its message", () => {
  const cause = Object.assign(new Error("王大明 A123456789"), { code: "23505" });
  const fault = faultOf(new Error("Failed query\nparams: 王大明\n  at home 0912345678", { cause }));
  expect(fault).toMatchObject({ fault: "Error", code: "23505", cause: "Error" });
  expect(fault).toHaveProperty("at", expect.stringContaining("log.test.ts"));
  expect(JSON.stringify(fault)).not.toMatch(/王大明|A123456789|0912345678|home/);
});

test("what is thrown and is no error is told by its type alone", () => {
  expect(faultOf("A123456789")).toEqual({ fault: "string" });
});
