import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ActionState } from "@/app/_server/action-state";
import { formStrings } from "@/app/_server/form-strings";
import { BackLink } from "@/app/_ui/back-link";
import { Form } from "@/app/_ui/form";
import { Warning } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";

/** What happens when somebody will not have the account, said before it happens (B5). */
export async function Disowning({
  title,
  lead,
  back,
  action,
  children,
}: {
  title: string;
  lead: string;
  back: string;
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  children?: ReactNode;
}) {
  const [t, strings] = await Promise.all([
    getTranslations("account.activate.notMine"),
    formStrings(),
  ]);
  return (
    <>
      <BackLink href={back}>{t("back")}</BackLink>
      <Form action={action} strings={strings} title={title} submit={t("submit")}>
        <PageTitle>{title}</PageTitle>
        <p className="lead">{lead}</p>
        <h2>{t("whatTitle")}</h2>
        <ul>
          <li>{t("what.link")}</li>
          <li>{t("what.shut")}</li>
          <li>{t("what.person")}</li>
        </ul>
        <Warning label={t("warningLabel")}>
          <p>{t("warning")}</p>
        </Warning>
        {children}
      </Form>
    </>
  );
}
