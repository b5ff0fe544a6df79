import { getLocale, getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { BackLink } from "@/app/_ui/back-link";
import { Button } from "@/app/_ui/button";
import { CheckboxField, RadioField, TextField } from "@/app/_ui/fields";
import { Form } from "@/app/_ui/form";
import { Notice } from "@/app/_ui/notice";
import { PageTitle } from "@/app/_ui/page-title";
import { SummaryList } from "@/app/_ui/summary-list";
import { keptDataAnswer, latestDataAnswer } from "@/db/queries/portal";
import { dataNoteMax, studentDataItems } from "@/domain/roster/data-answers";
import { maskName } from "@/domain/roster/names";
import { taipei } from "@/lib/time";
import { portalNow } from "../standing";
import { answerData } from "./actions";

/** 確認學生相關資訊: 資訊正確 or 錯誤回報, 暫存離開 or 填答送出 (G2-2, A14). */
export default async function StudentPage() {
  const { child, scope } = await portalNow();
  const [kept, portal, t, strings] = await Promise.all([
    keptDataAnswer(scope),
    getTranslations("portal"),
    getTranslations("portal.student"),
    formStrings(),
  ]);
  const leave = (
    <Button weight="quiet" name="intent" value="keep">
      {t("keep")}
    </Button>
  );
  const inChinese = (text: string) => <span lang="zh-Hant-TW">{text}</span>;
  const rows = [
    { label: t("school"), value: inChinese(child.schoolName) },
    { label: t("class"), value: child.classTitle ? inChinese(child.classTitle) : t("noClass") },
    { label: t("name"), value: maskName(child.name) },
    { label: t("student_number"), value: child.studentNumber },
  ];
  const form = { action: answerData, strings, title: t("title"), submit: t("send") };
  return (
    <>
      <BackLink href="/portal/home">{portal("back")}</BackLink>
      <Form {...form} actions={leave}>
        <PageTitle>{t("title")}</PageTitle>
        <p className="lead">{t("lead")}</p>
        <Before />
        {kept && (
          <Notice>
            <p>{t("kept")}</p>
          </Notice>
        )}
        <SummaryList rows={rows} />
        <p className="hint">{t("masked")}</p>
        <RadioField
          name="answer"
          label={t("question")}
          options={[
            { value: "correct", label: t("correct") },
            { value: "error", label: t("error") },
          ]}
          defaultValue={kept && (kept.correct ? "correct" : "error")}
        />
        <div className="if-error">
          <CheckboxField
            name="wrongItems"
            label={t("items")}
            hint={t("itemsHint")}
            options={studentDataItems.map((item) => ({ value: item, label: t(item) }))}
            defaultValue={kept?.wrongItems ?? []}
          />
          <TextField
            name="note"
            label={t("note")}
            hint={t("noteHint", { max: String(dataNoteMax) })}
            rows={4}
            maxLength={dataNoteMax}
            autoComplete="off"
          />
        </div>
        <p>{t("registrar")}</p>
      </Form>
    </>
  );
}

/** The last answer, by whichever parent: that it was given, never what was written. */
async function Before() {
  const { scope } = await portalNow();
  const [before, t, locale] = await Promise.all([
    latestDataAnswer(scope),
    getTranslations("portal.student"),
    getLocale(),
  ]);
  if (!before) return null;
  const time = taipei(before.answeredAt, locale);
  return (
    <Notice>
      <p>{t(before.correct ? "before.correct" : "before.error", { time })}</p>
    </Notice>
  );
}
