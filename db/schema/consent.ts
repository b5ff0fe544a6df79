import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { type ConsentBlock, consentKinds, signatureManners } from "@/domain/consent/kinds";
import { bytea, id, instant, oneOf } from "./columns";
import { students } from "./roster";

/** A consent text (個資授權同意書) as published: never changed, only followed by a version (A2). */
export const consentTexts = pgTable(
  "consent_texts",
  {
    id: id(),
    kind: text({ enum: consentKinds }).notNull(),
    version: integer().notNull(),
    locale: text().notNull(),
    title: text().notNull(),
    blocks: jsonb().$type<ConsentBlock[]>().notNull(),
    agreeLabel: text().notNull(),
    refuseLabel: text().notNull(),
    /** SHA-256 over the canonical text: what a signature is bound to. */
    hash: bytea().notNull(),
    publishedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check("consent_kind_known", oneOf(t.kind, consentKinds)),
    uniqueIndex("consent_text_version").on(t.kind, t.version, t.locale),
  ],
);
export type ConsentText = typeof consentTexts.$inferSelect;

/** An explicit answer to a consent text, agreement or refusal; the latest one counts (A15). */
export const consentAnswers = pgTable(
  "consent_answers",
  {
    id: id(),
    textId: uuid()
      .notNull()
      .references(() => consentTexts.id),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    ownerKind: text().notNull(),
    ownerId: uuid().notNull(),
    agreed: boolean().notNull(),
    answeredAt: instant().notNull().defaultNow(),
    address: text(),
    agent: text(),
  },
  (t) => [index("consent_latest_answer").on(t.ownerKind, t.ownerId, t.answeredAt)],
);

/** An online signature (線上簽名), bound to the text and to the form it was given under. */
export const signatures = pgTable(
  "signatures",
  {
    id: id(),
    subjectKind: text({ enum: ["application", "student_card"] }).notNull(),
    subjectId: uuid().notNull(),
    manner: text({ enum: signatureManners }).notNull(),
    /** The typed name or the drawn strokes, encrypted for this row. */
    contentCipher: bytea().notNull(),
    textId: uuid()
      .notNull()
      .references(() => consentTexts.id),
    textHash: bytea().notNull(),
    formHash: bytea().notNull(),
    signedAt: instant().notNull().defaultNow(),
    address: text(),
    agent: text(),
  },
  (t) => [
    check("signature_manner_known", oneOf(t.manner, signatureManners)),
    uniqueIndex("signature_of_subject").on(t.subjectKind, t.subjectId),
  ],
);

/** The student-card service (學生證多元功能開通服務): opened or declined, each on its own consent. */
export const cardServices = pgTable(
  "card_services",
  {
    id: id(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    answerId: uuid()
      .notNull()
      .unique()
      .references(() => consentAnswers.id),
    opened: boolean().notNull(),
    decidedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("card_service_of_student").on(t.studentId, t.decidedAt)],
);
