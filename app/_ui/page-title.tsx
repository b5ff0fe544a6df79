import type { ReactNode } from "react";

/** The heading of a page that is not a single question; `caption` is the small line above it. */
export function PageTitle({ caption, children }: { caption?: ReactNode; children: ReactNode }) {
  return (
    <>
      {caption && <p className="caption">{caption}</p>}
      <h1>{children}</h1>
    </>
  );
}
