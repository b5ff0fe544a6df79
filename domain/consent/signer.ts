import { z } from "zod";
import { allow, refuse, type Verdict } from "../verdict";

export const signerComplaints = ["signature_missing", "signature_wrong"] as const;
export type SignerComplaint = (typeof signerComplaints)[number];

const say = (complaint: SignerComplaint) => complaint;
const signerNameMax = 60;

/** A parent's name typed as a signature: letters of any script, no figures. */
export const SignerName = z
  .string(say("signature_missing"))
  .transform((typed) => typed.normalize("NFC").trim().replace(/\s+/gu, " "))
  .pipe(
    z
      .string()
      .min(1, say("signature_missing"))
      .max(signerNameMax, say("signature_wrong"))
      .regex(/^(?=.*\p{L})\P{Nd}*$/u, say("signature_wrong")),
  );

/** A parent signs for the child; the child's own name is not a parent's signature. */
export function judgeSigner(comparedWithChild: string): Verdict<"signature_is_child"> {
  return comparedWithChild === "match" ? refuse("signature_is_child") : allow(undefined);
}
