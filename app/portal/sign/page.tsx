import { getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { LinkButton } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";
import { Progress } from "@/app/_ui/progress";
import { StatusTag, type Tone } from "@/app/_ui/status-tag";
import { ownApplications } from "@/db/queries/applications";
import { isReturned, returnsAsked } from "@/domain/consent/standing";
import { accountTones, cardTones, pathTo, portalNow } from "../standing";

export async function generateMetadata() {
  const t = await getTranslations("portal.sign");
  return { title: t("title") };
}

/** 同意簽署回傳: the two things to sign and return, and where each stands (G2-1, A13). */
export default async function SignPage() {
  const { standing, scope } = await portalNow();
  const [[newest], portal, t] = await Promise.all([
    ownApplications(scope, 1),
    getTranslations("portal"),
    getTranslations("portal.sign"),
  ]);
  const { account, card, returned } = standing;
  const count = { returned: String(returned), asked: String(returnsAsked) };
  const sent = isReturned(account) && newest && account !== "refused";
  return (
    <>
      <BackLink href="/portal/home">{portal("back")}</BackLink>
      <PageTitle>{t("title")}</PageTitle>
      <p className="lead">{t("lead")}</p>
      <Progress now={returned} max={returnsAsked} label={t("progress", count)} />
      <Return
        title={t("account")}
        tag={t(`accountTag.${account}`)}
        tone={isReturned(account) && account !== "refused" ? "done" : accountTones[account]}
        about={t(`accountNext.${account}`)}
        go={t(`accountGo.${account}`)}
        href={sent ? `/apply/status/${newest.reference}` : pathTo("account", standing)}
        due={!isReturned(account)}
      />
      <Return
        title={t("card")}
        tag={t(`cardTag.${card}`)}
        tone={cardTones[card]}
        about={t(`cardNext.${card}`)}
        go={t(`cardGo.${card}`)}
        href="/portal/card"
        due={card === "undecided"}
      />
      <p>
        <a href="/portal/sign/receipt">{t("receipt")}</a>
        <br />
        <span className="hint">{t("receiptHint")}</span>
      </p>
    </>
  );
}

/** One thing to sign: its name, where it stands, what to do, and the way there. */
function Return(thing: {
  title: string;
  tag: string;
  tone: Tone;
  about: string;
  go: string;
  href: string;
  due: boolean;
}) {
  const { title, tag, tone, about, go, href, due } = thing;
  return (
    <section className="thing">
      <h2>{title}</h2>
      <StatusTag tone={tone}>{tag}</StatusTag>
      <p>{about}</p>
      <LinkButton href={href} weight={due ? "main" : "quiet"}>
        {go}
        <span className="visually-hidden"> {title}</span>
      </LinkButton>
    </section>
  );
}
