import { getTranslations } from "next-intl/server";
import { requireActor } from "@/app/_server/session";
import { Button } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";
import { openChildren } from "@/commands/account/open-children";
import { signOut } from "./actions";
import { ChildCards } from "./child-cards";

export async function generateMetadata() {
  const t = await getTranslations("account.children");
  return { title: t("title") };
}

/** 我的孩子: what each living relation shows its holder, asked anew on every request (A6, A8). */
export default async function Children() {
  const by = await requireActor("holder");
  const [children, t] = await Promise.all([openChildren(by), getTranslations("account.children")]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      {children.length === 0 && (
        <>
          <p className="lead">{t("empty")}</p>
          <p>{t("emptyHelp")}</p>
        </>
      )}
      <ChildCards of={children} />
      <h2>{t("anotherTitle")}</h2>
      <p>{t("another")}</p>
      <p>
        <a href="/portal">{t("portal")}</a>
      </p>
      <form action={signOut}>
        <Button weight="quiet">{t("signOut")}</Button>
      </form>
    </>
  );
}
