/** One line of `npm run bench`: a measured value beside its reference from the same run. */
export type Figure = {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  /** The same quantity of the thing it is compared with, in the same unit; null where none is. */
  reference: number | null;
  /** Of speeds: ours as a part of the reference's, also where times were taken. Else value / reference. */
  ratio: number | null;
};

/** A benchmark: bench/<name>.ts exports it as `run`. */
export type Bench = () => Promise<Figure[]>;

/** One measurement: things done in a second, or the milliseconds one thing took. */
export type Measure = () => Promise<number>;

type Pairs = { ours: Measure; theirs: Measure; of: "rate" | "time"; pairs?: number };

/**
 * Measure ours and theirs in turns, so that whatever else the machine does weighs on both; the
 * order within a pair changes each time. The first pair warms up and is thrown away.
 */
export async function alternate({ ours, theirs, of, pairs = 10 }: Pairs) {
  const taken: { ours: number; theirs: number }[] = [];
  for (let at = 0; at <= pairs; at++) {
    const oursFirst = at % 2 === 0;
    const first = await (oursFirst ? ours : theirs)();
    const second = await (oursFirst ? theirs : ours)();
    const pair = oursFirst ? { ours: first, theirs: second } : { ours: second, theirs: first };
    if (at > 0) taken.push(pair);
    progress(`pair ${at} of ${pairs}: ${round(pair.ours)} against ${round(pair.theirs)}`);
  }
  const speeds = taken.map((pair) =>
    of === "rate" ? pair.ours / pair.theirs : pair.theirs / pair.ours,
  );
  return {
    ours: median(taken.map((pair) => pair.ours)),
    theirs: median(taken.map((pair) => pair.theirs)),
    ratio: median(speeds),
  };
}

type Compared = { ours: number; theirs: number; ratio?: number };

/** A figure with its reference; the ratio is theirs to give where it was measured in pairs. */
export function compared(bench: string, figure: string, unit: string, of: Compared): Figure {
  const ratio = of.ratio ?? of.ours / of.theirs;
  return {
    bench,
    figure,
    value: round(of.ours),
    unit,
    reference: round(of.theirs),
    ratio: round(ratio),
  };
}

/** A figure that stands alone. */
export function alone(bench: string, figure: string, unit: string, value: number): Figure {
  return { bench, figure, value: round(value), unit, reference: null, ratio: null };
}

export function median(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value below which `part` (0 to 1) of all lie. */
export function percentile(values: readonly number[], part: number) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** What a person watching wants to know; stdout is for the figures. */
export function progress(sentence: string) {
  process.stderr.write(`  ${sentence}\n`);
}

/** Four significant digits: more would claim more than was measured. */
const round = (value: number) => Number(value.toPrecision(4));
