CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_index" "bytea" NOT NULL,
	"number_cipher" "bytea" NOT NULL,
	"name" text NOT NULL,
	"email_cipher" "bytea" NOT NULL,
	"email_index" "bytea" NOT NULL,
	"mobile_cipher" "bytea" NOT NULL,
	"mobile_index" "bytea" NOT NULL,
	"status" text DEFAULT 'awaiting_activation' NOT NULL,
	"password_hash" text,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_at" timestamp with time zone,
	CONSTRAINT "accounts_personIndex_unique" UNIQUE("person_index"),
	CONSTRAINT "accounts_emailIndex_unique" UNIQUE("email_index"),
	CONSTRAINT "account_status_known" CHECK ("accounts"."status" in ('awaiting_activation', 'active')),
	CONSTRAINT "account_active_has_password" CHECK ("accounts"."status" <> 'active' or "accounts"."password_hash" is not null)
);
--> statement-breakpoint
CREATE TABLE "activations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"tries_left" integer DEFAULT 5 NOT NULL,
	CONSTRAINT "activation_tries_counted" CHECK ("activations"."tries_left" >= 0)
);
--> statement-breakpoint
CREATE TABLE "portal_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"password_hash" text,
	"password_set_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "portal_accounts_studentId_unique" UNIQUE("student_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"must_set_password" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	"address" text,
	"agent" text,
	CONSTRAINT "session_kind_known" CHECK ("sessions"."kind" in ('portal', 'invitee', 'holder'))
);
--> statement-breakpoint
CREATE TABLE "throttles" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "application_drafts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"answers_cipher" "bytea",
	"version" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	CONSTRAINT "draft_owner_known" CHECK ("application_drafts"."owner_kind" in ('portal', 'invitee'))
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"draft_id" uuid NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"status" text NOT NULL,
	"review_reason" text,
	"locale" text NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"number_cipher" "bytea" NOT NULL,
	"person_index" "bytea" NOT NULL,
	"mobile_cipher" "bytea" NOT NULL,
	"mobile_index" "bytea" NOT NULL,
	"email_cipher" "bytea" NOT NULL,
	"email_index" "bytea" NOT NULL,
	"consent_answer_id" uuid NOT NULL,
	"account_id" uuid,
	"check_attempts" integer DEFAULT 0 NOT NULL,
	"next_check_at" timestamp with time zone,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "applications_reference_unique" UNIQUE("reference"),
	CONSTRAINT "applications_draftId_unique" UNIQUE("draft_id"),
	CONSTRAINT "application_mode_known" CHECK ("applications"."mode" in ('one_parent', 'two_parents', 'guardian')),
	CONSTRAINT "application_status_known" CHECK ("applications"."status" in ('verifying', 'in_review', 'approved')),
	CONSTRAINT "application_relation_known" CHECK ("applications"."relation" in ('father', 'mother', 'grandparent', 'uncle_or_aunt', 'sibling', 'foster_parent', 'institution', 'other')),
	CONSTRAINT "application_reason_known" CHECK ("applications"."review_reason" in ('registry_silent', 'registry_no', 'registry_cannot_tell', 'registry_not_found', 'not_legal_representative', 'no_authority', 'near_name', 'name_differs', 'guardian_by_document', 'flagged', 'applicant_is_student', 'contact_shared', 'duplicate')),
	CONSTRAINT "application_waits_for_a_reason" CHECK (("applications"."status" = 'in_review') = ("applications"."review_reason" is not null)),
	CONSTRAINT "application_approved_has_account" CHECK (("applications"."status" = 'approved') = ("applications"."account_id" is not null)),
	CONSTRAINT "application_verifying_has_clock" CHECK (("applications"."status" = 'verifying') = ("applications"."next_check_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "bindings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"basis" text NOT NULL,
	"application_id" uuid NOT NULL,
	"began_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	CONSTRAINT "bindings_applicationId_unique" UNIQUE("application_id"),
	CONSTRAINT "binding_relation_known" CHECK ("bindings"."relation" in ('father', 'mother', 'grandparent', 'uncle_or_aunt', 'sibling', 'foster_parent', 'institution', 'other'))
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"draft_id" uuid NOT NULL,
	"application_id" uuid,
	"kind" text NOT NULL,
	"number_cipher" "bytea",
	"issuer" text,
	"issued_on" date,
	"expires_on" date,
	"media_type" text NOT NULL,
	"content_cipher" "bytea" NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"removed" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_kind_known" CHECK ("documents"."kind" in ('court_ruling', 'adoption', 'household_record', 'other'))
);
--> statement-breakpoint
CREATE TABLE "email_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"draft_id" uuid NOT NULL,
	"email_cipher" "bytea" NOT NULL,
	"email_index" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"tries_left" integer DEFAULT 5 NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "email_code_tries_counted" CHECK ("email_codes"."tries_left" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"email_cipher" "bytea" NOT NULL,
	"email_index" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"submitted_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "invitations_applicationId_unique" UNIQUE("application_id"),
	CONSTRAINT "invitation_relation_known" CHECK ("invitations"."relation" in ('father', 'mother', 'grandparent', 'uncle_or_aunt', 'sibling', 'foster_parent', 'institution', 'other'))
);
--> statement-breakpoint
CREATE TABLE "student_data_answers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"portal_account_id" uuid NOT NULL,
	"correct" boolean NOT NULL,
	"wrong_items" text[],
	"note" text,
	"answered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "student_data_error_named" CHECK ("student_data_answers"."correct" or "student_data_answers"."wrong_items" is not null)
);
--> statement-breakpoint
CREATE TABLE "card_services" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"opened" boolean NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "card_services_answerId_unique" UNIQUE("answer_id")
);
--> statement-breakpoint
CREATE TABLE "consent_answers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"text_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"agreed" boolean NOT NULL,
	"answered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"address" text,
	"agent" text
);
--> statement-breakpoint
CREATE TABLE "consent_texts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"blocks" jsonb NOT NULL,
	"agree_label" text NOT NULL,
	"refuse_label" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consent_kind_known" CHECK ("consent_texts"."kind" in ('parent_account', 'student_card'))
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"manner" text NOT NULL,
	"content_cipher" "bytea" NOT NULL,
	"text_id" uuid NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"form_hash" "bytea" NOT NULL,
	"signed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"address" text,
	"agent" text,
	CONSTRAINT "signature_manner_known" CHECK ("signatures"."manner" in ('drawn', 'typed'))
);
--> statement-breakpoint
CREATE TABLE "captured_letters" (
	"notice_id" uuid PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"plain" text NOT NULL,
	"captured_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"acknowledged_at" timestamp with time zone,
	CONSTRAINT "handover_kind_known" CHECK ("handovers"."kind" in ('application_submitted', 'relation_added'))
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	"provider_id" text
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"payload" jsonb NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"name" text PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject_id" text NOT NULL,
	"from_status" text,
	"to_status" text,
	"procedure_version" text NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"upto_entry_id" bigint NOT NULL,
	"entries" integer NOT NULL,
	"previous_seal" "bytea" NOT NULL,
	"seal" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seals_uptoEntryId_unique" UNIQUE("upto_entry_id"),
	CONSTRAINT "audit_seals_previousSeal_unique" UNIQUE("previous_seal")
);
--> statement-breakpoint
CREATE TABLE "registry_checks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	"outcome" text,
	"kind" text,
	"authority" text,
	"applicant_name" text,
	"child_name" text,
	CONSTRAINT "registry_outcome_known" CHECK ("registry_checks"."outcome" in ('yes', 'no', 'cannot_tell', 'not_found', 'silent', 'garbled'))
);
--> statement-breakpoint
CREATE TABLE "registry_gate" (
	"id" integer PRIMARY KEY NOT NULL,
	"permits" integer NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL,
	"failures_in_row" integer DEFAULT 0 NOT NULL,
	"open_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "class_teachers" (
	"class_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"homeroom" boolean NOT NULL,
	CONSTRAINT "class_teachers_class_id_staff_id_pk" PRIMARY KEY("class_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "classes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sourced_id" text NOT NULL,
	"school_id" uuid NOT NULL,
	"title" text NOT NULL,
	"grade" integer NOT NULL,
	"school_year" integer NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "classes_sourced_id" UNIQUE("sourced_id"),
	CONSTRAINT "classes_grade_known" CHECK ("classes"."grade" between 1 and 12)
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"class_id" uuid,
	"sourced_id" text,
	"began_on" date NOT NULL,
	"ended_on" date,
	"ended_as" text,
	CONSTRAINT "enrolments_ending_known" CHECK ("enrolments"."ended_as" in ('class_changed', 'transferred', 'left', 'graduated')),
	CONSTRAINT "enrolments_end_whole" CHECK (("enrolments"."ended_on" is null) = ("enrolments"."ended_as" is null))
);
--> statement-breakpoint
CREATE TABLE "review_flags" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"student_id" uuid,
	"person_index" "bytea",
	"reason" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "review_flags_reason_known" CHECK ("review_flags"."reason" in ('protection', 'custody', 'foster_care', 'former_unbinding')),
	CONSTRAINT "review_flags_one_subject" CHECK (num_nonnulls("review_flags"."student_id", "review_flags"."person_index") = 1)
);
--> statement-breakpoint
CREATE TABLE "roster_imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text NOT NULL,
	"counts" jsonb,
	"source_digest" text,
	CONSTRAINT "roster_imports_outcome_known" CHECK ("roster_imports"."outcome" in ('running', 'applied', 'stopped', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "schools" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sourced_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"district" text NOT NULL,
	"telephone" text,
	"closed_at" timestamp with time zone,
	CONSTRAINT "schools_sourced_id" UNIQUE("sourced_id"),
	CONSTRAINT "schools_code" UNIQUE("code"),
	CONSTRAINT "schools_level_known" CHECK ("schools"."level" in ('elementary', 'junior', 'senior', 'vocational'))
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sourced_id" text NOT NULL,
	"school_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"email_cipher" "bytea",
	"email_index" "bytea",
	"left_at" timestamp with time zone,
	CONSTRAINT "staff_sourced_id" UNIQUE("sourced_id"),
	CONSTRAINT "staff_role_known" CHECK ("staff"."role" in ('teacher', 'registrar')),
	CONSTRAINT "staff_email_whole" CHECK (("staff"."email_cipher" is null) = ("staff"."email_index" is null))
);
--> statement-breakpoint
CREATE TABLE "students" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sourced_id" text NOT NULL,
	"school_id" uuid NOT NULL,
	"class_id" uuid,
	"student_number" text NOT NULL,
	"name" text NOT NULL,
	"birthday" date NOT NULL,
	"number_cipher" "bytea" NOT NULL,
	"number_index" "bytea" NOT NULL,
	"status" text NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "students_sourced_id" UNIQUE("sourced_id"),
	CONSTRAINT "students_status_known" CHECK ("students"."status" in ('enrolled', 'left', 'graduated')),
	CONSTRAINT "students_left_when" CHECK (("students"."status" = 'enrolled') = ("students"."left_at" is null))
);
--> statement-breakpoint
ALTER TABLE "activations" ADD CONSTRAINT "activations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_accounts" ADD CONSTRAINT "portal_accounts_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_drafts" ADD CONSTRAINT "application_drafts_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_consent_answer_id_consent_answers_id_fk" FOREIGN KEY ("consent_answer_id") REFERENCES "public"."consent_answers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_draft_id_application_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."application_drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_codes" ADD CONSTRAINT "email_codes_draft_id_application_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."application_drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_data_answers" ADD CONSTRAINT "student_data_answers_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_services" ADD CONSTRAINT "card_services_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_services" ADD CONSTRAINT "card_services_answer_id_consent_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."consent_answers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_answers" ADD CONSTRAINT "consent_answers_text_id_consent_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."consent_texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_answers" ADD CONSTRAINT "consent_answers_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_text_id_consent_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."consent_texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "captured_letters" ADD CONSTRAINT "captured_letters_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registry_checks" ADD CONSTRAINT "registry_checks_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_teachers" ADD CONSTRAINT "class_teachers_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_teachers" ADD CONSTRAINT "class_teachers_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "classes" ADD CONSTRAINT "classes_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_flags" ADD CONSTRAINT "review_flags_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_mobile" ON "accounts" USING btree ("mobile_index");--> statement-breakpoint
CREATE UNIQUE INDEX "activation_one_open" ON "activations" USING btree ("account_id") WHERE "activations"."used_at" is null;--> statement-breakpoint
CREATE INDEX "session_of_subject" ON "sessions" USING btree ("kind","subject_id") WHERE "sessions"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "session_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "throttle_window" ON "throttles" USING btree ("window_ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "draft_one_open" ON "application_drafts" USING btree ("owner_kind","owner_id") WHERE "application_drafts"."submitted_at" is null;--> statement-breakpoint
CREATE INDEX "draft_idle" ON "application_drafts" USING btree ("saved_at") WHERE "application_drafts"."submitted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "application_one_verifying" ON "applications" USING btree ("student_id","person_index") WHERE "applications"."status" = 'verifying';--> statement-breakpoint
CREATE INDEX "application_of_owner" ON "applications" USING btree ("owner_kind","owner_id","submitted_at");--> statement-breakpoint
CREATE INDEX "application_of_student" ON "applications" USING btree ("student_id","submitted_at");--> statement-breakpoint
CREATE INDEX "application_check_due" ON "applications" USING btree ("next_check_at") WHERE "applications"."status" = 'verifying';--> statement-breakpoint
CREATE INDEX "application_review_queue" ON "applications" USING btree ("school_id","status","submitted_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "binding_one_living" ON "bindings" USING btree ("account_id","student_id") WHERE "bindings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "binding_of_student" ON "bindings" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "document_of_draft" ON "documents" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "document_of_application" ON "documents" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "email_code_latest" ON "email_codes" USING btree ("draft_id","created_at");--> statement-breakpoint
CREATE INDEX "student_data_latest" ON "student_data_answers" USING btree ("student_id","answered_at");--> statement-breakpoint
CREATE INDEX "card_service_of_student" ON "card_services" USING btree ("student_id","decided_at");--> statement-breakpoint
CREATE INDEX "consent_latest_answer" ON "consent_answers" USING btree ("owner_kind","owner_id","answered_at");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_text_version" ON "consent_texts" USING btree ("kind","version","locale");--> statement-breakpoint
CREATE UNIQUE INDEX "signature_of_subject" ON "signatures" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "handover_once" ON "handovers" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "handover_waiting" ON "handovers" USING btree ("id") WHERE "handovers"."acknowledged_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_once" ON "notices" USING btree ("kind","subject_id","recipient_id");--> statement-breakpoint
CREATE INDEX "notice_unsent" ON "notices" USING btree ("created_at") WHERE "notices"."sent_at" is null and "notices"."cancelled_at" is null and "notices"."given_up_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at","id") WHERE "outbox"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_sent" ON "outbox" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "audit_of_subject" ON "audit_entries" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_of_actor" ON "audit_entries" USING btree ("actor_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "registry_check_attempt" ON "registry_checks" USING btree ("application_id","attempt");--> statement-breakpoint
CREATE INDEX "registry_check_asked" ON "registry_checks" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "class_teachers_of_staff" ON "class_teachers" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "classes_of_school" ON "classes" USING btree ("school_id","school_year","grade");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolments_one_open" ON "enrolments" USING btree ("student_id") WHERE "enrolments"."ended_on" is null;--> statement-breakpoint
CREATE INDEX "enrolments_of_student" ON "enrolments" USING btree ("student_id","began_on");--> statement-breakpoint
CREATE UNIQUE INDEX "review_flags_open_student" ON "review_flags" USING btree ("student_id","reason") WHERE "review_flags"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "review_flags_open_person" ON "review_flags" USING btree ("person_index","reason") WHERE "review_flags"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "schools_by_level" ON "schools" USING btree ("level","district","name");--> statement-breakpoint
CREATE INDEX "staff_of_school" ON "staff" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "staff_by_email" ON "staff" USING btree ("email_index");--> statement-breakpoint
CREATE UNIQUE INDEX "students_one_number_at_school" ON "students" USING btree ("school_id","student_number") WHERE "students"."status" in ('enrolled');--> statement-breakpoint
CREATE UNIQUE INDEX "students_one_person_enrolled" ON "students" USING btree ("number_index") WHERE "students"."status" in ('enrolled');--> statement-breakpoint
CREATE INDEX "students_by_person" ON "students" USING btree ("number_index");--> statement-breakpoint
CREATE INDEX "students_of_class" ON "students" USING btree ("class_id");