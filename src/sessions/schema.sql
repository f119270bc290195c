-- Every process that remembers sessions learns of what changes them or the people behind them.

-- Of a row that names a person.
create function tell_known() returns trigger language plpgsql as $$
begin
    perform pg_notify('known', coalesce(case tg_op when 'DELETE' then old.person_id else new.person_id end::text, ''));
    return null;
end $$;

-- Of a person.
create function tell_known_person() returns trigger language plpgsql as $$
begin
    perform pg_notify('known', new.id::text);
    return null;
end $$;

-- a new session is nobody's yet
create trigger sessions_known after update or delete on sessions for each row execute function tell_known();
create trigger person_roles_known after insert or update or delete on person_roles for each row execute function tell_known();
create trigger clerk_departments_known after insert or update or delete on clerk_departments
    for each row execute function tell_known();
create trigger people_known after update on people for each row
    when (old.name is distinct from new.name or old.language is distinct from new.language or old.zone is distinct from new.zone
          or old.theme is distinct from new.theme or old.active is distinct from new.active)
    execute function tell_known_person();
