ALTER TABLE "documents" DROP COLUMN "removed";--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_consentAnswerId_unique" UNIQUE("consent_answer_id");