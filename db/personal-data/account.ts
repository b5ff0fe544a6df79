import { accounts, activations, portalAccounts, sessions, throttles } from "../schema";
import { about, asLongAsTheForms, disposal } from "./register";

/** 單一身分驗證帳號: who may sign in, and who is signed in. */
export const accountRegister = {
  portalAccounts: about(portalAccounts, {
    purpose: "the child's entrance to the portal (G1, A12)",
    retention: asLongAsTheForms,
    erasedBy: disposal,
    columns: {
      id: "id",
      studentId: ["id", "whose entrance it is"],
      passwordHash: ["secret", "Argon2id of the password the family chose"],
      passwordSetAt: "none",
      createdAt: "none",
    },
  }),
  accounts: about(accounts, {
    purpose: "one account per verified parent (家長帳號, 五(一)2, A10)",
    retention: "while one of the parent's children is at a Taipei school; then until disposal",
    erasedBy: disposal,
    columns: {
      id: "id",
      personIndex: ["number", "finds the account of the same verified person (A10)"],
      numberCipher: ["number", "verified ID or 統一證號; encrypted; its end activates (R6)"],
      name: ["name", "the verified name; shown to its holder"],
      emailCipher: ["contact", "where letters go and what the parent signs in with; encrypted"],
      emailIndex: ["contact", "finds the account at sign-in"],
      mobileCipher: ["contact", "calling back before sensitive acts; encrypted"],
      mobileIndex: ["contact", "shows that two parties share a number (abuse 5)"],
      status: "trait",
      passwordHash: ["secret", "Argon2id of the parent's password"],
      locale: ["trait", "the language of the letters"],
      createdAt: "none",
      activatedAt: "none",
    },
  }),
  activations: about(activations, {
    purpose: "the mailed one-time link that opens an account (R6); the link itself is not kept",
    retention: "as long as the account",
    erasedBy: { with: "accounts" },
    columns: {
      id: "id",
      accountId: "id",
      createdAt: "none",
      expiresAt: "none",
      usedAt: "none",
      triesLeft: "none",
    },
  }),
  sessions: about(sessions, {
    purpose: "a signed-in browser, so that it can be ended at once",
    retention: "until one day after it ran out",
    erasedBy: { job: "sweep" },
    columns: {
      id: "id",
      kind: "none",
      subjectId: ["id", "who is signed in"],
      mustSetPassword: "none",
      createdAt: "none",
      seenAt: "trait",
      expiresAt: "none",
      endedAt: "none",
      endedBecause: "none",
      address: ["contact", "shows the holder where the session is from"],
      agent: ["trait", "shows the holder which browser it is"],
    },
  }),
  throttles: about(throttles, {
    purpose: "counts failed sign-ins by keyed fingerprints (abuse 1)",
    retention: "until the count or the lock has run out",
    erasedBy: { job: "sweep" },
    columns: {
      key: ["id", "keyed fingerprint of an account, a source or a submitted secret"],
      failures: "none",
      windowEndsAt: "none",
      lockedUntil: "none",
    },
  }),
};
