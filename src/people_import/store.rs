//! SQL of the import itself: the waiting file in its pieces, what was settled and found about it.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
};

use futures_util::TryStreamExt;
use sqlx::{PgConnection, PgPool, types::Json};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    planning::Report,
    reading::{Choices, Reading, header_hash},
};
use crate::{
    ground::ids::PersonId,
    tables::{Unreadable, source::spool},
    web::Result,
};

/// How long an unconfirmed file is kept.
pub const KEPT: Duration = Duration::days(1);
/// The size of one piece.
pub const PIECE: usize = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "import_status", rename_all = "snake_case")]
pub enum Status {
    Reading,
    Ready,
    Unreadable,
    Applying,
    Done,
}

pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub status: Status,
    pub choices: Json<Choices>,
    pub reading: Option<Json<Reading>>,
    pub problem: Option<Json<Unreadable>>,
    pub plan: Option<Json<Report>>,
    pub fingerprint: Option<String>,
    pub changed_meanwhile: bool,
    pub created: i32,
    pub changed: i32,
    pub refused_rows: i32,
}

/// The import of this id, for the person who uploaded it; without a person, for the work on it.
pub async fn import(
    connection: &mut PgConnection,
    id: Uuid,
    by: Option<PersonId>,
    now: OffsetDateTime,
) -> sqlx::Result<Option<Import>> {
    sqlx::query_as!(
        Import,
        r#"select id, file_name, status as "status: Status", choices as "choices: Json<Choices>",
            reading as "reading: Json<Reading>", problem as "problem: Json<Unreadable>", plan as "plan: Json<Report>",
            fingerprint, changed_meanwhile, coalesce(created, 0) as "created!", coalesce(changed, 0) as "changed!",
            coalesce(refused_rows, 0) as "refused_rows!"
           from imports where id = $1 and ($2::uuid is null or (created_by = $2 and created_at > $3))"#,
        id,
        by.map(|by| by.0),
        now - KEPT
    )
    .fetch_optional(connection)
    .await
}

/// Locks the row, so that whoever else writes it waits; false if it was thrown away.
pub async fn lock(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    let there = sqlx::query("select from imports where id = $1 for update")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(there.is_some())
}

/// What a person has uploaded and not finished.
pub async fn unfinished(
    db: &PgPool,
    by: PersonId,
    now: OffsetDateTime,
) -> sqlx::Result<Vec<(Uuid, String, OffsetDateTime)>> {
    let rows = sqlx::query!(
        "select id, file_name, created_at from imports
         where created_by = $1 and created_at > $2 and status in ('reading', 'ready', 'applying') order by created_at desc limit 10",
        by.0,
        now - KEPT
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.file_name, row.created_at))
        .collect())
}

pub async fn begin(
    connection: &mut PgConnection,
    by: Option<PersonId>,
    now: OffsetDateTime,
    file_name: &str,
) -> sqlx::Result<Uuid> {
    sqlx::query_scalar!(
        "insert into imports (created_by, created_at, file_name) values ($1, $2, $3) returning id",
        by.map(|by| by.0),
        now,
        file_name
    )
    .fetch_one(connection)
    .await
}

/// Keeps one piece of a file.
pub async fn keep(
    connection: &mut PgConnection,
    id: Uuid,
    refused: bool,
    place: i32,
    bytes: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into import_chunks (import_id, refused, place, bytes) values ($1, $2, $3, $4)",
        id,
        refused,
        place,
        bytes
    )
    .execute(connection)
    .await
    .map(drop)
}

/// The kept file as one that can be read here and there.
pub async fn file(db: &PgPool, id: Uuid, refused: bool) -> Result<File> {
    let mut file = spool().map_err(anyhow::Error::from)?;
    let mut pieces = sqlx::query_scalar!(
        "select bytes from import_chunks where import_id = $1 and refused = $2 order by place",
        id,
        refused
    )
    .fetch(db);
    while let Some(bytes) = pieces.try_next().await? {
        file.write_all(&bytes).map_err(anyhow::Error::from)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(anyhow::Error::from)?;
    Ok(file)
}

/// Keeps a file of this machine in pieces.
pub async fn keep_file(
    connection: &mut PgConnection,
    id: Uuid,
    refused: bool,
    mut file: impl Read,
) -> Result<()> {
    let mut piece = vec![0; PIECE];
    for place in 0.. {
        let read =
            crate::tables::decode::fill(&mut file, &mut piece).map_err(anyhow::Error::from)?;
        if read == 0 {
            break;
        }
        keep(connection, id, refused, place, &piece[..read]).await?;
    }
    Ok(())
}

/// What the user settled; the file is read again.
pub async fn choose(
    connection: &mut PgConnection,
    id: Uuid,
    choices: &Choices,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update imports set choices = $2, status = 'reading', changed_meanwhile = false where id = $1 and status = 'ready'",
        id,
        Json(choices) as _
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn unreadable(db: &PgPool, id: Uuid, why: &Unreadable) -> sqlx::Result<()> {
    sqlx::query!(
        "update imports set status = 'unreadable', problem = $2 where id = $1",
        id,
        Json(why) as _
    )
    .execute(db)
    .await
    .map(drop)
}

/// What is there to look at. Without a plan the columns are not settled yet.
pub async fn ready(
    connection: &mut PgConnection,
    id: Uuid,
    reading: &Reading,
    plan: Option<&Report>,
    changed_meanwhile: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update imports set status = 'ready', reading = $2, plan = $3, fingerprint = $4, company = $5, changed_meanwhile = $6
         where id = $1",
        id,
        Json(reading) as _,
        plan.map(Json) as _,
        plan.map(|plan| plan.fingerprint.as_str()),
        plan.map(|plan| plan.company.as_str()),
        changed_meanwhile
    )
    .execute(connection)
    .await
    .map(drop)
}

/// False if there is nothing to confirm any more, or something else than was seen.
pub async fn confirm(
    connection: &mut PgConnection,
    id: Uuid,
    fingerprint: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update imports set status = 'applying' where id = $1 and status = 'ready' and fingerprint = $2",
        id,
        fingerprint
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets an import from the command line, whose result is told at once.
pub async fn forget(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "with rows as (delete from import_rows where import_id = $1),
              outcomes as (delete from import_outcomes where import_id = $1)
         delete from imports where id = $1",
        id
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Throws an import away; the work that goes on for it finds it gone.
pub async fn discard(db: &PgPool, id: Uuid, by: Option<PersonId>) -> sqlx::Result<()> {
    sqlx::query!(
        "with gone as (delete from imports where id = $1 and created_by is not distinct from $2 returning id),
              rows as (delete from import_rows where import_id in (select id from gone))
         delete from import_outcomes where import_id in (select id from gone)",
        id,
        by.map(|by| by.0)
    )
    .execute(db)
    .await
    .map(drop)
}

/// Forgets files that nobody confirmed, results of yesterday, and rows whose import is gone.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> sqlx::Result<()> {
    sqlx::query!("delete from imports where created_at < $1", now - KEPT)
        .execute(db)
        .await?;
    sqlx::query!(
        "with rows as (delete from import_rows where import_id not in (select id from imports))
         delete from import_outcomes where import_id not in (select id from imports)"
    )
    .execute(db)
    .await
    .map(drop)
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
    reading: &Reading,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    let Some(header_hash) = header_hash(&reading.header) else {
        return Ok(());
    };
    sqlx::query!(
        "insert into import_mappings (header_hash, fields, used_at) values ($1, $2, $3)
         on conflict (header_hash) do update set fields = excluded.fields, used_at = excluded.used_at",
        header_hash,
        &reading.columns,
        now
    )
    .execute(connection)
    .await
    .map(drop)
}
