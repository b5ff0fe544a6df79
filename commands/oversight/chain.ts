import type { Sealing } from "@/domain/oversight/trail";
import { canonical, trailSeal } from "@/lib/crypto";

/** Begin a seal with the key: over the seal before, then each entry as canonical text. */
export function startSealing(previous: Buffer): Sealing {
  const seal = trailSeal().update(previous);
  return {
    add: (entry) => void seal.update(canonical(entry)),
    end: () => seal.digest(),
  };
}
