import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { actorFrom } from "@/app/_server/session";
import { LinkButton } from "@/app/_ui/button";
import { PasswordField, TextField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { PageTitle } from "@/app/_ui/page-title";
import { signIn } from "./actions";
import { Forgotten } from "./forgotten";

/** The holder's door (A17): by the confirmed e-mail address and the own password. */
export default async function SignIn() {
  if (await actorFrom("holder")) redirect("/children");
  const [t, strings] = await Promise.all([getTranslations("account.signIn"), formStrings()]);
  return (
    <>
      <Form action={signIn} strings={strings} title={t("title")} submit={t("submit")}>
        <PageTitle>{t("title")}</PageTitle>
        <TextField
          name="email"
          label={t("email")}
          hint={t("emailHint")}
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField name="password" label={t("password")} autoComplete="current-password" />
      </Form>
      <h2>{t("forgottenTitle")}</h2>
      <Forgotten />
      <h2>{t("firstTitle")}</h2>
      <p>{t("first")}</p>
      <LinkButton href="/portal" weight="quiet">
        {t("portal")}
      </LinkButton>
    </>
  );
}
