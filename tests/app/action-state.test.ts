import { expect, test } from "vitest";
import { invalid } from "@/app/_server/action-state";

test("each answer has a number of its own, so that the form takes its values afresh", () => {
  const first = invalid({ status: "idle" }, []);
  const second = invalid(first, []);
  expect(second.attempt).not.toBe(first.attempt);
});

test("a previous answer forged by a browser is counted from the start", () => {
  const forged = { status: "idle", attempt: "many" } as unknown as Parameters<typeof invalid>[0];
  expect(invalid(forged, []).attempt).toBe(1);
});
