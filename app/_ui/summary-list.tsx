import type { ReactNode } from "react";

/** One answer: its name, what was answered, and where to change it. */
export type SummaryRow = { label: string; value: ReactNode; changeHref?: string };

/**
 * Check your answers. `change` is the word on each link; the row's name follows it for those
 * who hear the links without their rows.
 */
export function SummaryList({ rows, change }: { rows: readonly SummaryRow[]; change?: string }) {
  return (
    <dl className="summary">
      {rows.map(({ label, value, changeHref }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {changeHref && (
            <dd>
              <a href={changeHref}>
                {change}
                <span className="visually-hidden"> {label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
