import type { ReactNode } from "react";

/** `done` nothing left to do, `waiting` someone else acts, `due` the reader acts, `stopped`. */
export type Tone = "done" | "waiting" | "due" | "stopped";

/** Where something stands, in words; the colour only repeats them. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <strong className={`tag tag-${tone}`}>{children}</strong>;
}
