//! Writing a plan: departments, people, reporting lines, a handful of statements for any number of rows.

use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::ground::ids::PersonId;

/// Everything that is not refused.
pub async fn write(
    connection: &mut PgConnection,
    id: Uuid,
    by: Option<PersonId>,
    today: Date,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    // a department that people are put into is open again
    sqlx::query!(
        "with named as (
            select distinct on (lower(department)) department as name from import_outcomes
            where import_id = $1 and outcome in ('create', 'change') and department is not null order by lower(department), line
         ), opened as (
            update departments d set closed_on = null, version = version + 1 from named n
            where lower(d.name) = lower(n.name) and d.closed_on is not null
         )
         insert into departments (name) select name from named n
         where not exists (select from departments d where lower(d.name) = lower(n.name))",
        id
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into people (id, number, name, email, department_id, position, level, superior_id, hired_on, active, left_on)
         select r.id, r.number, r.name, r.email, d.id, coalesce(r.position, ''), coalesce(r.level, 'staff'), o.superior_id, r.hired_on,
            coalesce(r.active, true), case when not r.active then coalesce(r.left_on, $2) end
         from import_outcomes o join import_rows r on r.import_id = o.import_id and r.line = o.line
         left join (select distinct on (lower(name)) lower(name) as key, id from departments order by lower(name), closed_on nulls first) d
            on d.key = lower(o.department)
         where o.import_id = $1 and o.outcome = 'create'",
        id,
        today
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "update people p set name = coalesce(r.name, p.name), email = coalesce(r.email, p.email), department_id = d.id,
            position = coalesce(r.position, p.position), level = coalesce(r.level, p.level),
            superior_id = coalesce(o.superior_id, p.superior_id), hired_on = coalesce(r.hired_on, p.hired_on),
            left_on = case when coalesce(r.active, p.active) = p.active then p.left_on
                when not r.active then coalesce(r.left_on, $2) end,
            active = coalesce(r.active, p.active), version = p.version + 1
         from import_outcomes o join import_rows r on r.import_id = o.import_id and r.line = o.line
         left join (select distinct on (lower(name)) lower(name) as key, id from departments order by lower(name), closed_on nulls first) d
            on d.key = lower(o.department)
         where o.import_id = $1 and o.outcome = 'change' and p.id = o.person_id",
        id,
        today
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "update reporting_lines l set until = greatest($2, l.since) from import_outcomes o join people p on p.id = o.person_id
         where o.import_id = $1 and o.outcome = 'change' and l.person_id = p.id and l.until is null and not l.planned
           and l.superior_id is distinct from p.superior_id",
        id,
        today
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into reporting_lines (person_id, superior_id, since, changed_by, changed_at)
         select p.id, p.superior_id, $2, $3, $4 from import_outcomes o join people p on p.id = o.person_id
         where o.import_id = $1 and o.outcome in ('create', 'change') and p.superior_id is not null and not exists (
            select from reporting_lines l where l.person_id = p.id and l.until is null and not l.planned)",
        id,
        today,
        by.map(|by| by.0),
        now
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Marks the import as done and lets the file and its rows go.
pub async fn done(
    connection: &mut PgConnection,
    id: Uuid,
    now: OffsetDateTime,
    (created, changed, refused): (i64, i64, i64),
) -> sqlx::Result<()> {
    let count = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "with rows as (delete from import_rows where import_id = $1),
              outcomes as (delete from import_outcomes where import_id = $1),
              chunks as (delete from import_chunks where import_id = $1 and not refused)
         update imports set status = 'done', done_at = $2, plan = null, created = $3, changed = $4, refused_rows = $5 where id = $1",
        id,
        now,
        count(created),
        count(changed),
        count(refused)
    )
    .execute(connection)
    .await
    .map(drop)
}
