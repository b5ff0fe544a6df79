import { z } from "zod";
import { allow, refuse, type Verdict } from "../verdict";

export const signatureComplaints = [
  "signature_missing",
  "signature_too_small",
  "signature_name_differs",
] as const;
export type SignatureComplaint = (typeof signatureComplaints)[number];

const say = (complaint: SignatureComplaint) => complaint;
const pointsMax = 20_000;
const pointsMin = 8;

const Stroke = z.array(z.tuple([z.number().min(0).max(4_000), z.number().min(0).max(4_000)]));

/** A drawn signature as its strokes: lists of points, in the pixels of the field. */
export const DrawnStrokes = z
  .string()
  .max(400_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: say("signature_missing") });
      return z.NEVER;
    }
  })
  .pipe(z.array(Stroke).max(500))
  .refine((strokes) => strokes.flat().length <= pointsMax, say("signature_missing"));

export type Signature =
  | { manner: "drawn"; strokes: [number, number][][] }
  | { manner: "typed"; typedName: string };

/** Whether something is there to be kept: enough ink, or the applicant's own name. */
export function judgeSignature(
  signature: Signature,
  sameName: (typed: string) => boolean,
): Verdict<SignatureComplaint> {
  if (signature.manner === "drawn") {
    const points = signature.strokes.flat().length;
    if (points === 0) return refuse("signature_missing");
    return points < pointsMin ? refuse("signature_too_small") : allow(undefined);
  }
  if (signature.typedName.trim() === "") return refuse("signature_missing");
  return sameName(signature.typedName) ? allow(undefined) : refuse("signature_name_differs");
}
