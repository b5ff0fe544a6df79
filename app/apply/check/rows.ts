import { getTranslations } from "next-intl/server";
import type { SummaryRow } from "@/app/_ui/summary-list";
import type { Answers, Question } from "@/domain/binding/answers";
import { pathOf } from "../applicant";

/** The answers as lines of the summary, in the order they were asked. */
export async function summaryRows(answers: Answers, asked: readonly Question[]) {
  const t = await getTranslations("apply");
  const { mode, relation, paper, second } = answers;
  const values: Partial<Record<Question, string>> = {
    mode: mode && t(`mode.options.${mode.mode}`),
    name: answers.name?.name,
    relation: relation && t(`relation.options.${relation.relation}`),
    number: answers.number?.number,
    mobile: answers.mobile?.mobile,
    email: answers.email?.email,
    paper: paper && [t(`paper.kinds.${paper.kind}`), paper.issuer].join(" · "),
    photo: answers.photo && t("check.photoKept"),
    second:
      second && [second.name, t(`relation.options.${second.relation}`), second.email].join(" · "),
  };
  return asked
    .filter((step): step is Exclude<Question, "code"> => step !== "code")
    .map((step): SummaryRow => {
      return { label: t(`${step}.title`), value: values[step], changeHref: pathOf(step) };
    });
}
