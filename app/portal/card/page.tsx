import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { TextField } from "@/app/_ui/fields";
import { Notice } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";
import { consentTextInForce } from "@/db/queries/consent";
import { latestCardDecision } from "@/db/queries/portal";
import { taipei } from "@/lib/time";
import { ConsentForm } from "../consent/consent-form";
import { portalOwner } from "../standing";
import { signCard } from "./actions";

/** 學生證多元功能開通服務: its own text, its own consent, its own signature (G2). */
export default async function CardPage() {
  const [{ scope }, locale] = await Promise.all([portalOwner(), getLocale()]);
  const [text, decision, portal, t] = await Promise.all([
    consentTextInForce("student_card", locale),
    latestCardDecision(scope),
    getTranslations("portal"),
    getTranslations("portal.card"),
  ]);
  if (!text) notFound();
  const signature = (
    <TextField
      name="signature"
      label={t("sign")}
      hint={t("signHint")}
      maxLength={120}
      size={20}
      autoComplete="name"
      spellCheck={false}
    />
  );
  const form = { action: signCard, title: t("title"), submit: t("send"), record: t("record") };
  const before = decision?.opened ? "before.opened" : "before.declined";
  return (
    <>
      <BackLink href="/portal/home">{portal("back")}</BackLink>
      <ConsentForm text={text} more={signature} {...form}>
        <PageTitle>{t("title")}</PageTitle>
        {decision && (
          <Notice>
            <p>{t(before, { time: taipei(decision.decidedAt, locale) })}</p>
          </Notice>
        )}
        <p className="lead">{t("lead")}</p>
      </ConsentForm>
    </>
  );
}
