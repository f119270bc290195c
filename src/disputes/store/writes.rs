//! Writing. Every write first holds the appraisal's row at the version that was read, so that a case
//! is moved by one person at a time and a stale page gets a conflict.

use sqlx::{PgConnection, types::Json};
use time::{Date, OffsetDateTime};

use super::Case;
use crate::{
    appraisals::Seen,
    disputes::rules::{Decision, Kind, Points, Status},
    ground::ids::{DisputeId, PersonId},
    web::{File, OneRow, Result},
};

/// A case as the employee opens it.
#[derive(Debug)]
pub struct New<'a> {
    pub kind: Kind,
    pub items: &'a [String],
    pub points: &'a Points,
    pub grounds: &'a str,
    pub interview_held: bool,
    pub due_on: Date,
    pub files: &'a [File],
}

pub async fn open(
    tx: &mut PgConnection,
    seen: &Seen,
    new: &New<'_>,
    now: OffsetDateTime,
) -> Result<DisputeId> {
    let id = DisputeId::new();
    sqlx::query!(
        "insert into disputes (id, appraisal_id, kind, items, points, grounds, interview_held, opened_at, due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        seen.appraisal.id.0,
        new.kind as Kind,
        new.items,
        Json(new.points) as _,
        new.grounds,
        new.interview_held,
        now,
        new.due_on
    )
    .execute(&mut *tx)
    .await?;
    for file in new.files {
        sqlx::query!(
            "insert into dispute_files (dispute_id, name, media_type, content, uploaded_by, uploaded_at)
             values ($1, $2, $3, $4, $5, $6)",
            id.0,
            file.name,
            file.media_type,
            file.content,
            seen.viewer.id.0,
            now
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(id)
}

/// The superior's answer, over the version that was read.
pub async fn answer(
    tx: &mut PgConnection,
    case: &Case,
    read_at: i32,
    words: &str,
    proposal: Option<&Points>,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update disputes set answer = $3, proposal = $4, answered_at = $5, version = version + 1
         where id = $1 and version = $2 and status = 'opened'",
        case.id.0,
        read_at,
        words,
        proposal.map(Json) as _,
        now
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

/// Seats the committee. The appraisal changes too, so that every page read before is stale.
pub async fn refer(
    tx: &mut PgConnection,
    seen: &Seen,
    case: &Case,
    seats: &[PersonId],
    due_on: Date,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update disputes set status = 'referred', referred_at = $3, due_on = $4, version = version + 1
         where id = $1 and version = $2 and status = 'opened'",
        case.id.0,
        case.version,
        now,
        due_on
    )
    .execute(&mut *tx)
    .await?.one_row()?;
    let seats: Vec<_> = seats.iter().map(|seat| seat.0).collect();
    sqlx::query!(
        "insert into dispute_seats (dispute_id, person_id) select $1, person from unnest($2::uuid[]) as given (person)",
        case.id.0,
        &seats
    )
    .execute(&mut *tx)
    .await?;
    touch(tx, seen, Some(due_on)).await
}

/// Another member takes a seat of which no vote was cast that counts.
pub async fn reseat(
    tx: &mut PgConnection,
    seen: &Seen,
    case: &Case,
    from: PersonId,
    to: PersonId,
) -> Result<()> {
    sqlx::query!(
        "update dispute_seats s set person_id = $3, vote = null, vote_points = null, vote_words = '', voted_at = null,
             version = s.version + 1
         from disputes d
         where d.id = s.dispute_id and d.status = 'referred' and s.dispute_id = $1 and s.person_id = $2
           and (s.vote is null or not exists (select from committee_seats k where k.dispute_id = d.id and k.person_id = s.person_id))",
        case.id.0,
        from.0,
        to.0
    )
    .execute(&mut *tx)
    .await?.one_row()?;
    touch(tx, seen, None).await
}

async fn touch(tx: &mut PgConnection, seen: &Seen, due_on: Option<Date>) -> Result<()> {
    sqlx::query!(
        "update appraisals set version = version + 1, due_on = coalesce($3, due_on) where id = $1 and version = $2",
        seen.appraisal.id.0,
        seen.appraisal.version,
        due_on
    )
    .execute(&mut *tx)
    .await?.one_row()
}

/// A member's vote, for the first time or changed.
pub async fn vote(
    tx: &mut PgConnection,
    case: &Case,
    member: PersonId,
    read_at: i32,
    (decision, points, words): (Decision, Option<&Points>, &str),
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update dispute_seats s set vote = $4, vote_points = $5, vote_words = $6, voted_at = $7, version = s.version + 1
         from disputes d
         where d.id = s.dispute_id and d.status = 'referred' and s.dispute_id = $1 and s.person_id = $2 and s.version = $3",
        case.id.0,
        member.0,
        read_at,
        decision as Decision,
        points.map(Json) as _,
        words,
        now
    )
    .execute(&mut *tx)
    .await?.one_row()
}

/// How a case ends.
#[derive(Debug)]
pub struct Outcome<'a> {
    pub status: Status,
    /// Absent where it was settled.
    pub decision: Option<Decision>,
    pub grounds: Option<&'a str>,
    pub points: Option<&'a Points>,
}

pub async fn close(
    tx: &mut PgConnection,
    seen: &Seen,
    case: &Case,
    outcome: &Outcome<'_>,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update disputes set status = $3, decision = $4, written_grounds = $5, new_points = $6, decided_at = $7,
             decided_by = $8, version = version + 1
         where id = $1 and version = $2 and status = $9",
        case.id.0,
        case.version,
        outcome.status as Status,
        outcome.decision as Option<Decision>,
        outcome.grounds,
        outcome.points.map(Json) as _,
        now,
        seen.viewer.id.0,
        case.status as Status
    )
    .execute(&mut *tx)
    .await?.one_row()
}

/// A new last day for opening a case.
pub async fn waive(tx: &mut PgConnection, seen: &Seen, until: Date) -> Result<()> {
    sqlx::query!(
        "update appraisals set version = version + 1, dispute_until = $3 where id = $1 and version = $2",
        seen.appraisal.id.0,
        seen.appraisal.version,
        until
    )
    .execute(&mut *tx)
    .await?.one_row()
}
