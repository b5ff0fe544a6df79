import { getTranslations } from "next-intl/server";
import { PageTitle } from "@/app/_ui/page-title";

export async function generateMetadata() {
  const t = await getTranslations("apply.invitation");
  return { title: t("deadTitle") };
}

/** One page for every link that does not work (any more): used up, expired, never made. */
export default async function ExpiredInvitationPage() {
  const t = await getTranslations("apply.invitation");
  return (
    <>
      <PageTitle>{t("deadTitle")}</PageTitle>
      <p className="lead">{t("dead")}</p>
    </>
  );
}
