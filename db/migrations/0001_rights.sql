-- The application's role: everything on ordinary tables, insert and select on the trail.
grant usage on schema public to parent_binding_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to parent_binding_app;
--> statement-breakpoint
grant usage, select on all sequences in schema public to parent_binding_app;
--> statement-breakpoint
alter default privileges in schema public
  grant select, insert, update, delete on tables to parent_binding_app;
--> statement-breakpoint
alter default privileges in schema public grant usage, select on sequences to parent_binding_app;
--> statement-breakpoint
revoke update, delete, truncate on audit_entries, audit_seals from parent_binding_app;
--> statement-breakpoint
create sequence audit_entry_id owned by audit_entries.id;
--> statement-breakpoint
grant usage on sequence audit_entry_id to parent_binding_app;
--> statement-breakpoint
-- The id and the time of an entry are the database's. The shared lock lets the sealer wait until
-- every entry with a smaller id is either committed or gone; 4063032 is the trail's lock.
create function number_audit_entry() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(4063032);
  new.id := nextval('audit_entry_id');
  new.at := clock_timestamp();
  return new;
end
$$;
--> statement-breakpoint
create trigger number_audit_entry before insert on audit_entries
  for each row execute function number_audit_entry();
--> statement-breakpoint
insert into registry_gate (id, permits, refilled_at) values (1, 0, 'epoch');
