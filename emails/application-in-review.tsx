import { Action, Fact, Letter, Paragraph } from "./_layout";
import { wordsFor } from "./words";

export type ApplicationInReviewProps = { locale: string; reference: string; url: string };

export const subject = ({ locale }: ApplicationInReviewProps) =>
  wordsFor(locale)("application-in-review.subject");

/** To the applicant when a person decides (四(四)): who acts next, never why. */
export default function ApplicationInReview({ locale, reference, url }: ApplicationInReviewProps) {
  const t = wordsFor(locale);
  return (
    <Letter
      locale={locale}
      preview={t("application-in-review.preview", { reference })}
      heading={t("application-in-review.heading")}
      ignore={t("application-in-review.ignore")}
    >
      <Paragraph>{t("application-in-review.body")}</Paragraph>
      <Fact label={t("application-in-review.reference")} value={reference} />
      <Paragraph>{t("application-in-review.soon")}</Paragraph>
      <Action locale={locale} label={t("application-in-review.action")} url={url} />
    </Letter>
  );
}

ApplicationInReview.PreviewProps = {
  locale: "zh-TW",
  reference: "PB-7KQ2-M4XT",
  url: "https://example.edu.tw/portal",
} satisfies ApplicationInReviewProps;
