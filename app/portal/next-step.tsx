import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/app/_ui/button";
import { pathTo, portalNow } from "./standing";

/** The button onwards: to what the portal asks next, or to its first page when all is done. */
export async function NextStep() {
  const [{ standing }, t] = await Promise.all([portalNow(), getTranslations("portal")]);
  const { next } = standing;
  if (!next) return <LinkButton href="/portal/home">{t("toHome")}</LinkButton>;
  return (
    <div className="form-actions">
      <LinkButton href={pathTo(next, standing)}>
        {t("nextStep", { action: t(`home.actions.${next}.title`) })}
      </LinkButton>
      <LinkButton href="/portal/home" weight="quiet">
        {t("toHome")}
      </LinkButton>
    </div>
  );
}
