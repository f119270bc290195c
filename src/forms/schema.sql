-- A published form or grade scheme never changes: appraisals were made by it.
create function keep_published() returns trigger language plpgsql as $$
begin
    if new.definition is distinct from old.definition or new.version <> old.version or new.family <> old.family then
        raise exception 'a published version never changes' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger forms_published before update on forms for each row execute function keep_published();
create trigger schemes_published before update on schemes for each row execute function keep_published();
