import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageTitle } from "@/app/_ui/page-title";
import { ownConsentAnswers } from "@/db/queries/consent";
import type { OwnScope } from "@/domain/policy";
import { taipei } from "@/lib/time";

/** After a refusal: it is recorded, nothing follows, and answering again stays possible (A15). */
export async function RefusedPage({ scope, againHref }: { scope: OwnScope; againHref: string }) {
  const [[latest], t, locale] = await Promise.all([
    ownConsentAnswers(scope, "parent_account", { rowsMax: 1 }),
    getTranslations("portal.refused"),
    getLocale(),
  ]);
  if (!latest || latest.agreed) redirect(againHref);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p className="hint">{t("at", { time: taipei(latest.answeredAt, locale) })}</p>
      <p className="lead">{t("body")}</p>
      <p>
        {t("mind")} <a href={againHref}>{t("again")}</a>
      </p>
    </>
  );
}
