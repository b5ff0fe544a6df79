import { getTranslations } from "next-intl/server";
import { HiddenField } from "@/app/_ui/fields";
import { disownByLink } from "../../actions";
import { Disowning } from "../../disowning";
import { requireOpenLink } from "../../link";

/** "I did not apply for this": a button, because opening a page changes nothing. */
export default async function NotMine({ params }: PageProps<"/activate/[token]/not-mine">) {
  const { token } = await params;
  await requireOpenLink(token);
  const t = await getTranslations("account.activate.notMine");
  const back = `/activate/${token}`;
  return (
    <Disowning title={t("title")} lead={t("lead")} back={back} action={disownByLink}>
      <HiddenField name="token" value={token} />
    </Disowning>
  );
}
