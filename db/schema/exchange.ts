import { sql } from "drizzle-orm";
import {
  bigserial,
  check,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { id, instant, oneOf } from "./columns";

export const handoverKinds = ["application_submitted", "relation_added"] as const;

/** What the intermediary database (中介資料庫) is owed: ids only, acknowledged by its consumer (A9). */
export const handovers = pgTable(
  "handovers",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    kind: text({ enum: handoverKinds }).notNull(),
    subjectId: uuid().notNull(),
    createdAt: instant().notNull().defaultNow(),
    acknowledgedAt: instant(),
  },
  (t) => [
    check("handover_kind_known", oneOf(t.kind, handoverKinds)),
    uniqueIndex("handover_once").on(t.kind, t.subjectId),
    index("handover_waiting").on(t.id).where(sql`${t.acknowledgedAt} is null`),
  ],
);

/** A promise of work, made in the transaction that needs it, carried to the queue afterwards. */
export const outbox = pgTable(
  "outbox",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    job: text().notNull(),
    payload: jsonb().notNull(),
    dueAt: instant().notNull().defaultNow(),
    createdAt: instant().notNull().defaultNow(),
    sentAt: instant(),
  },
  (t) => [
    index("outbox_due").on(t.dueAt, t.id).where(sql`${t.sentAt} is null`),
    index("outbox_sent").on(t.sentAt),
  ],
);

/** A letter promised (通知): once per kind, subject and person. `sentAt` is the real guard. */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    kind: text().notNull(),
    subjectId: uuid().notNull(),
    recipientId: uuid().notNull(),
    locale: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    sentAt: instant(),
    cancelledAt: instant(),
    givenUpAt: instant(),
    providerId: text(),
  },
  (t) => [
    uniqueIndex("notice_once").on(t.kind, t.subjectId, t.recipientId),
    index("notice_unsent")
      .on(t.createdAt)
      .where(sql`${t.sentAt} is null and ${t.cancelledAt} is null and ${t.givenUpAt} is null`),
  ],
);

/** The development mailbox: letters kept instead of sent, where no mail key is set. */
export const capturedLetters = pgTable("captured_letters", {
  noticeId: uuid()
    .primaryKey()
    .references(() => notices.id),
  recipient: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  plain: text().notNull(),
  capturedAt: instant().notNull().defaultNow(),
});

/** When each process last said that it works. */
export const workerHeartbeats = pgTable("worker_heartbeats", {
  name: text().primaryKey(),
  beatAt: instant().notNull(),
});
