import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { source } from "@/app/_server/source";
import { BackLink } from "@/app/_ui/back-link";
import { HiddenField, PasswordField, TextField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { PageTitle } from "@/app/_ui/page-title";
import { PhoneList } from "@/app/_ui/phone-list";
import { schoolWithCode } from "@/db/queries/schools";
import { signIn } from "../../actions";
import { levelIn, schoolCodeIn } from "../level";

type Props = { params: Promise<{ level: string; school: string }> };

/** Sign in to the child's portal (G1, A12), with the visitor's IP and the telephones. */
export default async function SignIn({ params }: Props) {
  const { level: given, school: segment } = await params;
  const level = levelIn(given) ?? notFound();
  const code = schoolCodeIn(segment) ?? notFound();
  const school = (await schoolWithCode(level, code)) ?? notFound();
  const [t, common, strings, { address }] = await Promise.all([
    getTranslations("portal-sign-in"),
    getTranslations("common.footer"),
    formStrings(),
    source(),
  ]);
  const bureau = {
    label: t("bureauPhone"),
    number: common("bureauNumber"),
    tel: common("bureauTel"),
  };
  const { telephone } = school;
  const own = telephone && {
    label: t("schoolPhone"),
    number: telephone,
    tel: telephone.replace(/[^\d+,]/g, ""),
  };

  return (
    <>
      <BackLink href={`/portal/${level}`}>{t("back")}</BackLink>
      <Form action={signIn} strings={strings} title={t("signInTitle")} submit={t("signIn")}>
        <PageTitle caption={<span lang="zh-Hant-TW">{school.name}</span>}>
          {t("signInTitle")}
        </PageTitle>
        <HiddenField name="schoolCode" value={school.code} />
        <TextField
          name="account"
          label={t("account")}
          hint={t("accountHint")}
          size={14}
          maxLength={40}
          autoComplete="username"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <PasswordField
          name="password"
          label={t("password")}
          hint={t("passwordHint")}
          maxLength={256}
          autoComplete="current-password"
        />
      </Form>
      <h2>{t("phonesTitle")}</h2>
      <PhoneList phones={own ? [own, bureau] : [bureau]} />
      <p className="hint">{t("yourAddress", { address })}</p>
    </>
  );
}
