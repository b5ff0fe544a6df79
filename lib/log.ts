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
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return {
    fault: error.name,
    code: codeOf(error) ?? codeOf(cause),
    at: placeOf(error),
    cause: cause?.name,
  };
}

function codeOf(error: Error | undefined) {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}

/** The message stands before the places, may have lines of its own, and is passed over whole. */
function placeOf({ stack = "", message }: Error) {
  const places = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return places.find((line) => line.trim().startsWith("at "))?.trim();
}
