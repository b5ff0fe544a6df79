import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { endSession } from "@/commands/account/end-session";
import { touchSession } from "@/commands/account/sessions";
import { Refusal } from "@/commands/refusal";
import { type ActorOf, type LivingSession, livingSession } from "@/db/queries/sessions";
import type { SessionKind } from "@/domain/account/statuses";
import { cookieAttributes, cookieName, sealSession, unsealSession } from "./auth";

/** Where somebody without a session of this kind is sent. */
const entrances = {
  portal: "/portal",
  invitee: "/invitation/expired",
  holder: "/sign-in",
  claimant: "/activate",
} as const satisfies Record<SessionKind, string>;

/** The one page a session that must set a password may see (A12). */
export const passwordPage = "/portal/password";

const find = cache(async (kind: SessionKind): Promise<LivingSession | undefined> => {
  const jar = await cookies();
  const id = await unsealSession(kind, jar.get(cookieName(kind))?.value);
  const session = id ? await livingSession(kind, id) : undefined;
  if (session?.seenLongAgo) await touchSession(session.id);
  return session;
});

/**
 * The living session of this kind behind the request, asked of the database once a request.
 * It may be one that must set a password first: pages and actions ask `actorFrom` instead.
 */
export const sessionOf = <Kind extends SessionKind>(kind: Kind) =>
  find(kind) as Promise<LivingSession<ActorOf<Kind>> | undefined>;

/** Who acts, or undefined: nobody signed in, or somebody who must set a password first. */
export async function actorFrom<Kind extends SessionKind>(kind: Kind) {
  const session = await sessionOf(kind);
  return session && !session.mustSetPassword ? session.actor : undefined;
}

/** Who acts; anybody else is sent to the entrance of this kind. */
export async function requireActor<Kind extends SessionKind>(kind: Kind): Promise<ActorOf<Kind>> {
  const session = await sessionOf(kind);
  if (!session) redirect(entrances[kind]);
  if (session.mustSetPassword) redirect(passwordPage);
  return session.actor;
}

/** Who applies: the child's portal or an invited second parent, whoever came in last (R7). */
export async function requireApplicant(): Promise<LivingSession<ActorOf<"portal" | "invitee">>> {
  const [portal, invitee] = await Promise.all([sessionOf("portal"), sessionOf("invitee")]);
  if (invitee && !(portal && portal.createdAt > invitee.createdAt)) return invitee;
  if (portal?.mustSetPassword) redirect(passwordPage);
  if (portal) return portal;
  const jar = await cookies();
  redirect(jar.has(cookieName("invitee")) ? entrances.invitee : entrances.portal);
}

/** Give this browser a session that a command has opened. For actions and route handlers. */
export async function startSession(kind: SessionKind, sessionId: string) {
  const jar = await cookies();
  jar.set(cookieName(kind), await sealSession(kind, sessionId), cookieAttributes());
}

/** Sign out: the row ends, so that the cookie opens nothing wherever a copy of it is left. */
export async function leaveSession(kind: SessionKind) {
  const session = await sessionOf(kind);
  if (session) await endSession(session.actor, { sessionId: session.id }).catch(alreadyEnded);
  await forgetSession(kind);
}

/** Pressed twice: the first press did it. */
function alreadyEnded(error: unknown) {
  if (!(error instanceof Refusal)) throw error;
}

/** Take the cookie away. The session itself is ended by the command `endSession`. */
export async function forgetSession(kind: SessionKind) {
  const jar = await cookies();
  jar.set(cookieName(kind), "", { ...cookieAttributes(), maxAge: 0 });
}
