import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accountStatuses, sessionKinds } from "@/domain/account/statuses";
import { bytea, id, instant, oneOf } from "./columns";
import { students } from "./roster";

/** A child's entrance to the portal (G1, A12): `P` + student number at the child's school. */
export const portalAccounts = pgTable("portal_accounts", {
  id: id(),
  studentId: uuid()
    .notNull()
    .unique()
    .references(() => students.id),
  /** Absent until the forced first change; from then on the child's ID never works again (R6). */
  passwordHash: text(),
  passwordSetAt: instant(),
  createdAt: instant().notNull().defaultNow(),
});

/** A parent's account (家長帳號), one per verified person (A10). */
export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    personIndex: bytea().notNull().unique(),
    numberCipher: bytea().notNull(),
    name: text().notNull(),
    emailCipher: bytea().notNull(),
    emailIndex: bytea().notNull().unique(),
    mobileCipher: bytea().notNull(),
    mobileIndex: bytea().notNull(),
    status: text({ enum: accountStatuses }).notNull().default("awaiting_activation"),
    passwordHash: text(),
    locale: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    activatedAt: instant(),
  },
  (t) => [
    check("account_status_known", oneOf(t.status, accountStatuses)),
    check(
      "account_active_has_password",
      sql`${t.status} <> 'active' or ${t.passwordHash} is not null`,
    ),
    index("account_mobile").on(t.mobileIndex),
  ],
);
export type Account = typeof accounts.$inferSelect;

/** A mailed one-time link that opens an account for the first time (R6). */
export const activations = pgTable(
  "activations",
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    triesLeft: integer().notNull().default(5),
  },
  (t) => [
    uniqueIndex("activation_one_open").on(t.accountId).where(sql`${t.usedAt} is null`),
    check("activation_tries_counted", sql`${t.triesLeft} >= 0`),
  ],
);

/** A signed-in browser. Ended here, it is ended everywhere, on the very next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    kind: text({ enum: sessionKinds }).notNull(),
    /** The portal account, invitation, account or activation; by `kind`. */
    subjectId: uuid().notNull(),
    /** Good for nothing but setting a password. */
    mustSetPassword: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    seenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
    endedBecause: text(),
    address: text(),
    agent: text(),
  },
  (t) => [
    check("session_kind_known", oneOf(t.kind, sessionKinds)),
    index("session_of_subject").on(t.kind, t.subjectId).where(sql`${t.endedAt} is null`),
    index("session_expiry").on(t.expiresAt),
  ],
);

/** Failures counted per keyed fingerprint of an account, a source or a submitted secret. */
export const throttles = pgTable(
  "throttles",
  {
    key: bytea().primaryKey(),
    failures: integer().notNull(),
    windowEndsAt: instant().notNull(),
    lockedUntil: instant(),
  },
  (t) => [index("throttle_window").on(t.windowEndsAt)],
);
