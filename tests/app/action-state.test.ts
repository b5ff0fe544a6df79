import { expect, test } from "vitest";
import { invalid, typed } from "@/app/_server/action-state";

test("what was typed comes back, and a password not named does not", () => {
  const form = new FormData();
  form.append("name", "劉小花");
  form.append("wish", "card");
  form.append("wish", "mail");
  form.append("password", "secret");
  form.append("paper", new File(["x"], "x.pdf"));

  expect(typed(form, "name", "wish", "paper", "absent")).toEqual({
    name: "劉小花",
    wish: ["card", "mail"],
  });
});

test("each answer has a number of its own, so that the form takes its values afresh", () => {
  const first = invalid({ status: "idle" }, []);
  const second = invalid(first, []);
  expect(second.attempt).not.toBe(first.attempt);
});
