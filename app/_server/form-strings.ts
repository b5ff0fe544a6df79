import { getTranslations } from "next-intl/server";
import type { FormStrings } from "@/app/_ui/form";

/** The words of app/_ui/form.tsx in the reader's language, for its `strings`. */
export async function formStrings(): Promise<FormStrings> {
  const t = await getTranslations("common");
  return {
    errorTitle: t("form.errorTitle"),
    errorPrefix: t("form.errorPrefix"),
    working: t("form.working"),
    show: t("form.show"),
    hide: t("form.hide"),
    titleSuffix: t("titleSuffix"),
  };
}
