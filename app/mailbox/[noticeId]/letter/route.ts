import { z } from "zod";
import { capturedLetter } from "@/db/queries/mailbox";

/** The sheet may show itself and nothing else: no script, no form, nothing from anywhere. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

const headers = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": policy,
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "SAMEORIGIN",
  "Referrer-Policy": "no-referrer",
};

/** The HTML of one captured letter, for the frame on its page. proxy.ts leaves it alone. */
export async function GET(_: Request, { params }: RouteContext<"/mailbox/[noticeId]/letter">) {
  const { data: noticeId } = z.uuid().safeParse((await params).noticeId);
  const letter = noticeId && (await capturedLetter(noticeId));
  return letter
    ? new Response(letter.html, { headers })
    : new Response(null, { status: 404, headers });
}
