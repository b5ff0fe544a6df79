import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { LinkButton } from "@/app/_ui/button";
import { Panel } from "@/app/_ui/panel";
import { SummaryList } from "@/app/_ui/summary-list";
import { ownApplication } from "@/db/queries/applications";
import { normaliseReference } from "@/domain/binding/reference";
import { maskName } from "@/domain/roster/names";
import { taipei } from "@/lib/time";
import { applicant } from "../../applicant";
import { Road } from "./road";

type Own = NonNullable<Awaited<ReturnType<typeof ownApplication>>>;

export async function generateMetadata() {
  const t = await getTranslations("apply.status");
  return { title: t("title") };
}

/** Where an application stands and who acts next, in the parent's words (B1). */
export default async function StatusPage({ params }: PageProps<"/apply/status/[reference]">) {
  const [{ by, scope }, { reference }] = await Promise.all([applicant(), params]);
  const application = await ownApplication(scope, normaliseReference(reference));
  if (!application) notFound();
  const t = await getTranslations("apply");
  const { status, reviewReason, schoolName, schoolTelephone } = application;
  const separation = reviewReason === "applicant_is_student";
  return (
    <>
      {by.kind === "portal" && <BackLink href="/portal/home">{t("backToPortal")}</BackLink>}
      <Panel
        title={t("status.sent")}
        referenceLabel={t("status.reference")}
        reference={application.reference}
      />
      <p>{t("status.keep")}</p>
      <h2>{t("status.now")}</h2>
      <Road status={status} />
      <h2>{t("status.next")}</h2>
      <p>{t(`status.${status}`, { school: schoolName })}</p>
      {separation && <p>{t("status.separation")}</p>}
      {status === "in_review" && schoolTelephone && (
        <p>{t("status.schoolPhone", { telephone: schoolTelephone })}</p>
      )}
      <p>
        <LinkButton href={`/apply/status/${application.reference}`} weight="quiet">
          {t("status.again")}
        </LinkButton>
      </p>
      <SummaryList rows={await facts(application)} />
    </>
  );
}

/** The receipt: masked, because the child's portal may be opened by another parent as well. */
async function facts(application: Own) {
  const [t, locale] = await Promise.all([getTranslations("apply.status"), getLocale()]);
  const { name, submittedAt, signedAt, invitedName, invitationSubmittedAt } = application;
  const until = application.invitationExpiresAt;
  const invited = invitationSubmittedAt
    ? t("invitedDone")
    : until && t("invitedWaiting", { until: taipei(until, locale, "date") });
  return [
    { label: t("applicant"), value: maskName(name) },
    { label: t("submittedAt"), value: taipei(submittedAt, locale) },
    ...(signedAt ? [{ label: t("signedAt"), value: taipei(signedAt, locale) }] : []),
    ...(invitedName
      ? [{ label: t("invited"), value: [maskName(invitedName), invited].join(" · ") }]
      : []),
  ];
}
