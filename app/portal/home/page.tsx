import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/app/_ui/button";
import { PageTitle } from "@/app/_ui/page-title";
import { StatusTag } from "@/app/_ui/status-tag";
import { TaskList } from "@/app/_ui/task-list";
import { Tile, Tiles } from "@/app/_ui/tile";
import { ownApplications } from "@/db/queries/applications";
import { type PortalStanding, portalActions, returnsAsked } from "@/domain/consent/standing";
import type { OwnScope } from "@/domain/policy";
import { maskName } from "@/domain/roster/names";
import { taipei } from "@/lib/time";
import { signOut } from "../actions";
import { accountTones, dataTones, pathTo, portalNow } from "../standing";

export async function generateMetadata() {
  const t = await getTranslations("portal.home");
  return { title: t("title") };
}

/** 個資確認及親子帳號設定: three tiles, four actions, one clear next step (G2-1, A13). */
export default async function PortalHome() {
  const [{ child, standing, scope }, t] = await Promise.all([
    portalNow(),
    getTranslations("portal.home"),
  ]);
  const school = <span lang="zh-Hant-TW">{child.schoolName}</span>;
  return (
    <>
      <PageTitle caption={school}>{t("title")}</PageTitle>
      <p className="lead">{t("greeting", { child: maskName(child.name) })}</p>
      <StandingTiles standing={standing} />
      <h2>{t("actionsTitle")}</h2>
      {!standing.next && <p>{t("allDone")}</p>}
      <Actions standing={standing} />
      <Sent scope={scope} />
      <p className="hint">{t("shared")}</p>
      <form action={signOut}>
        <Button weight="quiet">{t("signOut")}</Button>
      </form>
    </>
  );
}

async function StandingTiles({ standing }: { standing: PortalStanding }) {
  const t = await getTranslations("portal.home");
  const { data, account, returned } = standing;
  const count = { returned: String(returned), asked: String(returnsAsked) };
  return (
    <Tiles label={t("tilesLabel")}>
      <Tile
        icon="person"
        title={t("tiles.data")}
        status={<StatusTag tone={dataTones[data]}>{t(`data.${data}`)}</StatusTag>}
      />
      <Tile
        icon="family"
        title={t("tiles.account")}
        status={<StatusTag tone={accountTones[account]}>{t(`account.${account}`)}</StatusTag>}
      />
      <Tile
        icon="pen"
        title={t("tiles.signing")}
        status={
          <StatusTag tone={returned === returnsAsked ? "done" : "due"}>
            <span aria-hidden="true">{t("returned", count)}</span>
            <span className="visually-hidden">{t("returnedSpoken", count)}</span>
          </StatusTag>
        }
      />
    </Tiles>
  );
}

const icons = { student: "person", account: "family", card: "card", sign: "pen" } as const;

async function Actions({ standing }: { standing: PortalStanding }) {
  const t = await getTranslations("portal.home");
  const tasks = portalActions.map((action) => ({
    href: pathTo(action, standing),
    icon: icons[action],
    title: t(`actions.${action}.title`),
    about: t(`actions.${action}.about`),
    next: action === standing.next ? t("next") : undefined,
  }));
  return <TaskList tasks={tasks} />;
}

/** The applications begun here: a number, a word and a date. Who applied is not said (R7). */
async function Sent({ scope }: { scope: OwnScope }) {
  const [sent, t, locale] = await Promise.all([
    ownApplications(scope),
    getTranslations("portal.home"),
    getLocale(),
  ]);
  if (sent.length === 0) return null;
  return (
    <>
      <h2>{t("applicationsTitle")}</h2>
      <p className="hint">{t("applicationsHint")}</p>
      <ul className="choices">
        {sent.map(({ reference, status, submittedAt }) => (
          <li key={reference}>
            <a href={`/apply/status/${reference}`}>
              {reference}
              <small>
                {t(`applicationStatus.${status}`)} ·{" "}
                {t("submittedOn", { date: taipei(submittedAt, locale, "date") })}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
