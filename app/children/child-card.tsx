import { getLocale, getTranslations } from "next-intl/server";
import { StatusTag } from "@/app/_ui/status-tag";
import { SummaryList } from "@/app/_ui/summary-list";
import type { Child } from "@/db/queries/account";
import { isPresent } from "@/domain/roster/statuses";
import { taipei } from "@/lib/time";

/** One child as the relation shows it to its holder (A6). */
export async function ChildCard({ child }: { child: Child }) {
  const [t, relation, locale] = await Promise.all([
    getTranslations("account.children"),
    getTranslations("apply.relation.options"),
    getLocale(),
  ]);
  const present = isPresent(child.status);
  const rows = [
    { label: t(present ? "school" : "formerSchool"), value: child.schoolName },
    ...(present && child.classTitle ? [{ label: t("class"), value: child.classTitle }] : []),
    { label: t("relation"), value: relation(child.relation) },
    { label: t("since"), value: taipei(child.since, locale, "date") },
  ];
  return (
    <section aria-labelledby={`child-${child.bindingId}`}>
      <h2 id={`child-${child.bindingId}`}>
        {child.name}{" "}
        {!present && <StatusTag tone="stopped">{t(`statuses.${child.status}`)}</StatusTag>}
      </h2>
      {!present && <p>{t("notEnrolled")}</p>}
      <SummaryList rows={rows} />
    </section>
  );
}
