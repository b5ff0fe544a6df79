import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { sessionOf } from "@/app/_server/session";
import { Button, LinkButton } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";
import { schoolLevels } from "@/domain/roster/levels";
import { signOut } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal-sign-in");
  return { title: t("levelTitle") };
}

/** The four systems of the guide: which level of school (學層)? */
export default async function Levels() {
  const [t, session] = await Promise.all([getTranslations("portal-sign-in"), sessionOf("portal")]);
  return (
    <>
      {session && (
        <Notice>
          <p>{t("signedIn")}</p>
          <form action={signOut} className="form-actions">
            <LinkButton href="/portal/home">{t("goOn")}</LinkButton>
            <Button weight="quiet">{t("signOut")}</Button>
          </form>
        </Notice>
      )}
      <PageTitle>{t("levelTitle")}</PageTitle>
      <p className="lead">{t("levelLead")}</p>
      <ul className="choices">
        {schoolLevels.map((level) => (
          <li key={level}>
            <a href={`/portal/${level}`}>
              {t(`levels.${level}`)}
              <small>{t(`systems.${level}`)}</small>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
