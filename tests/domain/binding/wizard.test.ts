import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answers, answerSchemas } from "@/domain/binding/answers";
import { likelyEmail } from "@/domain/binding/contact";
import { applicationModes, relations } from "@/domain/binding/modes";
import { normaliseReference, referenceFrom } from "@/domain/binding/reference";
import { masked, refilled } from "@/domain/binding/visibility";
import {
  completeForm,
  fits,
  mayOpen,
  nextStep,
  placeOf,
  stepsFor,
  withAnswer,
} from "@/domain/binding/wizard";

const full: Answers = {
  mode: { mode: "two_parents" },
  name: { name: "王大明" },
  relation: { relation: "father" },
  number: { number: "A123456789" },
  mobile: { mobile: "0912345678" },
  email: { email: "father@example.com" },
  code: { email: "father@example.com" },
  second: { name: "林小美", relation: "mother", email: "mother@example.com" },
};

test("the next question is the first one unanswered, whatever was answered after it", () => {
  expect(nextStep({}, "portal")).toBe("mode");
  expect(nextStep({ ...full, mobile: undefined }, "portal")).toBe("mobile");
  expect(nextStep(full, "portal")).toBe("check");
});

test("an invited parent is asked neither for the way of applying nor for a second parent (R7)", () => {
  expect(stepsFor({}, "invitee")).not.toContain("mode");
  expect(stepsFor(full, "invitee")).not.toContain("second");
  expect(nextStep({ ...full, mode: undefined, second: undefined }, "invitee")).toBe("check");
});

test("a guardian shows a document; parents do not (五(二)2)", () => {
  expect(stepsFor({ mode: { mode: "guardian" } }, "portal")).toContain("photo");
  expect(stepsFor(full, "portal")).not.toContain("photo");
});

test("another way of applying drops the relation, the document and the second parent", () => {
  const changed = withAnswer(full, "mode", { mode: "guardian" });
  expect(changed.relation).toBeUndefined();
  expect(changed.second).toBeUndefined();
  expect(changed.name).toEqual(full.name);
});

test("another address must be confirmed anew, and may not be the second parent's", () => {
  const changed = withAnswer(full, "email", { email: "mother@example.com" });
  expect(changed.code).toBeUndefined();
  expect(changed.second).toBeUndefined();
  const same = { name: "林小美", relation: "mother", email: "father@example.com" } as const;
  expect(fits(full, "portal", "second", same)).toMatchObject({ reason: "email_is_own" });
});

test("a mother or father cannot be chosen by another guardian, nor the other way round", () => {
  const guardian: Answers = { mode: { mode: "guardian" } };
  expect(fits(guardian, "portal", "relation", { relation: "mother" }).allowed).toBe(false);
  expect(fits(full, "portal", "relation", { relation: "grandparent" }).allowed).toBe(false);
});

test("no page opens before those in front of it are answered, in every draft there can be", () => {
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const draft = fc.record({
    mode: some(fc.record({ mode: fc.constantFrom(...applicationModes) })),
    name: some(fc.constant(full.name!)),
    relation: some(fc.record({ relation: fc.constantFrom(...relations) })),
    number: some(fc.constant(full.number!)),
    mobile: some(fc.constant(full.mobile!)),
    email: some(fc.constant(full.email!)),
    code: some(fc.constantFrom({ email: "father@example.com" }, { email: "x@example.com" })),
    second: some(fc.constant(full.second!)),
  });
  fc.assert(
    fc.property(draft, fc.constantFrom("portal" as const, "invitee" as const), (answers, owner) => {
      const next = nextStep(answers, owner);
      const order = [...stepsFor(answers, owner), "check" as const];
      const open = order.filter((step) => mayOpen(step, answers, owner));
      expect(open).toEqual(order.slice(0, order.indexOf(next) + 1));
      expect(completeForm(answers, owner).allowed).toBe(next === "check");
    }),
  );
});

test("the count of questions never counts the code apart from its address", () => {
  expect(placeOf("code", full, "portal")).toEqual(placeOf("email", full, "portal"));
  expect(placeOf("second", full, "portal")).toEqual({ at: 7, of: 7 });
});

test.each([
  ["0912 345 678", "0912345678"],
  ["０９１２－３４５－６７８", "0912345678"],
  ["+886 912 345 678", "0912345678"],
  ["00886912345678", "0912345678"],
  ["+84 90 123 4567", "+84901234567"],
])("a mobile number typed as %s is understood", (typed, understood) => {
  expect(answerSchemas.mobile.parse({ mobile: typed })).toEqual({ mobile: understood });
});

test.each(["", "12345", "091234567", "0212345678"])("a mobile number %j is refused", (typed) => {
  expect(answerSchemas.mobile.safeParse({ mobile: typed }).success).toBe(false);
});

test.each(["𡟯嫻", "陳", "Siti", "Nguyễn Thị Hoa", "Kolas Yotaka"])(
  "the name %s is taken",
  (name) => {
    expect(answerSchemas.name.parse({ name: ` ${name} ` })).toEqual({ name });
  },
);

test("spaces, small letters and full width in a personal number are forgiven", () => {
  expect(answerSchemas.number.parse({ number: " ａ１２３ 456-789 " })).toEqual({
    number: "A123456789",
  });
});

test("resident numbers with 8 or 9 in second place are taken: the predecessor refused them (R8)", () => {
  expect(answerSchemas.number.safeParse({ number: "A800000014" }).success).toBe(true);
  expect(answerSchemas.number.safeParse({ number: "A900000016" }).success).toBe(true);
});

test("a slip in a usual mail domain earns a hint, a strange domain does not (B3)", () => {
  expect(likelyEmail("a@gmial.com")).toBe("a@gmail.com");
  expect(likelyEmail("a@yahoo.com.tv")).toBe("a@yahoo.com.tw");
  expect(likelyEmail("a@gmail.com")).toBeUndefined();
  expect(likelyEmail("a@example.com")).toBeUndefined();
});

test("a reference number survives being read out and typed back", () => {
  const reference = referenceFrom(Buffer.from([0, 9, 30, 77, 128, 200, 255, 3]));
  expect(reference).toMatch(/^PB-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(normaliseReference(` ${reference.toLowerCase().replaceAll("-", " ")}`)).toBe(reference);
});

test("what one parent typed in the shared portal is not shown in another session (abuse 4)", () => {
  const typedIn = { name: "one", number: "one", mobile: "one", email: "one", second: "one" };
  const draft = { answers: { ...full, code: undefined }, typedIn };
  const seen = JSON.stringify(masked(draft, "another"));
  for (const secret of ["王大明", "A123456789", "0912345678", "father@", "林小美", "mother@"]) {
    expect(seen).not.toContain(secret);
  }
  expect(refilled("email", draft, "another")).toBeUndefined();
  expect(refilled("email", draft, "one")).toEqual(full.email);
  expect(refilled("number", draft, "one")).toBeUndefined();
  expect(masked(draft, "one").mobile).toEqual(full.mobile);
});
