-- A published text is evidence (A2): nobody changes or removes it, not even the owner by mistake.
create function keep_consent_text() returns trigger language plpgsql as $$
begin
  raise exception 'a published consent text is never changed, only followed by a version'
    using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger keep_consent_text before update or delete on consent_texts
  for each row execute function keep_consent_text();
--> statement-breakpoint
create trigger keep_consent_texts before truncate on consent_texts
  for each statement execute function keep_consent_text();
--> statement-breakpoint
-- Answers and signatures are only added; the latest one counts, the others stay readable (A15).
revoke update, delete, truncate on consent_texts, consent_answers, signatures, card_services
  from parent_binding_app;
