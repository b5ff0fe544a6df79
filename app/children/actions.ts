"use server";

import { redirect } from "next/navigation";
import { isOwnRequest } from "@/app/_server/action";
import { forgetSession, sessionOf } from "@/app/_server/session";
import { endSession } from "@/commands/account/end-session";
import { Refusal } from "@/commands/refusal";

/** Sign out: the row ends, so that the cookie opens nothing wherever a copy of it is left. */
export async function signOut() {
  if (!(await isOwnRequest())) redirect("/children");
  const session = await sessionOf("holder");
  if (session) await endSession(session.actor, { sessionId: session.id }).catch(alreadyEnded);
  await forgetSession("holder");
  redirect("/sign-in/signed-out");
}

/** Pressed twice: the first press did it. */
function alreadyEnded(error: unknown) {
  if (!(error instanceof Refusal)) throw error;
}
