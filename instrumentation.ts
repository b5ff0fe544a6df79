import { faultOf, log } from "./lib/log";

/**
 * What the framework has to say of an error goes out as our own log line: a database error's
 * message carries the values of the row, and no value of a row may stand in a log.
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  // Without this no request has an address, and the throttle knows one source only.
  const { believeOnlyTrustedProxies } = await import("./app/_server/source-address");
  const { env } = await import("./lib/env");
  believeOnlyTrustedProxies(env.TRUSTED_PROXIES);
  console.error = (...said: unknown[]) => {
    const error = said.find((one) => one instanceof Error);
    log.error(error ? { ...faultOf(error), digest: digestOf(error) } : {}, "web");
  };
  console.warn = () => log.warn("the web server warned");
}

/** One line per failed request: the code the visitor was shown, and the route, never the address. */
export function onRequestError(error: unknown, _request: unknown, context: { routePath: string }) {
  const route = context.routePath;
  log.error({ ...faultOf(error), digest: digestOf(error), route }, "request failed");
}

function digestOf(error: unknown) {
  const digest = (error as { digest?: unknown } | null)?.digest;
  return typeof digest === "string" ? digest : undefined;
}
