import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { LinkButton } from "@/app/_ui/button";
import { FileField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { Notice } from "@/app/_ui/notice";
import { uploadPhoto } from "../actions";
import { pathOnwards, requireStep } from "../applicant";
import { Frame } from "../frame";

/** The picture of the document that proves guardianship, by camera or from a file (A20). */
export default async function PhotoPage() {
  const { draft } = await requireStep("photo");
  const [t, strings] = await Promise.all([getTranslations("apply.photo"), formStrings()]);
  return (
    <Frame step="photo" draft={draft}>
      {draft.answers.photo && (
        <Notice>
          <p>{t("have")}</p>
          <LinkButton href={await pathOnwards()} weight="quiet">
            {t("keep")}
          </LinkButton>
        </Notice>
      )}
      <Form action={uploadPhoto} strings={strings} title={t("title")} submit={t("upload")}>
        <FileField
          heading
          name="file"
          label={t("question")}
          hint={t("hint")}
          accept="image/jpeg,image/png,image/webp"
        />
      </Form>
    </Frame>
  );
}
