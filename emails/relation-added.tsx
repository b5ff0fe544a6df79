import { Action, Fact, Letter, Paragraph } from "./_layout";
import { wordsFor } from "./words";

export type RelationAddedProps = { locale: string; reference: string; url: string };

export const subject = ({ locale }: RelationAddedProps) =>
  wordsFor(locale)("relation-added.subject");

/** To a parent who had an account already: the relation now stands in it (五(一)2, 五(一)3). */
export default function RelationAdded({ locale, reference, url }: RelationAddedProps) {
  const t = wordsFor(locale);
  return (
    <Letter
      locale={locale}
      preview={t("relation-added.preview", { reference })}
      heading={t("relation-added.heading")}
      ignore={t("relation-added.ignore")}
    >
      <Paragraph>{t("relation-added.body")}</Paragraph>
      <Fact label={t("relation-added.reference")} value={reference} />
      <Action locale={locale} label={t("relation-added.action")} url={url} />
    </Letter>
  );
}

RelationAdded.PreviewProps = {
  locale: "zh-TW",
  reference: "PB-7KQ2-M4XT",
  url: "https://example.edu.tw/sign-in",
} satisfies RelationAddedProps;
