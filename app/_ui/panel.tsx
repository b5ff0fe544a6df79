import type { ReactNode } from "react";

/** The act is done: what happened, and the reference number to keep. */
export function Panel({
  title,
  referenceLabel,
  reference,
}: {
  title: ReactNode;
  referenceLabel?: ReactNode;
  reference?: string;
}) {
  return (
    <div className="panel">
      <h1>{title}</h1>
      {reference && (
        <p>
          {referenceLabel}
          <strong>{reference}</strong>
        </p>
      )}
    </div>
  );
}
