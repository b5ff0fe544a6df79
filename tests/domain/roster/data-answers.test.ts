import { expect, test } from "vitest";
import { DataAnswer, DataDraft } from "@/domain/roster/data-answers";

const complaint = (answer: unknown) => {
  const parsed = DataAnswer.safeParse(answer);
  return parsed.success ? undefined : parsed.error.issues[0]?.message;
};

test("correct needs nothing more, and what was ticked before is forgotten", () => {
  expect(DataAnswer.parse({ answer: "correct", wrongItems: ["name"], note: "x" })).toEqual({
    answer: "correct",
  });
});

test("an error names what is wrong, in the order of the page, each once", () => {
  expect(
    DataAnswer.parse({ answer: "error", wrongItems: ["name", "class", "name"], note: " 名字 " }),
  ).toEqual({ answer: "error", wrongItems: ["class", "name"], note: "名字" });
});

test.each([
  ["choose_one", {}],
  ["choose_one", { answer: "perhaps" }],
  ["items_missing", { answer: "error", wrongItems: [] }],
  ["note_too_long", { answer: "error", wrongItems: ["name"], note: "字".repeat(201) }],
])("%s is said of an answer that cannot be sent", (message, answer) => {
  expect(complaint(answer)).toBe(message);
});

test("two hundred characters fit, also when each is two code units", () => {
  expect(
    complaint({ answer: "error", wrongItems: ["name"], note: "𠮷".repeat(200) }),
  ).toBeUndefined();
});

test("a choice may be kept before the items are named", () => {
  expect(DataDraft.parse({ answer: "error" })).toEqual({ answer: "error", wrongItems: [] });
  expect(DataDraft.safeParse({}).success).toBe(false);
});
