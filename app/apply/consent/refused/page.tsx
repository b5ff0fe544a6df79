import { getTranslations } from "next-intl/server";
import { requireActor } from "@/app/_server/session";
import { RefusedPage } from "@/app/portal/consent/refused-page";
import { ownScope } from "@/domain/policy";

export async function generateMetadata() {
  const t = await getTranslations("portal.refused");
  return { title: t("title") };
}

/** A refusal by an invited second parent. */
export default async function InvitedRefusedPage() {
  const by = await requireActor("invitee");
  return <RefusedPage scope={ownScope(by)!} againHref="/apply/consent" />;
}
