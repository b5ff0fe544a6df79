import { expect, test } from "vitest";
import { type PortalFacts, portalStanding } from "@/domain/consent/standing";

const untouched: PortalFacts = {
  dataKept: false,
  applications: { submitted: 0, approved: 0, draftOpen: false },
};
const sent = { submitted: 1, approved: 0, draftOpen: false };
const facts = (given: Partial<PortalFacts>) => portalStanding({ ...untouched, ...given });

test("at first nothing is confirmed, nothing set up, nothing of two returned (A13)", () => {
  expect(facts({})).toEqual({
    data: "unconfirmed",
    account: "not_begun",
    card: "undecided",
    returned: 0,
    next: "student",
  });
});

test.each([
  ["confirmed", { data: { correct: true } }],
  ["error_reported", { data: { correct: false } }],
  ["kept", { data: { correct: true }, dataKept: true }],
])("the child's data are %s", (data, given) => {
  expect(facts(given).data).toBe(data);
});

test("one thing after the other is the next step, and at the end there is none", () => {
  const data = { correct: true };
  const consent = { agreed: true, spent: true };
  expect(facts({ data }).next).toBe("account");
  expect(facts({ data, applications: sent, consent }).next).toBe("card");
  const all = facts({ data, applications: sent, consent, card: { opened: false } });
  expect(all).toMatchObject({ returned: 2, next: undefined });
});

test.each([
  ["agreed", { consent: { agreed: true, spent: false } }],
  [
    "filling",
    {
      consent: { agreed: true, spent: false },
      applications: { submitted: 0, approved: 0, draftOpen: true },
    },
  ],
  ["refused", { consent: { agreed: false, spent: false } }],
  ["submitted", { consent: { agreed: true, spent: true }, applications: sent }],
  ["approved", { applications: { submitted: 2, approved: 1, draftOpen: false } }],
])("the parent account is %s", (account, given) => {
  expect(facts(given).account).toBe(account);
});

test("a refusal is an answer returned, and the portal asks no more (A15)", () => {
  const refused = facts({ data: { correct: true }, consent: { agreed: false, spent: false } });
  expect(refused).toMatchObject({ returned: 1, next: "card" });
});

test("one parent's refusal does not hide that another's application was sent", () => {
  const refused = { agreed: false, spent: false };
  expect(facts({ consent: refused, applications: sent }).account).toBe("submitted");
});
