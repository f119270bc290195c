-- The library of forms and grade schemes: families of versions. A published version never changes; what
-- is being edited is a draft beside it, kept as it was typed, so that nothing half-done is ever lost.
create table forms (
    id uuid primary key default gen_random_uuid(),
    family uuid not null default gen_random_uuid(),
    version integer not null default 1 constraint forms_version_counts check (version >= 1),
    definition jsonb not null,
    -- which of the forms that come with the product this is
    origin text,
    created_at timestamptz not null default now(),
    published_by uuid references people,
    archived_at timestamptz,
    constraint forms_version_once unique (family, version)
);
create index forms_published_by on forms (published_by);
create unique index forms_origin on forms (origin) where version = 1 and origin is not null;

create table schemes (
    id uuid primary key default gen_random_uuid(),
    family uuid not null default gen_random_uuid(),
    version integer not null default 1 constraint schemes_version_counts check (version >= 1),
    definition jsonb not null,
    origin text,
    created_at timestamptz not null default now(),
    published_by uuid references people,
    archived_at timestamptz,
    constraint schemes_version_once unique (family, version)
);
create index schemes_published_by on schemes (published_by);
create unique index schemes_origin on schemes (origin) where version = 1 and origin is not null;

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
