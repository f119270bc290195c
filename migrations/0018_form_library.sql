-- The library of forms and grade schemes: families of versions. A published version never changes; what
-- is being edited is a draft beside it, kept as it was typed, so that nothing half-done is ever lost.
alter table forms
    add column family uuid not null default gen_random_uuid(),
    -- which of the forms that come with the product this is
    add column origin text,
    add column published_by uuid references people,
    add column archived_at timestamptz,
    add constraint forms_version_once unique (family, version),
    add constraint forms_version_counts check (version >= 1);
create index forms_published_by on forms (published_by);
create unique index forms_origin on forms (origin) where version = 1 and origin is not null;

alter table schemes
    add column family uuid not null default gen_random_uuid(),
    add column origin text,
    add column published_by uuid references people,
    add column archived_at timestamptz,
    add constraint schemes_version_once unique (family, version),
    add constraint schemes_version_counts check (version >= 1);
create index schemes_published_by on schemes (published_by);
create unique index schemes_origin on schemes (origin) where version = 1 and origin is not null;

-- What earlier programs stored when the first cycle was made is the form and scheme of the product.
update forms set origin = 'standard' where id = (
    select id from forms where definition -> 'name' ->> 'en' = 'Standard appraisal' order by created_at, id limit 1);
update schemes set origin = 'standard' where id = (select id from schemes order by created_at, id limit 1);

create function keep_published() returns trigger language plpgsql as $$
begin
    if new.definition is distinct from old.definition or new.version <> old.version or new.family <> old.family then
        raise exception 'a published version never changes' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger forms_published before update on forms for each row execute function keep_published();
create trigger schemes_published before update on schemes for each row execute function keep_published();

-- One draft per family; the family may have no published version yet. `fields` are the pairs of the
-- editor's form, in order.
create table form_drafts (
    family uuid primary key default gen_random_uuid(),
    fields jsonb not null,
    version integer not null default 1,
    author_id uuid not null references people,
    updated_at timestamptz not null
);
create index form_drafts_author on form_drafts (author_id);

-- Another form for some levels or positions of a cycle; everybody else gets the cycle's own.
create table cycle_forms (
    cycle_id uuid not null references cycles,
    level level,
    position text not null default '' check (length(position) <= 200),
    form_id uuid not null references forms,
    constraint cycle_forms_once unique nulls not distinct (cycle_id, level, position),
    constraint cycle_forms_names_somebody check (level is not null or position <> '')
);
create index cycle_forms_form on cycle_forms (form_id);

-- Null: the form of the cycle. Set when the appraisal is made, whoever makes it, and kept from then on.
alter table appraisals add column form_id uuid references forms;
create index appraisals_form on appraisals (form_id) where form_id is not null;

create function give_forms() returns trigger language plpgsql as $$
begin
    if not exists (select from cycle_forms) then
        return null;
    end if;
    update appraisals a set form_id = chosen.form_id
    from fresh f
    join lateral (
        select r.form_id from cycle_forms r
        where r.cycle_id = f.cycle_id and (r.level is null or r.level = f.level)
          and (r.position = '' or lower(r.position) = lower(trim(f.position)))
        -- a position says more than a level
        order by r.position <> '' desc, r.level is not null desc
        limit 1
    ) chosen on true
    where a.id = f.id and f.form_id is null;
    return null;
end $$;
create trigger appraisals_form after insert on appraisals referencing new table as fresh
    for each statement execute function give_forms();
