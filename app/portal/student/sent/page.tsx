import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/app/_ui/panel";
import { latestDataAnswer } from "@/db/queries/portal";
import { taipei } from "@/lib/time";
import { NextStep } from "../../next-step";
import { portalOwner } from "../../standing";

export async function generateMetadata() {
  const t = await getTranslations("portal.student");
  return { title: t("title") };
}

/** What was answered on the child's data, and what comes next (A14). */
export default async function StudentSentPage() {
  const { scope } = await portalOwner();
  const [answer, t, locale] = await Promise.all([
    latestDataAnswer(scope),
    getTranslations("portal.studentSent"),
    getLocale(),
  ]);
  if (!answer) redirect("/portal/student");
  return (
    <>
      <Panel title={t(answer.correct ? "correct" : "error")} />
      <p>{t("at", { time: taipei(answer.answeredAt, locale) })}</p>
      <p>{t(answer.correct ? "correctNext" : "errorNext")}</p>
      <p>
        <a href="/portal/student">{t("again")}</a>
      </p>
      <NextStep />
    </>
  );
}
