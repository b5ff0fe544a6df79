import "server-only";
import { redirect } from "next/navigation";
import { linkFacts } from "@/db/queries/account";
import { mayOpen } from "@/domain/account/activation";
import { idOfLinkToken } from "@/lib/crypto";

/** Where everybody with a link that does not work is sent; the token stays behind. */
export const deadLinkPage = "/activate";

/** Goes on only where the mailed link still opens something. It reads, and changes nothing. */
export async function requireOpenLink(token: string) {
  const id = idOfLinkToken("activation", token);
  const link = id ? await linkFacts(id) : undefined;
  if (!mayOpen(link).allowed) redirect(deadLinkPage);
}
