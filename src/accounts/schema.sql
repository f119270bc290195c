-- Whoever has an account is told at the old address when another one is entered for them, by whatever way. In the time of
-- the database: the rounds of the post find it.
create function tell_old_address() returns trigger language plpgsql as $$
begin
    insert into account_mails (person_id, kind, email, queued_at, due_at)
    select new.id, 'address_changed', old.email, now(), now() from credentials where person_id = new.id;
    return null;
end $$;

create trigger people_old_address after update of email on people for each row
    when (old.email is not null and old.email is distinct from new.email and new.anonymised_at is null)
    execute function tell_old_address();

-- Whoever has an address is told when their account is opened with a browser that it was never opened with before.
create function tell_new_device() returns trigger language plpgsql as $$
begin
    insert into account_mails (person_id, kind, email, queued_at, due_at)
    select id, 'new_device', email, new.at, new.at from people where id = new.person_id and email is not null;
    return null;
end $$;

create trigger security_log_new_device after insert on security_log for each row
    when (new.kind = 'new_device') execute function tell_new_device();
