import { z } from "zod";

/** How the simulator behaves towards questions until told otherwise. */
export const modes = ["normal", "slow", "failing", "busy", "garbage", "silent", "gone"] as const;
export type Mode = (typeof modes)[number];

export const Control = z.strictObject({
  mode: z.enum(modes),
  /** How long `slow` waits before the true answer. */
  delayMs: z.number().int().min(0).max(600_000).default(5_000),
  /** For how many questions the mode holds; without it, until the next control. */
  times: z.number().int().min(1).optional(),
});
export type Control = z.infer<typeof Control>;

/** The mode in force; each question takes one turn of it. */
export class Mood {
  #now: Control = { mode: "normal", delayMs: 0 };

  set(control: Control) {
    this.#now = { ...control };
  }

  turn(): Control {
    const now = this.#now;
    if (now.times === undefined) return now;
    this.#now = now.times > 1 ? { ...now, times: now.times - 1 } : { mode: "normal", delayMs: 0 };
    return now;
  }
}

/** Nonsense of every sort a broken partner sends with status 200, one after the other. */
export function nonsense(requestId: string, turn: number): string {
  const other = "00000000-0000-4000-8000-000000000000";
  const sorts = [
    "<html><body>系統維護中</body></html>",
    `{"requestId":"${requestId}","answer":"y`,
    JSON.stringify({ requestId, answer: "perhaps" }),
    JSON.stringify({ requestId, answer: "yes" }),
    JSON.stringify({ requestId: other, answer: "no" }),
    "null",
    "",
  ];
  return sorts[turn % sorts.length]!;
}
