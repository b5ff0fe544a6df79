import { setTimeout } from "node:timers/promises";

export type Repeated = { stop: () => Promise<void> };

/**
 * Do `work` now and again after every `everyMs`, never twice at once; at once again while it
 * answers true. A fault is handed to `complain`, and the next turn comes all the same.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  complain: (error: unknown) => void,
): Repeated {
  const stopping = new AbortController();
  const { signal } = stopping;
  const turns = async () => {
    while (!signal.aborted) {
      const more = await work().catch(complain);
      if (more !== true) await setTimeout(everyMs, undefined, { signal }).catch(() => {});
    }
  };
  const ended = turns();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}
