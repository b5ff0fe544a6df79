import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { HiddenField, TextField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { Notice } from "@/app/_ui/notice";
import { prove } from "../actions";
import { requireOpenLink } from "../link";
import { Step } from "../step";

/**
 * Where the mailed link leads (R6). Opening the page changes nothing and says nothing of account
 * or child, because mail scanners open links too; only the digits do.
 */
export default async function Digits({ params }: PageProps<"/activate/[token]">) {
  const { token } = await params;
  await requireOpenLink(token);
  const [t, strings] = await Promise.all([
    getTranslations("account.activate.digits"),
    formStrings(),
  ]);
  return (
    <>
      <Step at={1} />
      <Form action={prove} strings={strings} title={t("title")} submit={t("submit")}>
        <HiddenField name="token" value={token} />
        <TextField
          name="digits"
          label={t("question")}
          heading
          hint={t("hint")}
          size={12}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
        />
      </Form>
      <Notice title={t("notMineQuestion")}>
        <p>
          <a href={`/activate/${token}/not-mine`}>{t("notMine")}</a>
        </p>
      </Notice>
    </>
  );
}
