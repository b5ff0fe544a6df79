import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";

export async function generateMetadata() {
  const t = await getTranslations("account.signIn");
  return { title: t("outTitle") };
}

/** After signing out, which parents often do on a computer that is not theirs. */
export default async function SignedOut() {
  const t = await getTranslations("account.signIn");
  return (
    <>
      <PageTitle>{t("outTitle")}</PageTitle>
      <p className="lead">{t("out")}</p>
      <LinkButton href="/sign-in" weight="quiet">
        {t("again")}
      </LinkButton>
    </>
  );
}
