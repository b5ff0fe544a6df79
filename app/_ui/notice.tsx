import type { ReactNode } from "react";
import { Icon } from "./icons";

/** Something worth knowing that needs no act. `title` is optional. */
export function Notice({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <div className="notice">
      {title && <p className="notice-title">{title}</p>}
      {children}
    </div>
  );
}

/** Something with consequences, before the act. `label` is the word read out first: 注意. */
export function Warning({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="notice warning">
      <Icon name="alert" />
      <div>
        <span className="visually-hidden">{label} </span>
        {children}
      </div>
    </div>
  );
}
