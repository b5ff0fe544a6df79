import { getLocale, getTranslations } from "next-intl/server";
import { isLocale, languages } from "@/app/_server/languages";
import { BackLink } from "@/app/_ui/back-link";
import { PageTitle } from "@/app/_ui/page-title";
import { SummaryList } from "@/app/_ui/summary-list";
import { ownApplications } from "@/db/queries/applications";
import { ownConsentAnswers } from "@/db/queries/consent";
import type { ConsentKind } from "@/domain/consent/kinds";
import { consentKinds } from "@/domain/consent/kinds";
import type { OwnScope } from "@/domain/policy";
import { maskName } from "@/domain/roster/names";
import { taipei } from "@/lib/time";
import { fingerprint } from "../../consent/consent-document";
import { portalNow } from "../../standing";

export async function generateMetadata() {
  const t = await getTranslations("portal.receipt");
  return { title: t("title") };
}

/** What was agreed or refused here, when, and in which version: to read and to print (A2, A15). */
export default async function ReceiptPage() {
  const { child, scope } = await portalNow();
  const [portal, t, locale] = await Promise.all([
    getTranslations("portal"),
    getTranslations("portal.receipt"),
    getLocale(),
  ]);
  const rows = [
    { label: t("child"), value: `${child.schoolName} ${maskName(child.name)}` },
    { label: t("printed"), value: taipei(new Date(), locale) },
  ];
  return (
    <>
      <BackLink href="/portal/sign">{portal("back")}</BackLink>
      <PageTitle>{t("title")}</PageTitle>
      <SummaryList rows={rows} />
      {consentKinds.map((kind) => (
        <Answers key={kind} scope={scope} kind={kind} />
      ))}
      <Applications scope={scope} />
      <p className="hint">{t("privacy")}</p>
      <p className="hint">{portal("answer.print")}</p>
    </>
  );
}

async function Answers({ scope, kind }: { scope: OwnScope; kind: ConsentKind }) {
  const [answers, portal, t, locale] = await Promise.all([
    ownConsentAnswers(scope, kind, { rowsMax: 50 }),
    getTranslations("portal"),
    getTranslations("portal.receipt"),
    getLocale(),
  ]);
  return (
    <>
      <h2>{t(`kinds.${kind}`)}</h2>
      {answers.length === 0 && <p>{t("none")}</p>}
      {answers.map((answer, at) => (
        <section key={answer.id} className="thing">
          <h3>
            {portal(answer.agreed ? "answer.agreed" : "answer.refused")}{" "}
            <small>{t(at === 0 ? "counts" : "earlier")}</small>
          </h3>
          <SummaryList
            rows={[
              { label: t("at"), value: taipei(answer.answeredAt, locale) },
              { label: t("version"), value: t("versionValue", versionOf(answer)) },
              { label: t("fingerprint"), value: <code>{fingerprint(answer.hash)}</code> },
              { label: t("number"), value: <code>{answer.id}</code> },
            ]}
          />
          <a href={`/portal/consent/${answer.id}`}>
            {t("read")}
            <span className="visually-hidden"> {taipei(answer.answeredAt, locale)}</span>
          </a>
        </section>
      ))}
    </>
  );
}

function versionOf({ version, locale }: { version: number; locale: string }) {
  const language = languages[isLocale(locale) ? locale : "zh-TW"].name;
  return { version: String(version), language };
}

/** The applications sent from here: their numbers and times, not whose they are. */
async function Applications({ scope }: { scope: OwnScope }) {
  const [sent, t, locale] = await Promise.all([
    ownApplications(scope),
    getTranslations("portal.receipt"),
    getLocale(),
  ]);
  if (sent.length === 0) return null;
  return (
    <>
      <h2>{t("applications")}</h2>
      {sent.map(({ reference, submittedAt }) => (
        <SummaryList
          key={reference}
          rows={[
            { label: t("reference"), value: reference },
            { label: t("submitted"), value: taipei(submittedAt, locale) },
          ]}
        />
      ))}
    </>
  );
}
