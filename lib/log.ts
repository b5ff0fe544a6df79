import pino from "pino";
import { logLevel } from "./env";

/**
 * Structured logs: ids, names of things and durations only. Never a personal number, a name, an
 * address, a payload or an error's message from outside: pass `faultOf(error)`.
 */
export const log = pino({
  level: logLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});

/** What of an error may be logged: its class, its code and where it arose, never its message. */
export function faultOf(error: unknown) {
  if (!(error instanceof Error)) return { fault: typeof error };
  const { code } = error as { code?: unknown };
  const at = error.stack?.split("\n").find((line) => line.trim().startsWith("at "));
  const cause: string | undefined = error.cause instanceof Error ? error.cause.name : undefined;
  const known = typeof code === "string" ? code : undefined;
  return { fault: error.name, code: known, at: at?.trim(), cause };
}
