import { bigint, bigserial, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

/**
 * The trail (軌跡資料): who did what to which row, never names or numbers. The application may
 * insert and select, nothing else; a trigger gives id and time (db/migrations).
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: bigint({ mode: "number" }).primaryKey(),
    at: instant().notNull(),
    actorKind: text().notNull(),
    actorId: text().notNull(),
    action: text().notNull(),
    subjectId: text().notNull(),
    fromStatus: text(),
    toStatus: text(),
    /** The version of the procedure in force (A40). */
    procedureVersion: text().notNull(),
    detail: text(),
  },
  (t) => [
    index("audit_of_subject").on(t.subjectId, t.id),
    index("audit_of_actor").on(t.actorId, t.id),
  ],
);

/** A seal over all entries up to one id, chained to the seal before it. */
export const auditSeals = pgTable("audit_seals", {
  id: bigserial({ mode: "number" }).primaryKey(),
  uptoEntryId: bigint({ mode: "number" }).notNull().unique(),
  entries: integer().notNull(),
  previousSeal: bytea().notNull().unique(),
  seal: bytea().notNull(),
  sealedAt: instant().notNull().defaultNow(),
});
