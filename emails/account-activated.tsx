import { Action, Letter, Paragraph } from "./_layout";
import { wordsFor } from "./words";

export type AccountActivatedProps = { locale: string; at: Date; url: string };

export const subject = ({ locale }: AccountActivatedProps) =>
  wordsFor(locale)("account-activated.subject");

/** To a parent whose account was just opened: a stranger's activation is noticed here (R6). */
export default function AccountActivated({ locale, at, url }: AccountActivatedProps) {
  const t = wordsFor(locale);
  return (
    <Letter
      locale={locale}
      preview={t("account-activated.preview")}
      heading={t("account-activated.heading")}
      ignore={t("account-activated.ignore")}
    >
      <Paragraph>{t("account-activated.body", { at })}</Paragraph>
      <Action locale={locale} label={t("account-activated.action")} url={url} />
    </Letter>
  );
}

AccountActivated.PreviewProps = {
  locale: "zh-TW",
  at: new Date("2026-11-07T06:30:00Z"),
  url: "https://example.edu.tw/sign-in",
} satisfies AccountActivatedProps;
