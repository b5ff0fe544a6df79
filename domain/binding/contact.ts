import { distance } from "fastest-levenshtein";

/** A mobile number as it is compared: digits only, +886 9… written 09…, other countries with +. */
export function normaliseMobile(typed: string): string {
  const bare = typed.normalize("NFKC").replace(/[\s().\p{Pd}]/gu, "");
  return bare.replace(/^(\+|00)8860?9/, "09").replace(/^00/, "+");
}

const usualDomains = [
  "gmail.com",
  "yahoo.com.tw",
  "yahoo.com",
  "hotmail.com",
  "outlook.com",
  "icloud.com",
  "msn.com",
  "pchome.com.tw",
  "hinet.net",
  "livemail.tw",
  "me.com",
  "gm.tp.edu.tw",
];
const slipsMax = 2;

/**
 * The address probably meant, when a usual domain was nearly typed (B3), else undefined.
 * A hint, never a correction: the person decides.
 */
export function likelyEmail(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  if (at < 1 || usualDomains.includes(domain)) return undefined;
  const [nearest] = usualDomains
    .map((usual) => ({ usual, slips: distance(domain, usual) }))
    .filter(({ usual, slips }) => slips <= Math.min(slipsMax, Math.floor(usual.length / 4)))
    .sort((a, b) => a.slips - b.slips);
  return nearest && `${email.slice(0, at)}@${nearest.usual}`;
}
