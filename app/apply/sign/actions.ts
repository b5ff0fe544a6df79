"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { source } from "@/app/_server/source";
import { submitApplication } from "@/commands/binding/submit-application";
import { DrawnStrokes, type Signature } from "@/domain/consent/signature";
import { applicant } from "../applicant";

const missing = "signature_missing";

/** Ink counts where there is some; else the name that was typed. */
const Sign = z
  .object({
    draftId: z.uuid(),
    version: z.coerce.number().int(),
    strokes: z.union([z.literal(""), DrawnStrokes]).optional(),
    signature: z.string(missing).trim().max(200, missing).default(""),
  })
  .transform(({ draftId, version, strokes, signature }) => {
    const signed: Signature =
      strokes && strokes.length > 0
        ? { manner: "drawn", strokes }
        : { manner: "typed", typedName: signature };
    return { draftId, version, signature: signed };
  });

/** Sign and submit. A second press, or a second tab, arrives at the same application. */
export const sign = formAction({
  by: applicant,
  messages: "apply",
  schema: Sign,
  refusedFields: {
    signature_missing: "signature",
    signature_too_small: "signature",
    signature_name_differs: "signature",
  },
  run: async ({ by, sessionId }, input) => {
    const reference = await submitApplication(by, {
      ...input,
      sessionId,
      source: await source(),
    });
    redirect(`/apply/status/${reference}`);
  },
});
