"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { requireActor } from "@/app/_server/session";
import { source } from "@/app/_server/source";
import { answerConsent as answer } from "@/commands/consent/answer-consent";

const Choice = z.object({
  textId: z.uuid(),
  choice: z.enum(["agree", "refuse"], { error: "choose_one" }),
});

/** One answer to the parent-account text; agreeing leads to the form, refusing to a calm page. */
const answering = (kind: "portal" | "invitee", refusedPath: string) =>
  formAction({
    by: () => requireActor(kind),
    messages: "portal",
    schema: Choice,
    refusedFields: { text_outdated: "choice" },
    run: async (by, { textId, choice }) => {
      const agreed = choice === "agree";
      await answer(by, { textId, agreed, source: await source() });
      redirect(agreed ? "/apply" : refusedPath);
    },
  });

/** In the child's portal. */
export const answerConsent = answering("portal", "/portal/consent/refused");

/** By an invited second parent, for themselves (R7). */
export const answerConsentInvited = answering("invitee", "/apply/consent/refused");
