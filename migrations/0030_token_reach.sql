-- How far a token reaches: as far as its maker does today, narrowed to a department with all below it.
alter table api_tokens add column department_id uuid references departments;
create index api_tokens_department on api_tokens (department_id) where department_id is not null;
