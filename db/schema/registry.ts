import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { nameAgreements, registryOutcomes } from "@/domain/registry/answers";
import { applications } from "./binding";
import { id, instant, oneOf } from "./columns";

/** One question to the household registry (戶役政線上查詢) and what came of it; kept 5 years (R4). */
export const registryChecks = pgTable(
  "registry_checks",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    attempt: integer().notNull(),
    askedAt: instant().notNull().defaultNow(),
    answeredAt: instant(),
    outcome: text({ enum: registryOutcomes }),
    /** The kind of relation the registry knows, and its authority: never the household (B12). */
    kind: text(),
    authority: text(),
    applicantName: text({ enum: nameAgreements }),
    childName: text({ enum: nameAgreements }),
  },
  (t) => [
    uniqueIndex("registry_check_attempt").on(t.applicationId, t.attempt),
    index("registry_check_asked").on(t.askedAt),
    check("registry_outcome_known", oneOf(t.outcome, registryOutcomes)),
  ],
);

/** The one gate to the registry, shared by all workers: a budget and a circuit breaker. */
export const registryGate = pgTable("registry_gate", {
  id: integer().primaryKey(),
  permits: integer().notNull(),
  refilledAt: instant().notNull(),
  failuresInRow: integer().notNull().default(0),
  openUntil: instant(),
});
