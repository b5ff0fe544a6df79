import { expect, test } from "vitest";
import { afterSilence, patienceMs, retryDelaysMs } from "@/domain/registry/retries";

test("each silence is followed by a longer wait than the one before", () => {
  const waits = retryDelaysMs.map((_, index) => afterSilence({ attempts: index + 1, waitedMs: 0 }));
  expect(waits[0]).toEqual({ again: true, afterMs: 30_000 });
  expect(waits.every(({ again }) => again)).toBe(true);
  expect([...retryDelaysMs].sort((a, b) => a - b)).toEqual([...retryDelaysMs]);
  expect(new Set(retryDelaysMs).size).toBe(retryDelaysMs.length);
});

test("after the last wait a person decides", () => {
  expect(afterSilence({ attempts: retryDelaysMs.length + 1, waitedMs: 0 })).toEqual({
    again: false,
  });
});

test("nobody waits longer than the patience, however few questions could be asked", () => {
  expect(afterSilence({ attempts: 0, waitedMs: patienceMs })).toEqual({ again: false });
  expect(afterSilence({ attempts: 0, waitedMs: patienceMs - 1 })).toMatchObject({ again: true });
});
