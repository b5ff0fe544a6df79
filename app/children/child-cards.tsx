import { getLocale, getTranslations } from "next-intl/server";
import { StatusTag } from "@/app/_ui/status-tag";
import { SummaryList } from "@/app/_ui/summary-list";
import type { Child } from "@/db/queries/account";
import { isPresent } from "@/domain/roster/statuses";
import { taipei } from "@/lib/time";

/** Each child as its relation shows it to the holder (A6). */
export async function ChildCards({ of: children }: { of: readonly Child[] }) {
  const [t, relation, locale] = await Promise.all([
    getTranslations("account.children"),
    getTranslations("apply.relation.options"),
    getLocale(),
  ]);
  return children.map((child) => {
    const id = `child-${child.bindingId}`;
    const present = isPresent(child.status);
    const rows = [
      { label: t(present ? "school" : "formerSchool"), value: child.schoolName },
      ...(present && child.classTitle ? [{ label: t("class"), value: child.classTitle }] : []),
      { label: t("relation"), value: relation(child.relation) },
      { label: t("since"), value: taipei(child.since, locale, "date") },
    ];
    return (
      <section key={id} aria-labelledby={id}>
        <h2 id={id}>
          {child.name}{" "}
          {!present && <StatusTag tone="stopped">{t(`statuses.${child.status}`)}</StatusTag>}
        </h2>
        {!present && <p>{t("notEnrolled")}</p>}
        <SummaryList rows={rows} />
      </section>
    );
  });
}
