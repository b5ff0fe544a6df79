import { type ErrorResponse, Resend } from "resend";
import { env } from "@/lib/env";
import { seconds } from "@/lib/time";

/** `key` names the letter to the provider: asked again with it within a day, nothing is sent twice. */
export type OutgoingLetter = {
  key: string;
  to: string;
  subject: string;
  html: string;
  plain: string;
};

/** `accepted` without an id: an earlier attempt was accepted and its answer was lost. */
export type Delivery =
  | { outcome: "accepted"; providerId?: string }
  | { outcome: "refused"; code: string };

/** The provider could not be reached or asks for patience. `code` carries no text of its own. */
export class MailDelayed extends Error {
  override readonly name = "MailDelayed";
  constructor(readonly code: string) {
    super(code);
  }
}

/** Ours to put right, for every letter alike: a letter is not to blame for a wrong key or sender. */
const settingsAtFault = ["invalid_from_address", "missing_api_key", "invalid_api_key"];

/**
 * Hand one letter to the mail provider (Resend) and wait for its word.
 * @throws MailDelayed when trying again may help.
 */
export async function deliver(
  { key, to, subject, html, plain }: OutgoingLetter,
  answerWithinMs = seconds(10),
): Promise<Delivery> {
  const resend = new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_URL.replace(/\/$/, "") });
  const { data, error } = await resend.emails.send(
    {
      from: env.MAIL_FROM,
      to,
      subject,
      html,
      text: plain,
      // Two letters with one subject stay two, and no out-of-office answers come back.
      headers: { "X-Entity-Ref-ID": key, "Auto-Submitted": "auto-generated" },
    },
    { idempotencyKey: key, signal: AbortSignal.timeout(answerWithinMs) },
  );
  return error ? judge(error) : { outcome: "accepted", providerId: data.id };
}

function judge({ statusCode: status, name }: ErrorResponse): Delivery {
  const code = /^[a-z_]{1,60}$/.test(name) ? name : "unknown";
  if (name === "invalid_idempotent_request") return { outcome: "accepted" };
  if (status === null || status >= 500 || settingsAtFault.includes(name))
    throw new MailDelayed(code);
  if ([401, 403, 404, 405, 408, 409, 425, 429].includes(status)) throw new MailDelayed(code);
  return { outcome: "refused", code };
}
