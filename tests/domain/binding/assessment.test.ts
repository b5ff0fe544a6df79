import { expect, test } from "vitest";
import { assess, type Established, type Obstacles } from "@/domain/binding/assessment";
import { applicationModes, relations } from "@/domain/binding/modes";
import type { ReviewReason } from "@/domain/binding/statuses";
import {
  nameAgreements,
  registryAnswers,
  registryAuthorities,
  registryKinds,
} from "@/domain/registry/answers";

const father = { mode: "one_parent", relation: "father" } as const;
const clear: Obstacles = {
  flagged: false,
  applicantIsStudent: false,
  contactShared: false,
  duplicate: false,
  childMoved: false,
};
const certain: Established = {
  answer: "yes",
  kind: "father",
  authority: "full",
  applicantName: "match",
  childName: "match",
};
const reasonFor = (established: Partial<Established>, obstacles: Partial<Obstacles> = {}) => {
  const assessment = assess(father, { ...certain, ...established }, { ...clear, ...obstacles });
  return assessment.approve ? "approved" : assessment.reason;
};

test("a legal representative with authority, agreeing names and no obstacle passes by itself", () => {
  expect(assess(father, certain, clear)).toEqual({ approve: true });
  expect(reasonFor({ kind: "adoptive_father" })).toBe("approved");
  const mother = { mode: "two_parents", relation: "mother" } as const;
  expect(assess(mother, { ...certain, kind: "mother" }, clear)).toEqual({ approve: true });
});

const doubts: [string, Partial<Established>, ReviewReason][] = [
  ["the registry says no", { answer: "no" }, "registry_no"],
  ["the registry cannot tell", { answer: "cannot_tell" }, "registry_cannot_tell"],
  ["the registry does not find one of them", { answer: "not_found" }, "registry_not_found"],
  ["the registry knows a guardian", { kind: "guardian" }, "not_legal_representative"],
  ["the registry knows a grandparent", { kind: "grandparent" }, "not_legal_representative"],
  ["a father says to be, and a mother is known", { kind: "mother" }, "not_legal_representative"],
  ["no kind of relation is named", { kind: undefined }, "not_legal_representative"],
  ["there is no authority", { authority: "none" }, "no_authority"],
  ["the authority is limited", { authority: "limited" }, "no_authority"],
  ["nothing is said of authority", { authority: undefined }, "no_authority"],
  ["the applicant's name is a near miss", { applicantName: "near" }, "near_name"],
  ["the child's name is a near miss", { childName: "near" }, "near_name"],
  ["no name is given to compare", { applicantName: undefined }, "near_name"],
  ["the child's name differs", { childName: "differ", applicantName: "near" }, "name_differs"],
];

test.each(doubts)("a person decides when %s", (_, established, reason) => {
  expect(reasonFor(established)).toBe(reason);
});

const obstacles: [keyof Obstacles, ReviewReason][] = [
  ["flagged", "flagged"],
  ["childMoved", "child_moved"],
  ["duplicate", "duplicate"],
  ["contactShared", "contact_shared"],
];

test.each(obstacles)("whatever the registry says, %s goes to a person", (obstacle, reason) => {
  for (const answer of registryAnswers) {
    expect(reasonFor({ answer }, { [obstacle]: true })).toBe(reason);
  }
});

test("that the applicant is a student is told only where the registry has proved a parent", () => {
  const student = { applicantIsStudent: true };
  expect(reasonFor({}, student)).toBe("applicant_is_student");
  expect(reasonFor({ answer: "not_found" }, student)).toBe("registry_not_found");
  expect(reasonFor({ answer: "no" }, student)).toBe("registry_no");
  expect(reasonFor({ applicantName: "differ" }, student)).toBe("name_differs");
});

test("a flag is named before anything else", () => {
  const all = { flagged: true, childMoved: true, duplicate: true, contactShared: true };
  expect(reasonFor({}, all)).toBe("flagged");
});

test("a guardian is decided on the document, even when the registry says yes", () => {
  for (const relation of relations) {
    expect(assess({ mode: "guardian", relation }, certain, clear)).toEqual({
      approve: false,
      reason: "guardian_by_document",
    });
  }
});

const spread = <T>(values: readonly T[]) => [...values, undefined];
/** Every combination of what may be asked and what may be answered. */
function* everyCase() {
  for (const mode of applicationModes)
    for (const relation of relations)
      for (const answer of registryAnswers)
        for (const kind of spread(registryKinds))
          for (const authority of spread(registryAuthorities))
            for (const applicantName of spread(nameAgreements))
              for (const childName of spread(nameAgreements))
                yield {
                  asked: { mode, relation },
                  established: { answer, kind, authority, applicantName, childName },
                };
}

test("of all cases only parents known as such pass, with full authority and both names", () => {
  const passing = new Set<string>();
  for (const { asked, established } of everyCase()) {
    if (!assess(asked, established, clear).approve) continue;
    const { answer, kind, authority, applicantName, childName } = established;
    expect([answer, authority, applicantName, childName]).toEqual([
      "yes",
      "full",
      "match",
      "match",
    ]);
    passing.add(`${asked.mode} ${asked.relation} ${kind}`);
  }
  expect([...passing].sort()).toEqual([
    "one_parent father adoptive_father",
    "one_parent father father",
    "one_parent mother adoptive_mother",
    "one_parent mother mother",
    "two_parents father adoptive_father",
    "two_parents father father",
    "two_parents mother adoptive_mother",
    "two_parents mother mother",
  ]);
});
