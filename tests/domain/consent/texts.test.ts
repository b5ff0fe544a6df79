import { expect, test } from "vitest";
import { hashOfWording } from "@/commands/consent/publish-consent-text";
import { consentEditions } from "@/db/seed/consent/editions";
import { type ConsentBlock, noticeItems } from "@/domain/consent/kinds";
import { consentLocales, fitToPublish, numbered, partsOf } from "@/domain/consent/texts";

const readings = consentEditions.flatMap((edition) =>
  consentLocales.map((locale) => {
    const name = `${edition.kind} ${edition.version} ${locale}`;
    return { name, locale, edition, wording: edition.wordings[locale] };
  }),
);
const parentAccount = readings.filter(({ edition }) => edition.kind === "parent_account");
const linesOf = ({ heading = "", paragraphs = [], items = [] }: ConsentBlock) =>
  [heading, ...paragraphs, ...items].join("\n");
const told = (blocks: ConsentBlock[], item: string) =>
  blocks
    .filter(({ covers }) => covers === item)
    .map(linesOf)
    .join("\n");

test.each(readings)(
  "the six items of 個人資料保護法 §8 stand in $name, in their order",
  ({ wording }) => {
    expect(fitToPublish(wording)).toEqual({ allowed: true, value: undefined });
    for (const item of noticeItems) expect(told(wording.blocks, item).length).toBeGreaterThan(30);
  },
);

test.each(readings)("purposes and categories carry their code numbers in $name", ({ wording }) => {
  expect(told(wording.blocks, "purpose")).toMatch(/\b109\b/);
  expect(told(wording.blocks, "purpose")).toMatch(/\b158\b/);
  expect(told(wording.blocks, "categories")).toMatch(/C001/);
});

test.each(readings)("both readings of $name tell the same codes", ({ edition, wording }) => {
  const codes = (text: string) => text.match(/\bC?\d{3}(?= )/g);
  for (const item of ["purpose", "categories"]) {
    const other = edition.wordings["zh-TW"].blocks;
    expect(codes(told(wording.blocks, item))).toEqual(codes(told(other, item)));
  }
});

test.each(parentAccount)(
  "the note on 民法 1089 and 1091 stands with the choice in $name",
  ({ wording }) => {
    const { choice, body } = partsOf(wording.blocks);
    expect(linesOf(choice!)).toMatch(/1089.*1091/s);
    expect(body.map(linesOf).join()).not.toMatch(/1089/);
  },
);

test.each(parentAccount)(
  "the addresses of the four systems and of the platform are in $name",
  ({ wording }) => {
    const text = wording.blocks.map(linesOf).join("\n");
    for (const host of ["cooc", "eschool", "school", "sschool", "vschool"]) {
      expect(text).toContain(`https://${host}.tp.edu.tw/`);
    }
  },
);

test("every version is in every language, and no version twice", () => {
  const names = consentEditions.map(({ kind, version }) => `${kind} ${version}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { wordings } of consentEditions) {
    expect(Object.keys(wordings).sort()).toEqual([...consentLocales].sort());
  }
});

/** Published words are evidence: these change only when somebody rewrote what others signed. */
test("the fingerprints of the published versions stay what they were", () => {
  const hashes = readings.map(
    ({ name, edition, locale }) => `${name} ${hashOfWording(edition, locale).toString("hex")}`,
  );
  expect(hashes).toMatchInlineSnapshot(`
    [
      "parent_account 1 zh-TW 9bd359e8f0dd26337cf69ea1f64a0d6880d99e3f942379835f031b3029499f54",
      "parent_account 1 en 7d2630b760a367de60b45b7b6a530fd6aea3785aff0891efbd0205803da4cb50",
      "student_card 1 zh-TW 1dd0a9bdbb0fb9f23e391339fd252a37b25c4f0e37bcdf86fe1f0db4f3e8cd5b",
      "student_card 1 en e4d1df49dd5bdf2b796cfd57c8ddd200a6dfd29570f5e87d79e079afd76faa2e",
    ]
  `);
});

const whole = readings[0]!.wording;
test.each([
  ["notice_item_missing", { blocks: whole.blocks.filter(({ covers }) => covers !== "rights") }],
  ["notice_item_missing", { blocks: [...whole.blocks].reverse() }],
  ["choice_missing", { blocks: whole.blocks.filter(({ place }) => place !== "choice") }],
  ["choice_missing", { blocks: [...whole.blocks, { paragraphs: ["after the choice"] }] }],
  ["wording_empty", { refuseLabel: " " }],
  ["wording_empty", { blocks: [{ paragraphs: [""] }, ...whole.blocks] }],
])("a text that is not whole is not published: %s", (reason, broken) => {
  expect(fitToPublish({ ...whole, ...broken })).toEqual({ allowed: false, reason });
});

test.each([
  ["（十二）內容", { mark: "（十二）", text: "內容" }],
  ["(3) words", { mark: "(3)", text: "words" }],
  ["no number", { text: "no number" }],
])("the number of an item is told apart from its words: %s", (item, parts) => {
  expect(numbered(item)).toEqual(parts);
});
