import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "./_ui/button";
import { PageTitle } from "./_ui/page-title";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.notFound");
  return { title: t("title") };
}

/** What does not exist and what you may not see: the same page, word for word. */
export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p>{t("body")}</p>
      <p className="hint">{t("code")}</p>
      <LinkButton href="/">{t("home")}</LinkButton>
    </>
  );
}
