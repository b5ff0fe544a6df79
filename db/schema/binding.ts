import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { applicationModes, documentKinds, relations } from "@/domain/binding/modes";
import { applicationStatuses, reviewReasons } from "@/domain/binding/statuses";
import { accounts } from "./account";
import { bytea, id, instant, oneOf } from "./columns";
import { consentAnswers } from "./consent";
import { schools, students } from "./roster";

const owners = ["portal", "invitee"] as const;

/** What somebody has typed so far (暫存), kept as one encrypted document: a row, not a session. */
export const applicationDrafts = pgTable(
  "application_drafts",
  {
    id: id(),
    ownerKind: text({ enum: owners }).notNull(),
    ownerId: uuid().notNull(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    locale: text().notNull(),
    answersCipher: bytea(),
    version: integer().notNull().default(0),
    createdAt: instant().notNull().defaultNow(),
    savedAt: instant().notNull().defaultNow(),
    submittedAt: instant(),
  },
  (t) => [
    uniqueIndex("draft_one_open").on(t.ownerKind, t.ownerId).where(sql`${t.submittedAt} is null`),
    check("draft_owner_known", oneOf(t.ownerKind, owners)),
    index("draft_idle").on(t.savedAt).where(sql`${t.submittedAt} is null`),
  ],
);
export type ApplicationDraft = typeof applicationDrafts.$inferSelect;

/** A six-digit code mailed to the address in a draft (B3): ten minutes, five tries. */
export const emailCodes = pgTable(
  "email_codes",
  {
    id: id(),
    draftId: uuid()
      .notNull()
      .references(() => applicationDrafts.id, { onDelete: "cascade" }),
    emailCipher: bytea().notNull(),
    emailIndex: bytea().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    triesLeft: integer().notNull().default(5),
    confirmedAt: instant(),
  },
  (t) => [
    index("email_code_latest").on(t.draftId, t.createdAt),
    check("email_code_tries_counted", sql`${t.triesLeft} >= 0`),
  ],
);

/** An invitation to the second parent (R7): name, relation and address, nothing more. */
export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    applicationId: uuid().notNull().unique(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    name: text().notNull(),
    relation: text({ enum: relations }).notNull(),
    emailCipher: bytea().notNull(),
    emailIndex: bytea().notNull(),
    locale: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    openedAt: instant(),
    submittedAt: instant(),
    withdrawnAt: instant(),
  },
  (t) => [check("invitation_relation_known", oneOf(t.relation, relations))],
);
export type Invitation = typeof invitations.$inferSelect;

/** One person asking to be bound to one child (綁定申請), as submitted. */
export const applications = pgTable(
  "applications",
  {
    id: id(),
    reference: text().notNull().unique(),
    draftId: uuid().notNull().unique(),
    ownerKind: text({ enum: owners }).notNull(),
    ownerId: uuid().notNull(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    schoolId: uuid()
      .notNull()
      .references(() => schools.id),
    mode: text({ enum: applicationModes }).notNull(),
    status: text({ enum: applicationStatuses }).notNull(),
    reviewReason: text({ enum: reviewReasons }),
    locale: text().notNull(),
    name: text().notNull(),
    relation: text({ enum: relations }).notNull(),
    numberCipher: bytea().notNull(),
    personIndex: bytea().notNull(),
    mobileCipher: bytea().notNull(),
    mobileIndex: bytea().notNull(),
    emailCipher: bytea().notNull(),
    emailIndex: bytea().notNull(),
    /** Each application stands on an answer of its own: nobody signs on another's consent. */
    consentAnswerId: uuid()
      .notNull()
      .unique()
      .references(() => consentAnswers.id),
    /** Who ends up holding the relation, once approved. */
    accountId: uuid().references(() => accounts.id),
    checkAttempts: integer().notNull().default(0),
    /** When the registry is to be asked next; the sweep reads it, the queue only rings. */
    nextCheckAt: instant(),
    submittedAt: instant().notNull().defaultNow(),
    decidedAt: instant(),
  },
  (t) => [
    check("application_mode_known", oneOf(t.mode, applicationModes)),
    check("application_status_known", oneOf(t.status, applicationStatuses)),
    check("application_relation_known", oneOf(t.relation, relations)),
    check("application_reason_known", oneOf(t.reviewReason, reviewReasons)),
    check(
      "application_waits_for_a_reason",
      sql`(${t.status} = 'in_review') = (${t.reviewReason} is not null)`,
    ),
    check(
      "application_approved_has_account",
      sql`(${t.status} = 'approved') = (${t.accountId} is not null)`,
    ),
    check(
      "application_verifying_has_clock",
      sql`(${t.status} = 'verifying') = (${t.nextCheckAt} is not null)`,
    ),
    index("application_of_owner").on(t.ownerKind, t.ownerId, t.submittedAt),
    index("application_of_student").on(t.studentId, t.submittedAt),
    index("application_check_due").on(t.nextCheckAt).where(sql`${t.status} = 'verifying'`),
    index("application_review_queue").on(t.schoolId, t.status, t.submittedAt, t.id),
  ],
);
export type Application = typeof applications.$inferSelect;

/** The relation itself (親子關聯): one account, one child. Ended, never deleted (A8). */
export const bindings = pgTable(
  "bindings",
  {
    id: id(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    relation: text({ enum: relations }).notNull(),
    basis: text({ enum: ["registry", "review"] }).notNull(),
    applicationId: uuid()
      .notNull()
      .unique()
      .references(() => applications.id),
    beganAt: instant().notNull().defaultNow(),
    endedAt: instant(),
    endedBecause: text(),
  },
  (t) => [
    uniqueIndex("binding_one_living").on(t.accountId, t.studentId).where(sql`${t.endedAt} is null`),
    index("binding_of_student").on(t.studentId),
    check("binding_relation_known", oneOf(t.relation, relations)),
  ],
);

/** A document shown as proof (五(二)2, A20), re-encoded and encrypted for its row. */
export const documents = pgTable(
  "documents",
  {
    id: id(),
    draftId: uuid()
      .notNull()
      .references(() => applicationDrafts.id, { onDelete: "cascade" }),
    applicationId: uuid().references(() => applications.id),
    kind: text({ enum: documentKinds }).notNull(),
    numberCipher: bytea(),
    issuer: text(),
    issuedOn: date(),
    expiresOn: date(),
    mediaType: text().notNull(),
    contentCipher: bytea().notNull(),
    contentHash: bytea().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check("document_kind_known", oneOf(t.kind, documentKinds)),
    index("document_of_draft").on(t.draftId),
    index("document_of_application").on(t.applicationId),
  ],
);
