import { Action, Letter, Paragraph } from "./_layout";
import { wordsFor } from "./words";

export type ParentInvitedProps = {
  locale: string;
  /** The first parent's name, masked. */
  inviter: string;
  url: string;
  until: Date;
};

export const subject = ({ locale }: ParentInvitedProps) =>
  wordsFor(locale)("parent-invited.subject");

/** To the second parent (雙親二位申辦): the way to the own part, which nobody fills in for them (R7). */
export default function ParentInvited({ locale, inviter, url, until }: ParentInvitedProps) {
  const t = wordsFor(locale);
  return (
    <Letter
      locale={locale}
      preview={t("parent-invited.preview", { inviter })}
      heading={t("parent-invited.heading")}
      ignore={t("parent-invited.ignore")}
    >
      <Paragraph>{t("parent-invited.body", { inviter })}</Paragraph>
      <Paragraph>{t("parent-invited.own")}</Paragraph>
      <Action locale={locale} label={t("parent-invited.action")} url={url} />
      <Paragraph>{t("parent-invited.valid", { until })}</Paragraph>
    </Letter>
  );
}

ParentInvited.PreviewProps = {
  locale: "zh-TW",
  inviter: "王○明",
  url: "https://example.edu.tw/invitation/AAAAAAAAQACAAAAAAAAAAAKn0e9s2VwYc5Qb1mZr7kTt",
  until: new Date("2026-11-21T04:00:00Z"),
} satisfies ParentInvitedProps;
