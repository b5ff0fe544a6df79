import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { actorFrom } from "@/app/_server/session";
import { LinkButton } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";

export async function generateMetadata() {
  const t = await getTranslations("account.activate.dead");
  return { title: t("title") };
}

/** One page for every link that does not work (any more): used, expired, spent, never made. */
export default async function DeadLink() {
  // Whoever pressed twice, or opens the letter again, is signed in already.
  if (await actorFrom("holder")) redirect("/children");
  const t = await getTranslations("account.activate.dead");
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p className="lead">{t("lead")}</p>
      <p>{t("used")}</p>
      <LinkButton href="/sign-in">{t("signIn")}</LinkButton>
      <h2>{t("helpTitle")}</h2>
      <p>{t("help")}</p>
      <p>{t("safe")}</p>
    </>
  );
}
