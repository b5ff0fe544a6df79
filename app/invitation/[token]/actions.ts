"use server";

import { redirect } from "next/navigation";
import { isOwnRequest } from "@/app/_server/action";
import { startSession } from "@/app/_server/session";
import { source, visitor } from "@/app/_server/source";
import { OpenInvitation, openInvitation } from "@/commands/binding/open-invitation";
import { Refusal } from "@/commands/refusal";

/** Open the own part of the form. A dead link and one never made lead to the same page. */
export async function openLink(token: string) {
  const input = OpenInvitation.safeParse({ token });
  if (!input.success) redirect("/invitation/expired");
  if (!(await isOwnRequest())) redirect(`/invitation/${encodeURIComponent(token)}`);
  try {
    const from = await source();
    const sessionId = await openInvitation(await visitor(), { ...input.data, source: from });
    await startSession("invitee", sessionId);
  } catch (error) {
    if (error instanceof Refusal) redirect("/invitation/expired");
    throw error;
  }
  redirect("/apply");
}
