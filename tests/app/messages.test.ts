import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "@/app/_messages/en";
import zhTW from "@/app/_messages/zh-TW";
import { locales } from "@/app/_server/languages";

const folder = "app/_messages";
const loaded = { "zh-TW": zhTW, en };
const sections = readdirSync(`${folder}/zh-TW`).map((file) => file.replace(/\.json$/, ""));

/** Every sentence of a section by its dotted key. */
function sentences(locale: string, section: string) {
  const text = readFileSync(`${folder}/${locale}/${section}.json`, "utf8");
  return flatten(JSON.parse(text));
}

function flatten(node: unknown, key = ""): Record<string, string> {
  if (typeof node === "string") return { [key]: node };
  const entries = Object.entries(node as object);
  return Object.assign({}, ...entries.map(([name, below]) => flatten(below, `${key}.${name}`)));
}

/**
 * What a sentence is filled with and marked up by: `{count}`, `<link>`. In ICU the braces inside
 * an argument hold sentences again, so arguments open at even depths only.
 */
function placeholders(sentence: string) {
  const found = new Set(sentence.match(/<\w+>/g));
  let depth = 0;
  for (const { 0: mark } of sentence.matchAll(/\{\s*\w*|\}/g)) {
    if (mark === "}") depth -= 1;
    else if (depth++ % 2 === 0) found.add(mark.replace(/\s/g, ""));
  }
  return [...found].sort();
}

test.each(locales)(
  "every file of %s is loaded, and every language has the same files",
  (locale) => {
    const files = readdirSync(`${folder}/${locale}`).map((file) => file.replace(/\.json$/, ""));
    expect(files.sort()).toEqual([...sections].sort());
    expect(Object.keys(loaded[locale]).sort()).toEqual([...sections].sort());
  },
);

const pairs = locales.slice(1).flatMap((l) => sections.map((section) => [section, l] as const));

test.each(pairs)("%s says the same things in %s as in zh-TW", (section, locale) => {
  const here = sentences(locale, section);
  expect(Object.keys(here).sort()).toEqual(Object.keys(sentences("zh-TW", section)).sort());
});

test.each(pairs)("%s in %s leaves the same gaps to fill as in zh-TW", (section, locale) => {
  const marks = (from: string) =>
    Object.entries(sentences(from, section)).map(([key, said]) => [key, placeholders(said)]);
  expect(Object.fromEntries(marks(locale))).toEqual(Object.fromEntries(marks("zh-TW")));
});

test.each(locales.flatMap((l) => sections.map((section) => [section, l] as const)))(
  "no sentence of %s in %s is empty",
  (section, locale) => {
    const empty = Object.entries(sentences(locale, section)).filter(([, said]) => !said.trim());
    expect(empty).toEqual([]);
  },
);

test("the page of a fault without scripts says what the page with scripts says", () => {
  const css = readFileSync("public/fault.css", "utf8");
  for (const locale of locales) expect(css).toContain(loaded[locale].fault.title);
});
