import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { requireActor } from "@/app/_server/session";
import { PasswordField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { PageTitle } from "@/app/_ui/page-title";
import { SummaryList } from "@/app/_ui/summary-list";
import { claimOf } from "@/db/queries/account";
import { claimScope } from "@/domain/policy";
import { maskName } from "@/domain/roster/names";
import { setPassword } from "../actions";
import { deadLinkPage } from "../link";
import { Step } from "../step";

const rules = ["mixed", "long", "personal", "easy"] as const;

/** The first password (A17, R6), beside what the parent must recognise as own: address and child. */
export default async function Password() {
  const scope = claimScope(await requireActor("claimant")) ?? redirect(deadLinkPage);
  const [claim, t, strings] = await Promise.all([
    claimOf(scope),
    getTranslations("account.activate.password"),
    formStrings(),
  ]);
  if (!claim) redirect(deadLinkPage);

  const children = claim.childNames.map(maskName).join(t("childrenJoin"));
  const rows = [
    { label: t("account"), value: claim.email },
    ...(children
      ? [{ label: t("children"), value: <Named names={children} doubt={t("notMine")} /> }]
      : []),
  ];
  return (
    <>
      <Step at={2} />
      <Form action={setPassword} strings={strings} title={t("title")} submit={t("submit")}>
        <PageTitle>{t("title")}</PageTitle>
        <p className="lead">{t("lead")}</p>
        <SummaryList rows={rows} />
        <SignInName email={claim.email} />
        <PasswordField
          name="password"
          label={t("password")}
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
          <PasswordField name="passwordAgain" label={t("again")} autoComplete="new-password" />
        </noscript>
      </Form>
    </>
  );
}

/** The child, and the way out for whoever does not know the name (B5). */
function Named({ names, doubt }: { names: string; doubt: string }) {
  return (
    <>
      {names} <a href="/activate/not-my-child">{doubt}</a>
    </>
  );
}

/** For password managers alone, which save a password under the name beside it. */
function SignInName({ email }: { email: string }) {
  return (
    <input
      className="visually-hidden"
      type="text"
      name="username"
      value={email}
      autoComplete="username"
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
