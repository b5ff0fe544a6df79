import { getTranslations } from "next-intl/server";
import { BackLink } from "@/app/_ui/back-link";
import { portalOwner } from "../standing";
import { answerConsent } from "./actions";
import { ConsentPage } from "./consent-page";

/** 申辦親子帳號 begins with the consent text (G2-3, G2-4). */
export default async function PortalConsentPage() {
  const [{ scope }, t] = await Promise.all([portalOwner(), getTranslations("portal")]);
  return (
    <>
      <BackLink href="/portal/home">{t("back")}</BackLink>
      <ConsentPage scope={scope} action={answerConsent} />
    </>
  );
}
