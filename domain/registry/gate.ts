/**
 * The one gate to the household registry (戶役政線上查詢), as it stands in its row: a budget of
 * questions, and a circuit breaker for the times it is silent (四(四)). Pure; the caller holds the row.
 */
export type Gate = Readonly<{
  permits: number;
  refilledAt: Date;
  failuresInRow: number;
  openUntil: Date | null;
}>;

/** So many silences one after the other, and nobody asks for a while. */
export const failuresMax = 5;
export const pauseMs = 30_000;
export const pauseMaxMs = 300_000;

/** Longer than anybody waits for the gate. */
const clockSetBackMs = 60_000;

export type Passage =
  | { passed: true; gate: Gate }
  | { passed: false; because: "breaker" | "budget"; notBefore: Date };

type Limits = Readonly<{
  /** Never more questions than this within any sixty seconds. */
  perMinute: number;
  /** How long one question may take, so that a probe is given time to answer. */
  probeMs: number;
}>;

/** `closed` lets everyone pass, `open` nobody, `half_open` one, whose answer decides. */
export function breakerState({ openUntil }: Gate, now: Date): "closed" | "open" | "half_open" {
  if (!openUntil) return "closed";
  return openUntil > now ? "open" : "half_open";
}

/** One question's passage: the gate as it stands afterwards, or when asking again may help. */
export function takePermit(gate: Gate, now: Date, { perMinute, probeMs }: Limits): Passage {
  const state = breakerState(gate, now);
  if (state === "open") return { passed: false, because: "breaker", notBefore: gate.openUntil! };

  const { permits, refilledAt } = refilled(gate, now, perMinute);
  if (permits < 1) {
    const notBefore = new Date(Math.ceil(refilledAt.getTime() + msPerPermit(perMinute)));
    return { passed: false, because: "budget", notBefore };
  }
  const openUntil = state === "half_open" ? new Date(now.getTime() + probeMs) : null;
  return { passed: true, gate: { ...gate, permits: permits - 1, refilledAt, openUntil } };
}

/** What an answer does to the gate, whatever it says: the registry speaks. */
export const calmed = { failuresInRow: 0, openUntil: null } satisfies Partial<Gate>;
export const afterAnswer = (gate: Gate): Gate => ({ ...gate, ...calmed });

/** The gate after silence or nonsense; each further failure keeps it shut longer. */
export function afterFailure(gate: Gate, now: Date): Gate {
  const failuresInRow = gate.failuresInRow + 1;
  if (failuresInRow < failuresMax) return { ...gate, failuresInRow };
  const doubled = pauseMs * 2 ** Math.min(failuresInRow - failuresMax, 10);
  const until = new Date(now.getTime() + Math.min(doubled, pauseMaxMs));
  return { ...gate, failuresInRow, openUntil: until };
}

/** What may be asked at once after a quiet time; the rest of the budget flows evenly. */
export const burstMax = (perMinute: number) => Math.max(1, Math.floor(perMinute / 20));

/** A full burst and a minute's flow together stay within the budget. */
export const msPerPermit = (perMinute: number) => 60_000 / (perMinute + 1 - burstMax(perMinute));

/** Whole permits only; the fraction stays in `refilledAt`, so nothing is lost by asking often. */
function refilled(gate: Gate, now: Date, perMinute: number) {
  const max = burstMax(perMinute);
  const since = now.getTime() - gate.refilledAt.getTime();
  // A clock that was set back must not keep the gate shut until it catches up; somebody who read
  // the clock and then waited for the gate must not turn it back for the others.
  if (since < -clockSetBackMs) return { permits: Math.min(gate.permits, max), refilledAt: now };
  if (since < 0) return gate;
  const gained = Math.floor(since / msPerPermit(perMinute));
  if (gate.permits + gained >= max) return { permits: max, refilledAt: now };
  // Rounded up: a budget may be used a little less than whole, never more.
  const refilledAt = new Date(
    Math.ceil(gate.refilledAt.getTime() + gained * msPerPermit(perMinute)),
  );
  return { permits: gate.permits + gained, refilledAt };
}
