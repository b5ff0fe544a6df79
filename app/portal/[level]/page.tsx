import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { Button } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";
import { schoolsOfLevel } from "@/db/queries/schools";
import { levelIn } from "./level";
import { SchoolList } from "./school-list";

type Props = {
  params: Promise<{ level: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
};

/** A school's name is never longer; the rest of what was typed cannot help to find one. */
const wantedCharactersMax = 40;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("portal-sign-in");
  return { title: t("schoolTitle") };
}

/** Which school of this level: looked for by name, or found under its district. */
export default async function Schools({ params, searchParams }: Props) {
  const [{ level: given }, { q }] = await Promise.all([params, searchParams]);
  const level = levelIn(given) ?? notFound();
  const wanted = String(q ?? "")
    .normalize("NFKC")
    .trim()
    .slice(0, wantedCharactersMax);
  const [t, schools] = await Promise.all([
    getTranslations("portal-sign-in"),
    schoolsOfLevel(level, wanted),
  ]);

  return (
    <>
      <BackLink href="/portal">{t("back")}</BackLink>
      <PageTitle caption={t(`systems.${level}`)}>{t("schoolTitle")}</PageTitle>
      <search>
        <form method="get" className="field">
          <label htmlFor="q">{t("schoolName")}</label>
          <div className="hint" id="q-hint">
            {t("schoolHint")}
          </div>
          <div className="affixed">
            <input
              className="input"
              type="search"
              id="q"
              name="q"
              defaultValue={wanted}
              maxLength={wantedCharactersMax}
              aria-describedby="q-hint"
            />
            <Button>{t("search")}</Button>
          </div>
        </form>
      </search>
      <p role="status">{t("schoolsShown", { count: schools.length })}</p>
      {wanted && (
        <p>
          <a href={`/portal/${level}`}>{t("allSchools")}</a>
        </p>
      )}
      <SchoolList schools={schools} level={level} open={wanted !== ""} />
    </>
  );
}
