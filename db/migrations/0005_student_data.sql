CREATE TABLE "student_data_drafts" (
	"portal_account_id" uuid PRIMARY KEY NOT NULL,
	"correct" boolean NOT NULL,
	"wrong_items" text[],
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "student_data_answers" DROP CONSTRAINT "student_data_error_named";--> statement-breakpoint
ALTER TABLE "student_data_answers" ADD COLUMN "note_cipher" "bytea";--> statement-breakpoint
ALTER TABLE "student_data_drafts" ADD CONSTRAINT "student_data_drafts_portal_account_id_portal_accounts_id_fk" FOREIGN KEY ("portal_account_id") REFERENCES "public"."portal_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_data_answers" DROP COLUMN "note";--> statement-breakpoint
ALTER TABLE "student_data_answers" ADD CONSTRAINT "student_data_error_named" CHECK ("student_data_answers"."correct" = ("student_data_answers"."wrong_items" is null));