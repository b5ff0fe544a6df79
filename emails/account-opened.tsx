import { Action, Letter, Paragraph } from "./_layout";
import { wordsFor } from "./words";

export type AccountOpenedProps = { locale: string; url: string; until: Date };

export const subject = ({ locale }: AccountOpenedProps) =>
  wordsFor(locale)("account-opened.subject");

/** To a parent whose account was created (五(一)3): the one-time link that opens it (R6). */
export default function AccountOpened({ locale, url, until }: AccountOpenedProps) {
  const t = wordsFor(locale);
  return (
    <Letter
      locale={locale}
      preview={t("account-opened.preview", { until })}
      heading={t("account-opened.heading")}
      ignore={t("account-opened.ignore")}
    >
      <Paragraph>{t("account-opened.body")}</Paragraph>
      <Paragraph>{t("account-opened.need")}</Paragraph>
      <Action locale={locale} label={t("account-opened.action")} url={url} />
      <Paragraph>{t("account-opened.valid", { until })}</Paragraph>
    </Letter>
  );
}

AccountOpened.PreviewProps = {
  locale: "zh-TW",
  url: "https://example.edu.tw/activate/AAAAAAAAQACAAAAAAAAAAAKn0e9s2VwYc5Qb1mZr7kTt",
  until: new Date("2026-11-14T04:00:00Z"),
} satisfies AccountOpenedProps;
