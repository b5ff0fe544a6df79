import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypt for one place (AES-256-GCM). `context` names table, column and row, so that a value
 * copied to another row does not open. Layout: key-id length, key id, nonce, tag, cipher text.
 */
export function seal(plain: Buffer, context: string): Buffer {
  const { id, key } = env.PERSONAL_DATA_KEYS[0]!;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const keyId = Buffer.from(id);
  return Buffer.concat([Buffer.of(keyId.length), keyId, nonce, cipher.getAuthTag(), body]);
}

/**
 * Open what `seal` made for the same context.
 * @throws Error when the key is unknown or the value was changed or moved.
 */
export function open(sealed: Buffer, context: string): Buffer {
  const idEnd = 1 + sealed[0]!;
  const id = sealed.subarray(1, idEnd).toString();
  const found = env.PERSONAL_DATA_KEYS.find((key) => key.id === id);
  if (!found) throw new Error("sealed with a key that is not in PERSONAL_DATA_KEYS");
  const nonceEnd = idEnd + nonceBytes;
  const tagEnd = nonceEnd + tagBytes;
  const nonce = sealed.subarray(idEnd, nonceEnd);
  const decipher = createDecipheriv("aes-256-gcm", found.key, nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(nonceEnd, tagEnd));
  return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
}

export const sealText = (plain: string, context: string) => seal(Buffer.from(plain), context);
export const openText = (sealed: Buffer, context: string) => open(sealed, context).toString();

export type Indexed = "person" | "email" | "mobile" | "throttle" | "form";

/**
 * The keyed fingerprint by which an encrypted value is found again. An unkeyed hash of a national
 * ID would be worthless: there are only 10⁹ of them. `text` is normalised by the caller.
 */
export function blindIndex(kind: Indexed, text: string): Buffer {
  return createHmac("sha256", Buffer.from(env.BLIND_INDEX_KEY, "base64"))
    .update(`${kind}:${text}`)
    .digest();
}

const linked = (purpose: string, id: string) =>
  createHmac("sha256", Buffer.from(env.LINK_KEY, "base64")).update(`${purpose}:${id}`).digest();

/**
 * The secret of a mailed link, derived from the row it belongs to: nothing to steal at rest, and
 * a letter sent again says the same. Whether it still works is the row's to say.
 */
export function linkToken(purpose: string, id: string): string {
  return Buffer.concat([uuidBytes(id), linked(purpose, id).subarray(0, 18)]).toString("base64url");
}

/** The id of the row a mailed link belongs to, or undefined for anything we did not make. */
export function idOfLinkToken(purpose: string, token: string): string | undefined {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 34) return undefined;
  const hex = bytes.subarray(0, 16).toString("hex");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return sameBytes(bytes.subarray(16), linked(purpose, id).subarray(0, 18)) ? id : undefined;
}

/** Six digits derived from a row, for a person to type. */
export const sixDigits = (purpose: string, id: string) =>
  String(linked(purpose, id).readUInt32BE(0) % 1_000_000).padStart(6, "0");

/** Compared in a time that does not depend on where the two differ. */
export function sameBytes(a: Buffer, b: Buffer) {
  return a.length === b.length && timingSafeEqual(a, b);
}
export const sameText = (a: string, b: string) => sameBytes(digest(a), digest(b));

/** SHA-256 of a text or of bytes: for evidence, never for personal numbers. */
export const digest = (content: string | Buffer) => createHash("sha256").update(content).digest();

/** Seals the trail (軌跡資料): only who holds the key can make a chain that verifies. */
export const trailSeal = () => createHmac("sha256", Buffer.from(env.TRAIL_KEY, "base64"));

/** A value whose text is the same however its keys were ordered, for hashing. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
}

const uuidBytes = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
