import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { Button } from "@/app/_ui/button";
import { TextField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { Notice } from "@/app/_ui/notice";
import { likelyEmail } from "@/domain/binding/contact";
import { isShown, masked } from "@/domain/binding/visibility";
import { confirmCode, sendAgain, takeLikelyEmail } from "../actions";
import { pathOf, requireStep } from "../applicant";
import { Frame } from "../frame";
import { mailNews } from "../mail-news";

/** The six digits that prove the address is the applicant's own (B3). */
export default async function CodePage({ searchParams }: PageProps<"/apply/code">) {
  const { draft, sessionId } = await requireStep("code");
  const [t, strings, { news }] = await Promise.all([
    getTranslations("apply.code"),
    formStrings(),
    searchParams,
  ]);
  const words = await getTranslations("apply");
  const told = mailNews.find((one) => one === news);
  const typed = draft.answers.email!.email;
  const shown = isShown("email", draft.typedIn, sessionId);
  const email = masked(draft, sessionId).email!.email;
  const likely = shown ? likelyEmail(typed) : undefined;
  return (
    <Frame step="code" draft={draft}>
      {told && <Notice>{t(`news.${told}`)}</Notice>}
      {likely && (
        <form action={takeLikelyEmail}>
          <Notice>
            <p>{t("likely", { email, likely })}</p>
            <Button weight="quiet">{t("useLikely", { likely })}</Button>
          </Notice>
        </form>
      )}
      <Form action={confirmCode} strings={strings} title={t("title")} submit={t("confirm")}>
        <TextField
          heading
          name="code"
          label={t("question")}
          hint={`${t("sentTo", { email })} ${t("hint")}`}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          size={8}
          maxLength={12}
        />
      </Form>
      <form action={sendAgain} className="form-actions">
        <Button weight="quiet">{t("again")}</Button>
        <a href={pathOf("email")}>{t("change")}</a>
      </form>
      <p className="hint">{words("later")}</p>
    </Frame>
  );
}
