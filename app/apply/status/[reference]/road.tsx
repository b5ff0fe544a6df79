import { getTranslations } from "next-intl/server";
import type { ApplicationStatus } from "@/domain/binding/statuses";

const roads = {
  verifying: { order: ["sent", "verifying", "done"], now: 1 },
  in_review: { order: ["sent", "verifying", "review", "done"], now: 2 },
  approved: { order: ["sent", "verifying", "done"], now: 3 },
} as const satisfies Record<ApplicationStatus, { order: readonly string[]; now: number }>;

/** The way of an application as a line of steps: what is done, where it is, what comes. */
export async function Road({ status }: { status: ApplicationStatus }) {
  const t = await getTranslations("apply.status");
  const { order, now } = roads[status];
  return (
    <ol className="road">
      {order.map((step, at) => {
        const state = at < now ? "done" : at === now ? "now" : "ahead";
        return (
          <li key={step} data-state={state} aria-current={state === "now" ? "step" : undefined}>
            <span>{t(`steps.${step}`)}</span>
            <span className="hint">{t(`stepStates.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
