import { getTranslations } from "next-intl/server";
import { requireActor } from "@/app/_server/session";
import { disownByClaimant } from "../actions";
import { Disowning } from "../disowning";

/** "This is not my child", from the page that names the child. */
export default async function NotMyChild() {
  await requireActor("claimant");
  const t = await getTranslations("account.activate.notMine");
  const [title, lead] = [t("childTitle"), t("childLead")];
  const back = "/activate/password";
  return <Disowning title={title} lead={lead} back={back} action={disownByClaimant} />;
}
