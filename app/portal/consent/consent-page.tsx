import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ActionState } from "@/app/_server/action-state";
import { LinkButton } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";
import { consentTextInForce, ownConsentAnswers } from "@/db/queries/consent";
import { consentInForce, latestAnswer } from "@/domain/consent/answers";
import type { OwnScope } from "@/domain/policy";
import { taipei } from "@/lib/time";
import { ConsentForm } from "./consent-form";

type Props = {
  scope: OwnScope;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

/** The parent-account consent, for a portal and for an invited parent alike (G2-4, A15). */
export async function ConsentPage({ scope, action }: Props) {
  const [text, t] = await Promise.all([
    consentTextInForce("parent_account", await getLocale()),
    getTranslations("portal.consent"),
  ]);
  if (!text) notFound();
  return (
    <ConsentForm
      text={text}
      action={action}
      title={t("title")}
      submit={t("send")}
      record={t("record")}
    >
      <PageTitle caption={t("caption")}>{t("title")}</PageTitle>
      <News scope={scope} version={text.version} />
      <p className="lead">{t("lead")}</p>
    </ConsentForm>
  );
}

/** What was answered before, as far as nobody's application stands on it. */
async function News({ scope, version }: { scope: OwnScope; version: number }) {
  const [answers, t, locale] = await Promise.all([
    ownConsentAnswers(scope, "parent_account"),
    getTranslations("portal.consent"),
    getLocale(),
  ]);
  const latest = latestAnswer(answers.filter(({ spent }) => !spent));
  if (!latest) return null;
  const time = taipei(latest.answeredAt, locale);
  const verdict = consentInForce(answers, [{ version }]);
  if (verdict.allowed) {
    return (
      <Notice title={t("agreedBefore", { time })}>
        <p>{t("changing")}</p>
        <LinkButton href="/apply">{t("goOn")}</LinkButton>
      </Notice>
    );
  }
  const outdated = latest.version < version;
  return (
    <Notice>
      <p>{outdated ? t("outdated", { version: String(version) }) : t("refusedBefore", { time })}</p>
    </Notice>
  );
}
