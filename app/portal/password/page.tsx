import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { sessionOf } from "@/app/_server/session";
import { PasswordField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { PageTitle } from "@/app/_ui/page-title";
import { setPassword } from "../actions";

const rules = ["mixed", "long", "personal", "common"] as const;

/** The forced first change of the password (G1, A12). */
export default async function NewPassword() {
  const session = await sessionOf("portal");
  if (!session) redirect("/portal");
  if (!session.mustSetPassword) redirect("/portal/home");
  const [t, strings] = await Promise.all([getTranslations("portal-sign-in"), formStrings()]);

  return (
    <Form action={setPassword} strings={strings} title={t("newTitle")} submit={t("save")}>
      <PageTitle>{t("newTitle")}</PageTitle>
      <p>{t("newLead")}</p>
      <PasswordField
        name="password"
        label={t("newPassword")}
        hint={
          <ul>
            {rules.map((rule) => (
              <li key={rule}>{t(`rules.${rule}`)}</li>
            ))}
          </ul>
        }
        autoComplete="new-password"
      />
      <noscript>
        <PasswordField
          name="passwordAgain"
          label={t("againPassword")}
          autoComplete="new-password"
        />
      </noscript>
    </Form>
  );
}
