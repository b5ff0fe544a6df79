import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formStrings } from "@/app/_server/form-strings";
import { LinkButton } from "@/app/_ui/button";
import { Form } from "@/app/_ui/form";
import { Notice } from "@/app/_ui/notice";
import type { TypedQuestion } from "@/commands/binding/save-answer";
import type { Question } from "@/domain/binding/answers";
import { refilled } from "@/domain/binding/visibility";
import { answer } from "../actions";
import { pathOnwards, requireStep } from "../applicant";
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

/** Answered before, perhaps by somebody else in this portal: kept, but not shown again. */
async function Kept({ again }: { again: boolean }) {
  const [t, onwards] = await Promise.all([getTranslations("apply.kept"), pathOnwards()]);
  if (again) return <Notice>{t("again")}</Notice>;
  return (
    <Notice>
      <p>{t("hidden")}</p>
      <p>
        <LinkButton href={onwards} weight="quiet">
          {t("keep")}
        </LinkButton>
      </p>
    </Notice>
  );
}

/** One question of the form (G2-5): what was saved is filled in, and going on saves it. */
export default async function QuestionPage({ params }: PageProps<"/apply/[question]">) {
  const { question } = await params;
  if (!typedQuestions.includes(question)) notFound();
  const step = question as TypedQuestion;
  const { draft, sessionId } = await requireStep(step);
  const [t, strings] = await Promise.all([getTranslations("apply"), formStrings()]);
  const saved = <Q extends Question>(asked: Q) => refilled(asked, draft, sessionId);
  return (
    <Frame step={step} draft={draft}>
      {draft.answers[step] && !saved(step) && (
        <Kept again={step === "number" && draft.typedIn.number !== sessionId} />
      )}
      <Form
        action={answer.bind(null, step)}
        strings={strings}
        title={t(`${step}.title`)}
        submit={t("continue")}
      >
        <QuestionFields step={step} draft={draft} saved={saved} />
      </Form>
      <p className="hint">{t("later")}</p>
    </Frame>
  );
}
