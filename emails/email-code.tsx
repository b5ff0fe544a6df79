import { Fact, Letter, Paragraph } from "./_layout";
import { wordsFor } from "./words";

export type EmailCodeProps = { locale: string; code: string; minutes: number };

/** The code is not in the subject: providers log subjects. */
export const subject = ({ locale }: EmailCodeProps) => wordsFor(locale)("email-code.subject");

/** To the address typed into a draft: the six digits that prove it can be read (B3). */
export default function EmailCode({ locale, code, minutes }: EmailCodeProps) {
  const t = wordsFor(locale);
  return (
    <Letter
      locale={locale}
      preview={t("email-code.preview", { code, minutes })}
      heading={t("email-code.heading")}
      ignore={t("email-code.ignore")}
    >
      <Paragraph>{t("email-code.body")}</Paragraph>
      <Fact value={code} />
      <Paragraph>{t("email-code.valid", { minutes })}</Paragraph>
    </Letter>
  );
}

EmailCode.PreviewProps = { locale: "zh-TW", code: "204681", minutes: 10 } satisfies EmailCodeProps;
