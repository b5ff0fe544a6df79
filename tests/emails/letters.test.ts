import { expect, test } from "vitest";
import enPages from "@/app/_messages/en/common.json";
import zhPages from "@/app/_messages/zh-TW/common.json";
import type { NoticeKind } from "@/domain/notices";
import { noticeKinds } from "@/domain/notices";
import { type LetterRequest, letters, renderLetter } from "@/emails/letters";
import en from "@/emails/messages/en.json";
import zhTW from "@/emails/messages/zh-TW.json";

const locales = ["zh-TW", "en"] as const;
const everyLetter = noticeKinds.flatMap((kind) => locales.map((locale) => ({ kind, locale })));

const preview = (kind: NoticeKind, locale: string) =>
  ({ kind, props: { ...letters[kind].default.PreviewProps, locale } }) as LetterRequest;

const keysOf = (tree: object, path = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${path}${key}`] : keysOf(value, `${path}${key}.`),
  );

test("both languages have the same sentences, and none is empty", () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zhTW).sort());
  expect(JSON.stringify([en, zhTW])).not.toContain('""');
});

test("both languages name the same facts in each sentence", () => {
  const facts = (tree: object) => {
    const found = JSON.stringify(tree).matchAll(/"(\w[\w-]*)":"([^"]*)"/g);
    return [...found].map(([, key, text]) => [
      key,
      [...text!.matchAll(/\{(\w+)/g)].map((m) => m[1]),
    ]);
  };
  expect(facts(en)).toEqual(facts(zhTW));
});

test.each(everyLetter)(
  "$kind in $locale is whole: subject, page and plain text",
  async (letter) => {
    const { subject, html, plain } = await renderLetter(preview(letter.kind, letter.locale));
    const words = letter.locale === "en" ? en : zhTW;

    expect(subject).toBe(words[letter.kind].subject);
    expect(html).toContain(`lang="${words.layout.lang}"`);
    for (const text of [html, plain]) {
      expect(text).toContain(words.layout.bureauNumber);
      expect(text).toContain(words.layout.helpLineNumber);
      expect(text).toContain(words[letter.kind].ignore);
      expect(text, "a sentence is missing").not.toMatch(RegExp(`(layout|${letter.kind})\\.\\w`));
      expect(text, "a fact is missing").not.toMatch(/\{\w+|undefined|\bnull\b|Invalid Date/);
    }
    expect(plain).not.toContain("tel:");
  },
);

test.each(everyLetter)(
  "$kind in $locale leads to one page, by button and as bare address",
  async (l) => {
    const request = preview(l.kind, l.locale);
    const { html, plain } = await renderLetter(request);
    const links = [...html.matchAll(/href="(http[^"]+)"/g)].map((match) => match[1]);

    if (!("url" in request.props)) return expect(links).toEqual([]);
    expect(links).toEqual([request.props.url, request.props.url]);
    expect(html).toContain(`>${request.props.url}</a>`);
    expect(plain).toContain(request.props.url);
  },
);

test.each(everyLetter)("$kind in $locale loads nothing from anywhere", async ({ kind, locale }) => {
  const { html } = await renderLetter(preview(kind, locale));
  expect(html).not.toMatch(/<(img|link|script|iframe|object)\b|url\(|@import/);
});

test("the same request is the same letter, as a provider's idempotency key demands", async () => {
  const request = preview("account-opened", "zh-TW");
  expect(await renderLetter(request)).toEqual(await renderLetter(request));
});

test("a language we do not speak is answered in Chinese", async () => {
  const { subject } = await renderLetter(preview("email-code", "fr"));
  expect(subject).toBe(zhTW["email-code"].subject);
});

test("days and hours are those of Taipei, whatever the machine's zone", async () => {
  const { plain } = await renderLetter(preview("account-activated", "en"));
  expect(plain).toContain("November 7, 2026 at 2:30");
});

test("the code stands in the letter and never in the subject, which providers log", async () => {
  const { subject, html, plain } = await renderLetter(preview("email-code", "zh-TW"));
  expect(html).toContain("204681");
  expect(plain).toContain("204681");
  expect(subject).not.toMatch(/\d/);
});

test("what was typed by a person cannot become markup", async () => {
  const { html } = await renderLetter({
    kind: "parent-invited",
    props: {
      ...letters["parent-invited"].default.PreviewProps,
      inviter: '<a href="https://evil.example">',
    },
  });
  expect(html).not.toContain('<a href="https://evil.example"');
});

test("letters and pages name the service and its telephones alike", () => {
  for (const [letter, { service, serviceOf, footer }] of [
    [zhTW.layout, zhPages],
    [en.layout, enPages],
  ] as const) {
    expect(letter).toMatchObject({
      service,
      serviceOf,
      bureau: footer.bureau,
      bureauNumber: footer.bureauNumber,
      bureauTel: footer.bureauTel,
      helpLine: footer.service,
      helpLineNumber: footer.serviceNumber,
      helpLineTel: footer.serviceTel,
      hours: footer.hours,
    });
  }
});
