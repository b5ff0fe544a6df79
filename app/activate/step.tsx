import { getTranslations } from "next-intl/server";
import { Progress } from "@/app/_ui/progress";

/** How far along the activation is. */
export async function Step({ at }: { at: 1 | 2 }) {
  const t = await getTranslations("account.activate");
  return <Progress now={at} max={2} label={`${t("caption")} · ${t("progress", { at })}`} />;
}
