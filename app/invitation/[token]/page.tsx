import { getTranslations } from "next-intl/server";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";
import { openLink } from "./actions";

export async function generateMetadata() {
  const t = await getTranslations("apply.invitation");
  return { title: t("title") };
}

/**
 * Where the second parent's link leads (R7). Opening the page changes nothing and says nothing of
 * the child, because mail scanners open links too; the button does.
 */
export default async function InvitationPage({ params }: PageProps<"/invitation/[token]">) {
  const [{ token }, t] = await Promise.all([params, getTranslations("apply.invitation")]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <p className="lead">{t("lead")}</p>
      <p>{t("own")}</p>
      <form action={openLink.bind(null, token)}>
        <Button>{t("open")}</Button>
      </form>
      <Notice>{t("notYou")}</Notice>
    </>
  );
}
