import { getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { LinkButton } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";
import { SummaryList } from "@/app/_ui/summary-list";
import { childNamed } from "@/db/queries/applications";
import { masked } from "@/domain/binding/visibility";
import { stepsFor } from "@/domain/binding/wizard";
import { maskName } from "@/domain/roster/names";
import { pathOf, requireStep } from "../applicant";
import { summaryRows } from "./rows";

export async function generateMetadata() {
  const t = await getTranslations("apply.check");
  return { title: t("title") };
}

/** Everything once more before it is signed: each line can be changed, and nothing is lost. */
export default async function CheckPage() {
  const { by, draft, sessionId } = await requireStep("check");
  const [t, child] = await Promise.all([getTranslations("apply"), childNamed(by)]);
  const asked = stepsFor(draft.answers, draft.ownerKind);
  const rows = await summaryRows(masked(draft, sessionId), asked);
  const first = { label: t("check.child"), value: maskName(child.name) };
  return (
    <>
      <BackLink href={pathOf(asked.filter((step) => step !== "code").at(-1)!)}>
        {t("back")}
      </BackLink>
      <PageTitle caption={t("caption")}>{t("check.title")}</PageTitle>
      <p className="lead">{t("check.lead")}</p>
      <SummaryList rows={[first, ...rows]} change={t("check.change")} />
      <LinkButton href="/apply/sign">{t("check.signNext")}</LinkButton>
    </>
  );
}
