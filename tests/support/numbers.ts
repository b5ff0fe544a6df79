import { isValidNumber } from "@/domain/ids/national-number";

const letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
let made = 0;

/** A national ID (國民身分證統一編號) of valid form, invented and never given out twice in a run. */
export function aNumber(): string {
  made += 1;
  const letter = letters[made % letters.length];
  const body = `${letter}${1 + (made % 2)}${String(9_000_000 + made * 7).slice(-7)}`;
  const digit = [..."0123456789"].find((last) => isValidNumber(body + last));
  return body + digit;
}

/** A mobile telephone number of valid form, invented. */
export function aMobile(): string {
  made += 1;
  return `09${String(10_000_000 + made * 13).slice(-8)}`;
}

/** An address nobody owns: the domain is reserved for examples. */
export function anEmail(): string {
  made += 1;
  return `parent${made}@example.com`;
}
