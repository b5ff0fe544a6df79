"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { rememberDevice } from "@/app/_server/device";
import { forgetSession, requireActor, startSession } from "@/app/_server/session";
import { source, visitor } from "@/app/_server/source";
import { activateAccount } from "@/commands/account/activate-account";
import { DisownAccount, disownAccount } from "@/commands/account/disown-account";
import { ProveActivation, proveActivation } from "@/commands/account/prove-activation";
import { Refusal } from "@/commands/refusal";
import type { Actor } from "@/domain/policy";
import { deadLinkPage } from "./link";

const messages = "account";

/** What became of the link meanwhile is one page, whichever way it ended. */
async function orDeadLink<Answer>(act: Promise<Answer>): Promise<Answer> {
  try {
    return await act;
  } catch (error) {
    const gone = ["link_dead", "wrong_status", "not_found"];
    if (error instanceof Refusal && gone.includes(error.reason)) redirect(deadLinkPage);
    throw error;
  }
}

export const prove = formAction({
  by: visitor,
  messages,
  schema: ProveActivation,
  refusedFields: { digits_refused: "digits" },
  run: async (by, input) => {
    const sessionId = await orDeadLink(proveActivation(by, input, await source()));
    await startSession("claimant", sessionId);
    redirect("/activate/password");
  },
});

const ChosenPassword = z
  .object({
    password: z.string("new_password_missing").min(1, "new_password_missing"),
    /** Asked only where no script can make the first field readable. */
    passwordAgain: z.string().optional(),
  })
  .refine(({ password, passwordAgain: again }) => again === undefined || again === password, {
    error: "password_differs",
    path: ["passwordAgain"],
  });

const rules = ["short", "long", "mixed", "common", "personal"];

export const setPassword = formAction({
  by: () => requireActor("claimant"),
  messages,
  schema: ChosenPassword,
  refusedFields: Object.fromEntries(rules.map((rule) => [`password_${rule}`, "password"])),
  run: async (by, { password }) => {
    const from = await source();
    const { sessionId, mark } = await orDeadLink(activateAccount(by, { password }, from));
    await forgetSession("claimant");
    await startSession("holder", sessionId);
    await rememberDevice(mark);
    redirect("/activate/done");
  },
});

/** By the letter alone: whoever reads it may say that it is not theirs (B5). */
export const disownByLink = formAction({
  by: visitor as () => Promise<Actor>,
  messages,
  schema: DisownAccount.pick({ token: true }),
  run: (by, { token }) => disown(by, { token, because: "not_applied" }),
});

/** After the digits, by whoever does not know the child. */
export const disownByClaimant = formAction({
  by: () => requireActor("claimant"),
  messages,
  schema: z.object({}),
  run: (by) => disown(by, { because: "not_my_child" }),
});

async function disown(by: Actor, input: z.infer<typeof DisownAccount>): Promise<void> {
  await orDeadLink(disownAccount(by, input));
  await forgetSession("claimant");
  redirect("/activate/stopped");
}
