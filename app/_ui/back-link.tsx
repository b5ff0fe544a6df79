import type { ReactNode } from "react";
import { Icon } from "./icons";

/** The way to the page before, at the top of a page; it keeps what was saved. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="back-link">
      <Icon name="back" />
      {children}
    </a>
  );
}
