import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { Form } from "@/app/_ui/form";
import type { TypedQuestion } from "@/commands/binding/save-answer";
import { answer } from "../actions";
import { requireStep } from "../applicant";
import { Frame } from "../frame";
import { QuestionFields } from "../questions";

const typedQuestions: readonly string[] = [
  "mode",
  "name",
  "relation",
  "number",
  "mobile",
  "email",
  "paper",
  "second",
] satisfies TypedQuestion[];

/** One question of the form (G2-5): what was saved is filled in, and going on saves it. */
export default async function QuestionPage({ params }: PageProps<"/apply/[question]">) {
  const { question } = await params;
  if (!typedQuestions.includes(question)) notFound();
  const step = question as TypedQuestion;
  const { draft } = await requireStep(step);
  const [t, strings] = await Promise.all([getTranslations("apply"), formStrings()]);
  return (
    <Frame step={step} draft={draft}>
      <Form
        action={answer.bind(null, step)}
        strings={strings}
        title={t(`${step}.title`)}
        submit={t("continue")}
      >
        <QuestionFields step={step} draft={draft} />
      </Form>
      <p className="hint">{t("later")}</p>
    </Frame>
  );
}
