import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { normalisePassword } from "@/domain/account/passwords";

/** Argon2id, 19 MiB, two passes, one lane: what OWASP asks for. Its default kind is Argon2id. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** No password leads to this: it stands in where there is none, so that failing costs the same. */
const nobodys = (() => {
  const part = (bytes: number) => randomBytes(bytes).toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=19456,t=2,p=1$${part(16)}$${part(32)}`;
})();

/** The only place a password is hashed. */
export const hashPassword = (password: string): Promise<string> =>
  hash(normalisePassword(password), strength);

/** One Argon2id verification, also where there is no hash; then the answer is no. */
export async function verifyPassword(passwordHash: string | null | undefined, typed: string) {
  const right = await verify(passwordHash ?? nobodys, normalisePassword(typed));
  return right && Boolean(passwordHash);
}
