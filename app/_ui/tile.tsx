import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons";

/** One part of the whole and where it stands. With `href` all of it is the link. */
export function Tile({
  icon,
  title,
  status,
  href,
}: {
  icon: IconName;
  title: ReactNode;
  /** A StatusTag, or a short line such as "0/2". */
  status: ReactNode;
  href?: string;
}) {
  return (
    <div className="tile">
      <Icon name={icon} />
      <p>{href ? <a href={href}>{title}</a> : title}</p>
      <div>{status}</div>
    </div>
  );
}

/** Tiles side by side where there is room. Its name is read out before them. */
export function Tiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="tiles" aria-label={label}>
      {children}
    </section>
  );
}
