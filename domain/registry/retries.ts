const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait after each silence (milliseconds); together they outlast a night's repairs. */
export const retryDelaysMs = [
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
] as const;

/** However the waiting came about: after this long a person decides. */
export const patienceMs = retryDelaysMs.reduce((sum, delay) => sum + delay, 0);

export type AfterSilence = { again: true; afterMs: number } | { again: false };

/**
 * What follows when the registry gave no answer: ask again later, or let a person decide. Silence
 * is never a refusal (C13). `attempts` counts the questions so far, `waitedMs` since submission.
 */
export function afterSilence({ attempts, waitedMs }: { attempts: number; waitedMs: number }) {
  const afterMs = retryDelaysMs[Math.max(attempts, 1) - 1];
  const next: AfterSilence =
    afterMs === undefined || waitedMs >= patienceMs ? { again: false } : { again: true, afterMs };
  return next;
}
