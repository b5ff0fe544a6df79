"use server";

import { redirect } from "next/navigation";
import { formAction } from "@/app/_server/action";
import { knownDevice, rememberDevice } from "@/app/_server/device";
import { sessionOf, startSession } from "@/app/_server/session";
import { source, visitor } from "@/app/_server/source";
import { SignInAccount, signInAccount } from "@/commands/account/sign-in-account";

export const signIn = formAction({
  by: visitor,
  messages: "account",
  schema: SignInAccount,
  run: async (by, input) => {
    const [from, device, replaced] = await Promise.all([
      source(),
      knownDevice(),
      sessionOf("holder"),
    ]);
    const browser = { from, device, replacedSessionId: replaced?.id };
    const { sessionId, mark } = await signInAccount(by, input, browser);
    await rememberDevice(mark);
    await startSession("holder", sessionId);
    redirect("/children");
  },
});
