"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { requireActor } from "@/app/_server/session";
import { source } from "@/app/_server/source";
import { signCardService } from "@/commands/consent/sign-card-service";
import { SignerName } from "@/domain/consent/signer";

const SignedChoice = z.object({
  textId: z.uuid(),
  choice: z.enum(["agree", "refuse"], { error: "choose_one" }),
  signature: SignerName,
});

/** Open the card's functions or decline them, signed by a parent's typed name. */
export const signCard = formAction({
  by: () => requireActor("portal"),
  messages: "portal",
  schema: SignedChoice,
  refusedFields: { signature_is_child: "signature", text_outdated: "choice" },
  run: async (by, { textId, choice, signature }) => {
    const opened = choice === "agree";
    await signCardService(by, { textId, opened, typedName: signature, source: await source() });
    redirect("/portal/card/done");
  },
});
