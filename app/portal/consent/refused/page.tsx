import { getTranslations } from "next-intl/server";
import { NextStep } from "../../next-step";
import { portalOwner } from "../../standing";
import { RefusedPage } from "../refused-page";

export async function generateMetadata() {
  const t = await getTranslations("portal.refused");
  return { title: t("title") };
}

/** A refusal in the child's portal: what else there is to do goes on. */
export default async function PortalRefusedPage() {
  const { scope } = await portalOwner();
  return (
    <>
      <RefusedPage scope={scope} againHref="/portal/consent" />
      <NextStep />
    </>
  );
}
