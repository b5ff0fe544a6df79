/**
 * What every answer of the web process carries, and which requests it refuses at the door.
 * Pure, so that it can be tested without a server; proxy.ts applies it.
 */

/** Where the page stands: built or in development, and whether TLS is in front of it. */
export type Serving = { nonce: string; development: boolean; overTls: boolean };

/** Nothing but our own origin, and no inline script without this request's nonce. */
export function contentSecurityPolicy({ nonce, development, overTls }: Serving): string {
  const directives = {
    "default-src": "'none'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // The development overlay writes styles; a nonce would switch 'unsafe-inline' off again.
    "style-src": development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    // The development mailbox frames its own letters; every other page refuses to be framed.
    "frame-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    ...(overTls ? { "upgrade-insecure-requests": "" } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`.trim())
    .join("; ");
}

/** The headers of every page, action and route: shown once, kept nowhere, framed by nobody. */
export function responseHeaders(serving: Serving): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(serving),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy":
      "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(serving.overTls && {
      "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    }),
  };
}

const readingMethods = ["GET", "HEAD", "OPTIONS"];

/** The host the visitor's address bar shows: what a proxy in front forwards, else our own. */
export function visitedHost(sent: Headers): string | undefined {
  const forwarded = sent.get("x-forwarded-host")?.split(",")[0]?.trim();
  return (forwarded || sent.get("host"))?.toLowerCase();
}

/**
 * May this request be answered at all? One that changes something must show that a page of
 * ours sent it: an Origin that names our host or, where none is given, Sec-Fetch-Site.
 */
export function mayChange(method: string, sent: Headers): boolean {
  if (readingMethods.includes(method.toUpperCase())) return true;
  const origin = sent.get("origin");
  if (origin && origin !== "null") return hostOf(origin) === visitedHost(sent);
  return sent.get("sec-fetch-site") === "same-origin";
}

/** The path of ours a form was sent from, or the front page: never an address elsewhere. */
export function returnPath(sent: Headers): string {
  const referrer = sent.get("referer");
  if (!referrer || hostOf(referrer) !== visitedHost(sent)) return "/";
  const { pathname, search } = new URL(referrer);
  // A path of two slashes would be read as another host.
  return pathname.startsWith("//") ? "/" : pathname + search;
}

function hostOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.host : undefined;
}
