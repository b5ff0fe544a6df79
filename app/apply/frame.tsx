import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BackLink } from "@/app/_ui/back-link";
import { Progress } from "@/app/_ui/progress";
import type { OpenedDraft } from "@/db/queries/drafts";
import type { Question } from "@/domain/binding/answers";
import { placeOf, stepsFor } from "@/domain/binding/wizard";
import { pathOf } from "./applicant";

/** What stands around each question: the way back, and how far along it is. */
export async function Frame({
  step,
  draft,
  children,
}: {
  step: Question;
  draft: OpenedDraft;
  children: ReactNode;
}) {
  const t = await getTranslations("apply");
  const order = stepsFor(draft.answers, draft.ownerKind);
  const before = order[order.indexOf(step) - 1];
  const { at, of } = placeOf(step, draft.answers, draft.ownerKind);
  return (
    <>
      <BackLink href={before ? pathOf(before) : "/apply"}>{t("back")}</BackLink>
      <Progress now={at} max={of} label={t("progress", { at, of })} />
      {children}
    </>
  );
}
