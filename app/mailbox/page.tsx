import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageTitle } from "@/app/_ui/page-title";
import { lettersCapturedLast, mailboxIsOpen } from "@/db/queries/mailbox";
import { taipei } from "@/lib/time";
import { MailboxNotice } from "./mailbox-notice";
import "./mailbox.css";

export async function generateMetadata() {
  const t = await getTranslations("mailbox");
  return { title: t("title") };
}

/** The development mailbox: every letter that would have been sent, newest first. */
export default async function Mailbox() {
  if (!mailboxIsOpen()) notFound();
  const [letters, t, locale] = await Promise.all([
    lettersCapturedLast(),
    getTranslations("mailbox"),
    getLocale(),
  ]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <MailboxNotice />
      {letters.length === 0 && <p>{t("empty")}</p>}
      <ul className="letters">
        {letters.map(({ noticeId, locale: lang, subject, recipient, capturedAt }) => (
          <li key={noticeId}>
            <a href={`/mailbox/${noticeId}`} lang={lang}>
              {subject}
            </a>
            <p>{t("toAt", { recipient, at: taipei(capturedAt, locale) })}</p>
          </li>
        ))}
      </ul>
      {letters.length > 0 && <p>{t("newest", { count: letters.length })}</p>}
    </>
  );
}
