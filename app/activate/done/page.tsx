import { getTranslations } from "next-intl/server";
import { requireActor } from "@/app/_server/session";
import { LinkButton } from "@/app/_ui/button";
import { Panel } from "@/app/_ui/panel";
import { ChildCards } from "@/app/children/child-cards";
import { openChildren } from "@/commands/account/open-children";

export async function generateMetadata() {
  const t = await getTranslations("account.activate.done");
  return { title: t("title") };
}

/** The end of the road that began with a slip of paper: the account works, here is the child. */
export default async function Done() {
  const by = await requireActor("holder");
  const [children, t] = await Promise.all([
    openChildren(by),
    getTranslations("account.activate.done"),
  ]);
  return (
    <>
      <Panel title={t("title")} />
      {children.length > 0 && <p className="lead">{t("lead")}</p>}
      <ChildCards of={children} />
      <p>{t("nextTime")}</p>
      <p>{t("letter")}</p>
      <LinkButton href="/children">{t("go")}</LinkButton>
    </>
  );
}
