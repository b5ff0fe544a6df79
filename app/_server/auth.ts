import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionLivesMs } from "@/domain/account/sessions";
import type { SessionKind } from "@/domain/account/statuses";
import { env, servedOverTls } from "@/lib/env";

const Sealed = z.object({ sid: z.uuid() });

/** One cookie a kind; where TLS is served, bound to this host, its root and TLS. */
export const cookieName = (name: string) => (servedOverTls() ? `__Host-${name}` : name);

/** No `maxAge`: the cookie goes when the browser closes, unless the caller adds one. */
export const cookieAttributes = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: servedOverTls() }) as const;

/** What the cookie of a session holds: nothing but its id, encrypted and bound to its kind. */
export function sealSession(kind: SessionKind, sessionId: string): Promise<string> {
  return encode({
    token: { sid: sessionId },
    secret: env.SESSION_SECRET,
    salt: `session:${kind}`,
    maxAge: sessionLivesMs[kind] / 1_000,
  });
}

/** The session id in a cookie; undefined for anything we did not seal for this kind. */
export async function unsealSession(kind: SessionKind, cookie: string | undefined) {
  if (!cookie) return undefined;
  const known = opened.get(`${kind} ${cookie}`);
  if (known) return known;
  const sid = Sealed.safeParse(await unseal(`session:${kind}`, cookie)).data?.sid;
  if (sid) keepOpened(`${kind} ${cookie}`, sid);
  return sid;
}

/**
 * Cookies opened lately: decrypting one costs as much as asking the database for its session, and
 * whether that session still lives is the row's to say, never the cookie's.
 */
const opened = new Map<string, string>();
const openedMax = 2_000;

function keepOpened(cookie: string, sid: string) {
  if (opened.size >= openedMax) opened.delete(opened.keys().next().value!);
  opened.set(cookie, sid);
}

/** The content of a cookie sealed for one purpose, or undefined when it is old or not ours. */
export async function unseal(salt: string, cookie: string | undefined): Promise<unknown> {
  if (!cookie) return undefined;
  try {
    return await decode({ token: cookie, secret: env.SESSION_SECRET, salt });
  } catch {
    return undefined;
  }
}
