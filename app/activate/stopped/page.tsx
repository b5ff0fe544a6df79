import { getTranslations } from "next-intl/server";
import { Panel } from "@/app/_ui/panel";

export async function generateMetadata() {
  const t = await getTranslations("account.activate.stopped");
  return { title: t("title") };
}

/** The account is stopped: what that means and whom to call. It says nothing of whose it was. */
export default async function Stopped() {
  const t = await getTranslations("account.activate.stopped");
  return (
    <>
      <Panel title={t("title")} />
      <p className="lead">{t("lead")}</p>
      <h2>{t("nextTitle")}</h2>
      <p>{t("next")}</p>
    </>
  );
}
