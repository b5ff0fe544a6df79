import { createHash } from "node:crypto";

/** Chance that repeats: the same seed and topic always give the same sequence. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
};

/** A generator of its own for each topic, so that adding draws to one leaves the others alone. */
export function randomFor(seed: string, topic: string): Random {
  const next = sfc32(createHash("sha256").update(`${seed}:${topic}`).digest());
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)]!,
  };
}

/** Picks by weight: `[thing, weight]`. */
export function weighted<T>(table: readonly (readonly [T, number])[]) {
  const total = table.reduce((sum, [, weight]) => sum + weight, 0);
  return (random: Random): T => {
    let left = random.next() * total;
    for (const [thing, weight] of table) {
      left -= weight;
      if (left < 0) return thing;
    }
    return table.at(-1)![0];
  };
}

/** Chris Doty-Humphrey's small fast counter: good enough for invented people, never for secrets. */
function sfc32(seed: Buffer) {
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => seed.readInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
}
