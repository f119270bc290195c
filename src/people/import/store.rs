//! SQL of the import: the waiting file, the people as the plan knows them, and writing all rows in a
//! handful of statements.

use sqlx::{PgConnection, PgPool, types::Json};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    analysis::{Choices, header_hash},
    plan::{Person, Plan},
};
use crate::{ground::ids::PersonId, people::Level};

/// How long an unconfirmed file is kept.
pub const KEPT: Duration = Duration::days(1);

pub struct Waiting {
    pub id: Uuid,
    pub file_name: String,
    /// None once it is done.
    pub file: Option<Vec<u8>>,
    pub choices: Json<Choices>,
    pub created: i32,
    pub changed: i32,
    pub refused_rows: i32,
    pub departments: Vec<String>,
}

/// The import of this id, for the person who uploaded it.
pub async fn waiting(
    connection: &mut PgConnection,
    id: Uuid,
    by: PersonId,
    now: OffsetDateTime,
) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select id, file_name, file, choices as "choices: Json<Choices>", coalesce(created, 0) as "created!",
            coalesce(changed, 0) as "changed!", coalesce(refused_rows, 0) as "refused_rows!",
            array(select name from departments) as "departments!"
           from imports where id = $1 and created_by = $2 and created_at > $3"#,
        id,
        by.0,
        now - KEPT
    )
    .fetch_optional(connection)
    .await
}

/// Locks the row, so that a second confirmation waits and then finds it done.
pub async fn lock(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query("select from imports where id = $1 for update")
        .bind(id)
        .execute(connection)
        .await
        .map(drop)
}

pub async fn keep(
    db: &PgPool,
    by: PersonId,
    now: OffsetDateTime,
    file_name: &str,
    file: &[u8],
    choices: &Choices,
) -> sqlx::Result<Uuid> {
    sqlx::query_scalar!(
        "insert into imports (created_by, created_at, file_name, file, choices) values ($1, $2, $3, $4, $5) returning id",
        by.0,
        now,
        file_name,
        file,
        Json(choices) as _
    )
    .fetch_one(db)
    .await
}

pub async fn choose(db: &PgPool, id: Uuid, choices: &Choices) -> sqlx::Result<()> {
    sqlx::query!(
        "update imports set choices = $2 where id = $1 and done_at is null",
        id,
        Json(choices) as _
    )
    .execute(db)
    .await
    .map(drop)
}

pub async fn discard(db: &PgPool, id: Uuid, by: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from imports where id = $1 and created_by = $2",
        id,
        by.0
    )
    .execute(db)
    .await
    .map(drop)
}

/// Forgets files that nobody confirmed, and results of yesterday.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> sqlx::Result<u64> {
    let gone = sqlx::query!("delete from imports where created_at < $1", now - KEPT)
        .execute(db)
        .await?;
    Ok(gone.rows_affected())
}

/// The columns of such a header as they were last confirmed.
pub async fn remembered(db: &PgPool, header: &[String]) -> sqlx::Result<Option<Vec<String>>> {
    let Some(header_hash) = header_hash(header) else {
        return Ok(None);
    };
    sqlx::query_scalar!(
        "select fields from import_mappings where header_hash = $1",
        header_hash
    )
    .fetch_optional(db)
    .await
}

pub async fn remember(
    connection: &mut PgConnection,
    header: &[String],
    fields: &[String],
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    let Some(header_hash) = header_hash(header) else {
        return Ok(());
    };
    sqlx::query!(
        "insert into import_mappings (header_hash, fields, used_at) values ($1, $2, $3)
         on conflict (header_hash) do update set fields = excluded.fields, used_at = excluded.used_at",
        header_hash,
        fields,
        now
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Everybody, as a roster would speak of them.
pub async fn people(connection: &mut PgConnection) -> sqlx::Result<Vec<Person>> {
    sqlx::query_as!(
        Person,
        r#"select p.number, p.name, p.email, d.name as "department?", p.position, p.level as "level: Level",
            s.number as "superior?", p.hired_on, p.active
           from people p left join departments d on d.id = p.department_id left join people s on s.id = p.superior_id"#
    )
    .fetch_all(connection)
    .await
}

pub async fn departments(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select name from departments")
        .fetch_all(connection)
        .await
}

/// Writes the whole plan: departments, then people, then superiors, three statements for any number of rows.
pub async fn write(connection: &mut PgConnection, plan: &Plan) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into departments (name) select n from unnest($1::text[]) n on conflict (name) do nothing",
        &plan.new_departments
    )
    .execute(&mut *connection)
    .await?;

    let people: Vec<&Person> = plan.writes().collect();
    let numbers: Vec<String> = people.iter().map(|p| p.number.clone()).collect();
    let names: Vec<String> = people.iter().map(|p| p.name.clone()).collect();
    let emails: Vec<Option<String>> = people.iter().map(|p| p.email.clone()).collect();
    let departments: Vec<Option<String>> = people.iter().map(|p| p.department.clone()).collect();
    let positions: Vec<String> = people.iter().map(|p| p.position.clone()).collect();
    let levels: Vec<Level> = people.iter().map(|p| p.level).collect();
    let hired: Vec<Option<Date>> = people.iter().map(|p| p.hired_on).collect();
    let active: Vec<bool> = people.iter().map(|p| p.active).collect();
    sqlx::query!(
        "insert into people (number, name, email, department_id, position, level, hired_on, active)
         select r.number, r.name, r.email, d.id, r.position, r.level, r.hired_on, r.active
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::level[], $7::date[], $8::bool[])
            as r (number, name, email, department, position, level, hired_on, active)
         left join departments d on d.name = r.department
         on conflict (number) do update set name = excluded.name, email = excluded.email, department_id = excluded.department_id,
            position = excluded.position, level = excluded.level, hired_on = excluded.hired_on, active = excluded.active,
            version = people.version + 1",
        &numbers,
        &names,
        &emails as &[Option<String>],
        &departments as &[Option<String>],
        &positions,
        &levels as &[Level],
        &hired as &[Option<Date>],
        &active
    )
    .execute(&mut *connection)
    .await?;

    let (numbers, superiors): (Vec<String>, Vec<String>) = people
        .iter()
        .filter_map(|p| {
            p.superior
                .clone()
                .map(|superior| (p.number.clone(), superior))
        })
        .unzip();
    sqlx::query!(
        "update people p set superior_id = s.id
         from unnest($1::text[], $2::text[]) as r (number, superior) join people s on s.number = r.superior
         where p.number = r.number and p.superior_id is distinct from s.id",
        &numbers,
        &superiors
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Marks the import as done and lets the file go.
pub async fn done(
    connection: &mut PgConnection,
    id: Uuid,
    now: OffsetDateTime,
    (created, changed, refused): (i32, i32, i32),
    refused_file: Option<&[u8]>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update imports set done_at = $2, file = null, created = $3, changed = $4, refused_rows = $5, refused = $6 where id = $1",
        id,
        now,
        created,
        changed,
        refused,
        refused_file
    )
    .execute(connection)
    .await
    .map(drop)
}

/// The refused rows of an import that is done.
pub async fn refused_file(db: &PgPool, id: Uuid) -> sqlx::Result<Option<Vec<u8>>> {
    let file = sqlx::query_scalar!("select refused from imports where id = $1", id)
        .fetch_optional(db)
        .await?;
    Ok(file.flatten())
}
