import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { Button } from "@/app/_ui/button";
import { Warning } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";
import { childNamed } from "@/db/queries/applications";
import { usableConsent } from "@/db/queries/consent-in-force";
import { openDraftOf } from "@/db/queries/drafts";
import { maskName } from "@/domain/roster/names";
import { begin } from "./actions";
import { applicant, consentPath, showAnsweredInvitation } from "./applicant";

export async function generateMetadata() {
  const t = await getTranslations("apply.intro");
  return { title: t("title") };
}

/** Before the questions: what to have ready, and the guide's warning on false statements (A16). */
export default async function BeginPage() {
  const { by, scope } = await applicant();
  await showAnsweredInvitation();
  const [consent, draft, child, t] = await Promise.all([
    usableConsent(scope),
    openDraftOf(scope),
    childNamed(by),
    getTranslations("apply"),
  ]);
  if (!consent) redirect(consentPath(by.kind));
  const needed = ["number", "phone", "mail"] as const;
  return (
    <>
      {by.kind === "portal" && <BackLink href="/portal/home">{t("backToPortal")}</BackLink>}
      <PageTitle caption={t("caption")}>{t("intro.title")}</PageTitle>
      <p className="lead">{t("intro.forChild", { child: maskName(child.name) })}</p>
      <p>{t("intro.lead")}</p>
      <h2>{t("intro.listTitle")}</h2>
      <ul>
        {needed.map((thing) => (
          <li key={thing}>{t(`intro.list.${thing}`)}</li>
        ))}
      </ul>
      <p>{t("intro.guardian")}</p>
      <Warning label={t("intro.warningLabel")}>{t("intro.warning")}</Warning>
      <form action={begin}>
        <Button>{t(draft ? "intro.resume" : "intro.start")}</Button>
      </form>
    </>
  );
}
