import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/app/_ui/panel";
import { latestCardDecision } from "@/db/queries/portal";
import { taipei } from "@/lib/time";
import { NextStep } from "../../next-step";
import { portalOwner } from "../../standing";

export async function generateMetadata() {
  const t = await getTranslations("portal.card");
  return { title: t("title") };
}

/** The decision on the student card that counts, and what comes next. */
export default async function CardDonePage() {
  const { scope } = await portalOwner();
  const [decision, t, locale] = await Promise.all([
    latestCardDecision(scope),
    getTranslations("portal.cardDone"),
    getLocale(),
  ]);
  if (!decision) redirect("/portal/card");
  const { opened, decidedAt } = decision;
  return (
    <>
      <Panel title={t(opened ? "opened" : "declined")} />
      <p>{t("at", { time: taipei(decidedAt, locale) })}</p>
      <p>{t(opened ? "openedNext" : "declinedNext")}</p>
      <p>
        {t("mind")} <a href="/portal/card">{t("again")}</a>
      </p>
      <NextStep />
    </>
  );
}
