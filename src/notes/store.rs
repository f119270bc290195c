//! Notes and their files, as one side may read them.

use serde::Deserialize;
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    access::Action,
    appraisals::Seen,
    web::{Error, File, OneRow, Result},
};

#[derive(Debug, Clone, Deserialize)]
pub struct Kept {
    pub id: Uuid,
    pub name: String,
    pub bytes: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Note {
    pub id: Uuid,
    pub own: bool,
    pub author: String,
    pub words: String,
    pub shared: bool,
    #[serde(with = "time::serde::rfc3339")]
    pub written_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub changed_at: Option<OffsetDateTime>,
    pub version: i32,
    pub files: Json<Vec<Kept>>,
}

/// The viewer's own notes and what the other side shares, newest first.
pub async fn list(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Vec<Note>> {
    if !seen.can(Action::ReadNotes) {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Note,
        r#"select n.id, n.author_id = $2 as "own!", p.name as author, n.words, n.shared, n.written_at, n.changed_at, n.version,
            (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
                'bytes', octet_length(f.content)) order by f.uploaded_at, f.id), '[]')
                from note_files f where f.note_id = n.id) as "files!: Json<Vec<Kept>>"
           from appraisal_notes n join people p on p.id = n.author_id
           where n.appraisal_id = $1 and (n.author_id = $2 or n.shared)
           order by n.written_at desc, n.id limit 500"#,
        seen.appraisal.id.0,
        seen.viewer.id.0
    )
    .fetch_all(db)
    .await?)
}

/// How many notes and files the viewer keeps in this appraisal.
pub async fn kept(tx: &mut PgConnection, seen: &Seen) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(distinct n.id) as "notes!", count(f.id) as "files!"
           from appraisal_notes n left join note_files f on f.note_id = n.id
           where n.appraisal_id = $1 and n.author_id = $2"#,
        seen.appraisal.id.0,
        seen.viewer.id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok((row.notes, row.files))
}

pub async fn add(
    tx: &mut PgConnection,
    seen: &Seen,
    words: &str,
    shared: bool,
    files: &[File],
    now: OffsetDateTime,
) -> Result<Uuid> {
    let id = sqlx::query_scalar!(
        "insert into appraisal_notes (appraisal_id, author_id, words, shared, written_at) values ($1, $2, $3, $4, $5) returning id",
        seen.appraisal.id.0,
        seen.viewer.id.0,
        words,
        shared,
        now
    )
    .fetch_one(&mut *tx)
    .await?;
    // at most three
    for file in files {
        sqlx::query!(
            "insert into note_files (note_id, name, media_type, content, uploaded_at) values ($1, $2, $3, $4, $5)",
            id,
            file.name,
            file.media_type,
            file.content,
            now
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(id)
}

/// One of the viewer's own notes; the other side's cannot be changed, and so cannot be found here.
pub async fn own(db: &PgPool, seen: &Seen, id: Uuid) -> Result<Note> {
    list(db, seen)
        .await?
        .into_iter()
        .find(|note| note.id == id && note.own)
        .ok_or(Error::NotFound)
}

pub async fn change(
    tx: &mut PgConnection,
    seen: &Seen,
    note: Uuid,
    version: i32,
    words: &str,
    shared: bool,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update appraisal_notes set words = $5, shared = $6, changed_at = $7, version = version + 1
         where id = $1 and appraisal_id = $2 and author_id = $3 and version = $4",
        note,
        seen.appraisal.id.0,
        seen.viewer.id.0,
        version,
        words,
        shared,
        now
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

pub async fn remove(tx: &mut PgConnection, seen: &Seen, note: Uuid, version: i32) -> Result<()> {
    sqlx::query!(
        "delete from appraisal_notes where id = $1 and appraisal_id = $2 and author_id = $3 and version = $4",
        note,
        seen.appraisal.id.0,
        seen.viewer.id.0,
        version
    )
    .execute(&mut *tx)
    .await?.one_row()
}

/// A file of a note that the viewer may read; any other one does not exist.
pub async fn file(db: &PgPool, seen: &Seen, file: Uuid) -> Result<(String, Vec<u8>)> {
    let row = sqlx::query!(
        "select f.name, f.content from note_files f join appraisal_notes n on n.id = f.note_id
         where f.id = $1 and n.appraisal_id = $2 and (n.author_id = $3 or n.shared)",
        file,
        seen.appraisal.id.0,
        seen.viewer.id.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.name, row.content))
}
