"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction, isOwnRequest } from "@/app/_server/action";
import { knownDevice, rememberDevice } from "@/app/_server/device";
import { leaveSession, passwordPage, sessionOf, startSession } from "@/app/_server/session";
import { source, visitor } from "@/app/_server/source";
import { setPortalPassword } from "@/commands/account/set-portal-password";
import { signInPortal } from "@/commands/account/sign-in-portal";
import { mayChoose } from "@/domain/account/passwords";
import { studentNumberIn } from "@/domain/account/portal";

const messages = "portal-sign-in";
const portalHome = "/portal/home";

const SignIn = z.object({
  schoolCode: z.string().max(20),
  account: z
    .string({ error: "account_missing" })
    .min(1, { error: "account_missing" })
    .transform((typed, context) => {
      const studentNumber = studentNumberIn(typed);
      if (studentNumber) return studentNumber;
      context.addIssue({ code: "custom", message: "account_shape" });
      return z.NEVER;
    }),
  password: z
    .string({ error: "password_missing" })
    .min(1, { error: "password_missing" })
    .max(256, { error: "password_long" }),
});

/** Into the child's portal (G1): to the portal, or first to a new password. */
export const signIn = formAction({
  by: visitor,
  messages,
  schema: SignIn,
  async run(by, { schoolCode, account, password }) {
    const [from, device, replaced] = await Promise.all([
      source(),
      knownDevice(),
      sessionOf("portal"),
    ]);
    const entered = await signInPortal(
      by,
      { schoolCode, studentNumber: account, secret: password },
      { from, device, replacedSessionId: replaced?.id },
    );
    await startSession("portal", entered.sessionId);
    if (!entered.mustSetPassword) await rememberDevice(entered.mark);
    redirect(entered.mustSetPassword ? passwordPage : portalHome);
  },
});

const NewPassword = z
  .object({
    password: z.string({ error: "new_missing" }).min(1, { error: "new_missing" }),
    /** Asked only where the first field cannot be made readable, without JavaScript. */
    passwordAgain: z.string().optional(),
  })
  .superRefine(({ password, passwordAgain: again }, context) => {
    const verdict = mayChoose(password);
    const differs = again !== undefined && again !== password;
    if (verdict.allowed && !differs) return;
    const path = [verdict.allowed ? "passwordAgain" : "password"];
    const message = verdict.allowed ? "password_differs" : verdict.reason;
    context.addIssue({ code: "custom", path, message });
  });

/** The forced first change (A12): a fresh session, and the child's ID is spent. */
export const setPassword = formAction({
  by: requireNewcomer,
  messages,
  schema: NewPassword,
  refusedFields: { password_personal: "password" },
  async run(by, { password }) {
    const { sessionId, mark } = await setPortalPassword(by, { password }, await source());
    await startSession("portal", sessionId);
    await rememberDevice(mark);
    redirect(portalHome);
  },
});

/** Who must set a password now; anybody else has no business here. */
async function requireNewcomer() {
  const session = await sessionOf("portal");
  if (!session) redirect("/portal");
  if (!session.mustSetPassword) redirect(portalHome);
  return session.actor;
}

/** Out of the child's portal, here and in every copy of this session. */
export async function signOut() {
  if (!(await isOwnRequest())) redirect("/portal");
  await leaveSession("portal");
  redirect("/portal");
}
