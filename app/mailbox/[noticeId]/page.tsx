import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { BackLink } from "@/app/_ui/back-link";
import { LinkButton } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";
import { SummaryList } from "@/app/_ui/summary-list";
import { capturedLetter } from "@/db/queries/mailbox";
import { publicUrl } from "@/lib/env";
import { taipei } from "@/lib/time";
import "../mailbox.css";

export async function generateMetadata() {
  const t = await getTranslations("mailbox");
  return { title: t("letterTitle") };
}

/** One letter as its reader would see it: the sheet, where it leads, and the plain text. */
export default async function CapturedLetterPage({ params }: PageProps<"/mailbox/[noticeId]">) {
  const { data: noticeId } = z.uuid().safeParse((await params).noticeId);
  const letter = (noticeId && (await capturedLetter(noticeId))) || notFound();
  const [t, locale] = await Promise.all([getTranslations("mailbox"), getLocale()]);
  const { subject, recipient, plain, capturedAt, locale: lang } = letter;
  return (
    <>
      <BackLink href="/mailbox">{t("back")}</BackLink>
      <PageTitle caption={t("letterTitle")}>
        <span lang={lang}>{subject}</span>
      </PageTitle>
      <SummaryList
        rows={[
          { label: t("to"), value: recipient },
          { label: t("at"), value: taipei(capturedAt, locale) },
        ]}
      />
      {leadsTo(plain).map((path) => (
        <p key={path}>
          <LinkButton href={path}>{t("follow")}</LinkButton>
        </p>
      ))}
      <h2>{t("sheet")}</h2>
      <iframe
        className="letter-sheet"
        src={`/mailbox/${noticeId}/letter`}
        title={t("sheetOf", { subject })}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
      <p>
        <a href={`/mailbox/${noticeId}/letter`}>{t("alone")}</a>
      </p>
      <h2>{t("plain")}</h2>
      <pre className="letter-plain" lang={lang}>
        {plain}
      </pre>
    </>
  );
}

/** The pages of ours a letter leads to, as paths: this machine may be visited by another name. */
function leadsTo(plain: string): string[] {
  const ours = plain.match(/https?:\/\/\S+/g)?.filter((url) => url.startsWith(`${publicUrl()}/`));
  return [...new Set(ours)].map((url) => url.slice(publicUrl().length));
}
