import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

/** Whom to call until recovery by oneself exists: the same telephones as on every page. */
export async function Forgotten() {
  const [t, common] = await Promise.all([
    getTranslations("account.signIn"),
    getTranslations("common.footer"),
  ]);
  const dial = (tel: string) => (number: ReactNode) => <a href={`tel:${tel}`}>{number}</a>;
  const sentence = t.rich("forgotten", {
    bureauNumber: common("bureauNumber"),
    serviceNumber: common("serviceNumber"),
    bureau: dial(common("bureauTel")),
    service: dial(common("serviceTel")),
  });
  return <p>{sentence}</p>;
}
