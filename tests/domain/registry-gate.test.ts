import fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterAnswer,
  afterFailure,
  breakerState,
  failuresMax,
  type Gate,
  pauseMaxMs,
  pauseMs,
  takePermit,
} from "@/domain/registry/gate";

const start = new Date("2026-11-22T08:00:00Z");
const at = (ms: number) => new Date(start.getTime() + ms);
const fresh: Gate = { permits: 0, refilledAt: new Date(0), failuresInRow: 0, openUntil: null };
const limits = { perMinute: 600, probeMs: 10_000 };
const failed = (times: number, now: Date) =>
  Array.from({ length: times }).reduce<Gate>((gate) => afterFailure(gate, now), fresh);

/** The instants at which a question passed, when one is tried at each of these. */
function passages(tries: readonly number[], perMinute: number) {
  let gate = fresh;
  return tries.filter((ms) => {
    const passage = takePermit(gate, at(ms), { perMinute, probeMs: 1_000 });
    if (passage.passed) gate = passage.gate;
    return passage.passed;
  });
}

test("within any sixty seconds never more questions pass than the budget allows", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 50, maxLength: 400 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 90 }), (steps, perMinute) => {
      let now = 0;
      const passed = passages(
        steps.map((gap) => {
          now += gap;
          return now;
        }),
        perMinute,
      );
      for (const from of passed) {
        const inMinute = passed.filter((ms) => ms >= from && ms < from + 60_000);
        expect(inMinute.length).toBeLessThanOrEqual(perMinute);
      }
    }),
  );
});

test("who keeps asking gets nearly the whole budget", () => {
  const everyTenMs = Array.from({ length: 30_000 }, (_, index) => index * 10);
  const passed = passages(everyTenMs, 600).length;
  expect(passed).toBeGreaterThan(5 * 560);
  expect(passed).toBeLessThanOrEqual(5 * 600);
});

test("who read the clock earlier and came to the gate later gains nothing by it", () => {
  const drained: Gate = { ...fresh, refilledAt: at(1_000) };
  const late = takePermit(drained, at(500), limits);
  expect(late).toMatchObject({ passed: false, because: "budget" });
  const full: Gate = { ...fresh, permits: 5, refilledAt: at(1_000) };
  expect(takePermit(full, at(500), limits)).toMatchObject({
    passed: true,
    gate: { permits: 4, refilledAt: at(1_000) },
  });
});

test("an empty budget says when the next question may pass, and then it does", () => {
  let gate = fresh;
  for (;;) {
    const passage = takePermit(gate, start, limits);
    if (!passage.passed) {
      expect(passage).toMatchObject({ because: "budget" });
      expect(takePermit(gate, passage.notBefore, limits)).toMatchObject({ passed: true });
      return;
    }
    gate = passage.gate;
  }
});

test("a clock set back does not keep the gate shut", () => {
  const tomorrow: Gate = { ...fresh, permits: 0, refilledAt: at(86_400_000) };
  const passage = takePermit(tomorrow, start, limits);
  expect(passage).toMatchObject({ passed: false, because: "budget" });
  expect(passage.passed || passage.notBefore.getTime()).toBeLessThan(at(1_000).getTime());
});

test("the breaker opens after so many failures in a row, not before", () => {
  expect(breakerState(failed(failuresMax - 1, start), start)).toBe("closed");
  const open = failed(failuresMax, start);
  expect(breakerState(open, start)).toBe("open");
  expect(takePermit(open, start, limits)).toEqual({
    passed: false,
    because: "breaker",
    notBefore: at(pauseMs),
  });
});

test("half open lets one question pass, and everyone else waits for its answer", () => {
  const open = failed(failuresMax, start);
  const probe = takePermit(open, at(pauseMs), limits);
  expect(probe).toMatchObject({ passed: true });
  if (!probe.passed) return;
  const second = takePermit(probe.gate, at(pauseMs + 1), limits);
  expect(second).toMatchObject({ passed: false, because: "breaker" });
});

test("a probe that was never heard of again does not shut the gate for ever", () => {
  const probe = takePermit(failed(failuresMax, start), at(pauseMs), limits);
  if (!probe.passed) throw new Error("the probe did not pass");
  const later = at(pauseMs + limits.probeMs);
  expect(takePermit(probe.gate, later, limits)).toMatchObject({ passed: true });
});

test("one answer closes the breaker; each further failure opens it longer, up to a limit", () => {
  const open = failed(failuresMax, start);
  expect(breakerState(afterAnswer(open), start)).toBe("closed");
  expect(afterAnswer(open).failuresInRow).toBe(0);

  const again = afterFailure(open, start);
  expect(again.openUntil).toEqual(at(2 * pauseMs));
  expect(failed(failuresMax + 50, start).openUntil).toEqual(at(pauseMaxMs));
});
