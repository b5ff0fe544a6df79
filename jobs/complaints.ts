import { faultOf, log } from "@/lib/log";
import { seconds } from "@/lib/time";

const quietMs = seconds(10);

/**
 * Says that something went wrong, but not a thousand times: of one kind of fault, one line every
 * ten seconds, with the count of those left out.
 */
export function complaints(about: object, message: string) {
  const last = new Map<string, { at: number; leftOut: number }>();
  return (error: unknown) => {
    const fault = faultOf(error);
    const kind = `${fault.fault} ${fault.code}`;
    const known = last.get(kind);
    const now = performance.now();
    if (known && now - known.at < quietMs) {
      known.leftOut += 1;
      return;
    }
    last.set(kind, { at: now, leftOut: 0 });
    log.warn({ ...about, ...fault, leftOut: known?.leftOut }, message);
  };
}
