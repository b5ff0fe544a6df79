ALTER TABLE "accounts" DROP CONSTRAINT "account_status_known";--> statement-breakpoint
ALTER TABLE "review_flags" DROP CONSTRAINT "review_flags_reason_known";--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "account_status_known" CHECK ("accounts"."status" in ('awaiting_activation', 'active', 'disowned'));--> statement-breakpoint
ALTER TABLE "review_flags" ADD CONSTRAINT "review_flags_reason_known" CHECK ("review_flags"."reason" in ('protection', 'custody', 'foster_care', 'former_unbinding', 'disowned_account'));