import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { BackLink } from "@/app/_ui/back-link";
import { PageTitle } from "@/app/_ui/page-title";
import { SummaryList } from "@/app/_ui/summary-list";
import { ownConsentAnswer } from "@/db/queries/consent";
import { taipei } from "@/lib/time";
import { portalOwner } from "../../standing";
import { AnsweredChoice } from "../answered-choice";
import { ConsentDocument } from "../consent-document";

export async function generateMetadata() {
  const t = await getTranslations("portal.answer");
  return { title: t("title") };
}

type Props = { params: Promise<{ answer: string }> };

/** An old answer with the very text it was given to (A2). */
export default async function AnswerPage({ params }: Props) {
  const [{ scope }, { answer: id }] = await Promise.all([portalOwner(), params]);
  const found = z.uuid().safeParse(id).success ? await ownConsentAnswer(scope, id) : undefined;
  if (!found) notFound();
  const [portal, t, locale] = await Promise.all([
    getTranslations("portal"),
    getTranslations("portal.answer"),
    getLocale(),
  ]);
  const { answer, text } = found;
  const rows = [
    { label: t("choice"), value: t(answer.agreed ? "agreed" : "refused") },
    { label: t("at"), value: taipei(answer.answeredAt, locale) },
    { label: t("number"), value: <code>{answer.id}</code> },
  ];
  return (
    <>
      <BackLink href="/portal/sign/receipt">{portal("back")}</BackLink>
      <PageTitle>{t("title")}</PageTitle>
      <SummaryList rows={rows} />
      <p>{t("exact")}</p>
      <ConsentDocument text={text} />
      <AnsweredChoice text={text} agreed={answer.agreed} />
      <p className="hint">{t("print")}</p>
    </>
  );
}
