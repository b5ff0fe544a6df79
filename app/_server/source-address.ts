import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * The visitor's address: the socket's, or what the outermost trusted proxy saw. Each proxy appends
 * the address it was called from, so anything further left may be invented by the visitor; where
 * fewer wrote than are trusted, every entry may be.
 */
export function sourceAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const forwarded = (forwardedFor ?? "").split(",").map(plainAddress).filter(Boolean);
  const socket = plainAddress(socketAddress ?? "");
  const seen = [...forwarded, socket][forwarded.length - trustedProxies] ?? socket;
  return isIP(seen) ? seen : "unknown";
}

/** Without the port some proxies add, the zone of a link, or IPv4 written as IPv6. */
function plainAddress(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(bare) ? bare : bare.replace(/:\d+$/, "");
}

const shared = globalThis as typeof globalThis & { parentBindingSources?: true };

/**
 * From now on `X-Forwarded-For` of each request is the one address we believe. Next fills it in
 * from the socket only where the visitor sent none, so a visitor could write it (docs/decisions).
 */
export function believeOnlyTrustedProxies(trustedProxies: number) {
  if (shared.parentBindingSources) return;
  shared.parentBindingSources = true;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const sent = request.headers["x-forwarded-for"];
    const forwarded = Array.isArray(sent) ? sent.join(",") : sent;
    const { remoteAddress } = request.socket;
    request.headers["x-forwarded-for"] = sourceAddress(remoteAddress, forwarded, trustedProxies);
  });
}

/** Whether requests carry an address that can be believed. */
export const sourcesAreBelieved = () => shared.parentBindingSources === true;
