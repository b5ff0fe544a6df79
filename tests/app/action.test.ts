import { expect, test } from "vitest";
import { formValues, repeatable } from "@/app/_server/action";

test("a name that comes several times keeps all its values, one that comes once keeps one", () => {
  const form = new FormData();
  for (const wrong of ["name", "class"]) form.append("wrong", wrong);
  form.append("note", "  as typed ");
  expect(formValues(form)).toEqual({ wrong: ["name", "class"], note: "  as typed " });
});

test("what Next adds to a form and a file nobody chose are no answers", () => {
  const form = new FormData();
  form.append("$ACTION_REF_1", "");
  form.append("$ACTION_1:0", "{}");
  form.append("file", new File([], ""));
  expect(formValues(form)).toEqual({});
});

test("a file that was chosen stays a file", () => {
  const form = new FormData();
  form.append("file", new File(["x"], "x.png"));
  expect(formValues(form).file).toBeInstanceOf(File);
});

test("a name of the language's own is a name like any other", () => {
  const form = new FormData();
  form.append("constructor", "x");
  form.append("__proto__", "y");
  expect(Object.keys(formValues(form))).toEqual(["constructor", "__proto__"]);
});

test("what was typed is shown again, but no password, no code, no digits and no file", () => {
  const secrets = { password: "p", passwordAgain: "p", code: "123456", digits: "234567" };
  const file = new File(["x"], "x.png");
  const typed = { email: "a@example.com", relation: ["father", "guardian"] };
  expect(repeatable({ ...typed, ...secrets, file })).toEqual(typed);
});
