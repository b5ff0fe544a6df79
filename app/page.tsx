import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "./_ui/button";
import { PageTitle } from "./_ui/page-title";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  // The layout's template is for the pages below it, not for its own.
  return { title: { absolute: t("home.title") + t("titleSuffix") } };
}

/** The front page: what this is, what to have at hand, and the two ways on (A12, A17). */
export default async function Home() {
  const t = await getTranslations("common.home");
  const needed = ["slip", "child", "own", "phone", "mail"] as const;
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p className="lead">{t("lead")}</p>
      <h2>{t("needTitle")}</h2>
      <ul>
        {needed.map((thing) => (
          <li key={thing}>{t(`need.${thing}`)}</li>
        ))}
      </ul>
      <p>{t("minutes")}</p>
      <LinkButton href="/portal">{t("start")}</LinkButton>
      <h2>{t("haveTitle")}</h2>
      <LinkButton href="/sign-in" weight="quiet">
        {t("signIn")}
      </LinkButton>
    </>
  );
}
