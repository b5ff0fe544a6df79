import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { BackLink } from "@/app/_ui/back-link";
import { HiddenField, TextField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { PageTitle } from "@/app/_ui/page-title";
import { masked } from "@/domain/binding/visibility";
import { consentPath, pathOf, requireStep } from "../applicant";
import { sign } from "./actions";
import { SignatureField } from "./signature-field";

/** The signature (線上簽名), bound to the text and the answers as they stand on this page (五(一)1). */
export default async function SignPage() {
  const { by, draft, sessionId, consent } = await requireStep("check");
  if (draft.typedIn.number !== sessionId) redirect(pathOf("number"));
  const [t, strings] = await Promise.all([getTranslations("apply"), formStrings()]);
  const { title, version } = consent.text;
  return (
    <>
      <BackLink href={pathOf("check")}>{t("check.title")}</BackLink>
      <Form action={sign} strings={strings} title={t("sign.title")} submit={t("sign.submit")}>
        <PageTitle caption={t("caption")}>{t("sign.title")}</PageTitle>
        <p>{t("sign.declaration", { text: title, version: String(version) })}</p>
        <p>
          <a href={consentPath(by.kind)}>{t("sign.readText")}</a>
        </p>
        <HiddenField name="draftId" value={draft.id} />
        <HiddenField name="version" value={String(draft.version)} />
        <SignatureField
          label={t("sign.drawn")}
          hint={t("sign.drawnHint")}
          clear={t("sign.clear")}
        />
        <TextField
          name="signature"
          label={t("sign.typed")}
          hint={t("sign.typedHint", { name: masked(draft, sessionId).name!.name })}
          autoComplete="off"
          spellCheck={false}
        />
        <p className="hint">{t("sign.record")}</p>
      </Form>
    </>
  );
}
