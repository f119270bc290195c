//! The appointment and the start.

use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use crate::{
    appraisals::Seen,
    interviews::{
        appointment::Proposal,
        kinds::{Method, PlaceKind, Purpose},
    },
    web::{Error, OneRow, Result},
};

/// Somebody of the three who is elsewhere at that time.
#[derive(Debug, Clone)]
pub struct Clash {
    pub name: String,
    pub starts_at: OffsetDateTime,
    pub minutes: i32,
}

/// Whoever of the three has another interview then. Two proposals for the same person wait for each
/// other, so that neither overlooks the other.
pub async fn clashes(
    tx: &mut PgConnection,
    seen: &Seen,
    starts_at: OffsetDateTime,
    minutes: i32,
) -> Result<Vec<Clash>> {
    let a = &seen.appraisal;
    let mut three = vec![a.appraisee.id.0, a.superior.id.0];
    three.extend(a.facilitator.as_ref().map(|party| party.id.0));
    // in one order for everybody: no deadlock
    three.sort_unstable();
    for person in &three {
        sqlx::query!(
            "select pg_advisory_xact_lock(hashtextextended('appointment ' || $1::text, 0))",
            person.to_string()
        )
        .execute(&mut *tx)
        .await?;
    }
    let rows = sqlx::query!(
        r#"select p.name, i.starts_at as "starts_at!", i.minutes
           from appraisals a
           join interviews i on i.appraisal_id = a.id
           join people p on p.id in (a.appraisee_id, a.superior_id, a.facilitator_id) and p.id = any($2)
           where (a.appraisee_id = any($2) or a.superior_id = any($2) or a.facilitator_id = any($2))
             and a.id <> $1 and a.stage in ('preparation', 'interview') and i.ended_at is null
             and i.starts_at < $4 and i.starts_at + make_interval(mins => i.minutes) > $3
           order by i.starts_at, p.name"#,
        a.id.0,
        &three,
        starts_at,
        starts_at + Duration::minutes(minutes.into())
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Clash {
            name: row.name,
            starts_at: row.starts_at,
            minutes: row.minutes,
        })
        .collect())
}

/// Writes a proposal over the version it was read at (0: there was none). A moved one has to be
/// confirmed again.
pub async fn propose(
    tx: &mut PgConnection,
    seen: &Seen,
    read_at: i32,
    proposal: &Proposal,
    moved: bool,
) -> Result<i32> {
    let version = sqlx::query_scalar!(
        r#"with open as (select id from appraisals where id = $1 and version = $12 for no key update)
           insert into interviews as i (appraisal_id, purpose, method, starts_at, minutes, place_kind, place, proposed_by, reschedule_reason)
           select id, $3, $4, $5, $6, $7, $8, $9, $10 from open
           where $2 = 0 or exists (select from interviews where appraisal_id = $1)
           on conflict (appraisal_id) do update set
               purpose = $3, method = $4, starts_at = $5, minutes = $6, place_kind = $7, place = $8,
               proposed_by = $9, reschedule_reason = $10, wish = '', version = i.version + 1,
               confirmed_at = case when $11 or i.ended_at is not null then null else i.confirmed_at end,
               started_at = null, ended_at = null
               where i.version = $2
           returning version"#,
        seen.appraisal.id.0,
        read_at,
        proposal.purpose as Purpose,
        proposal.method as Method,
        proposal.starts_at,
        proposal.minutes,
        proposal.place_kind as PlaceKind,
        proposal.place,
        seen.viewer.id.0,
        proposal.reason,
        moved,
        seen.appraisal.version
    )
    .fetch_optional(&mut *tx)
    .await?;
    version.ok_or(Error::Conflict)
}

/// The employee's answer to exactly the proposal that they read.
pub async fn answer(
    tx: &mut PgConnection,
    seen: &Seen,
    read_at: i32,
    confirmed_at: Option<OffsetDateTime>,
    wish: &str,
) -> Result<()> {
    sqlx::query!(
        "update interviews i set confirmed_at = $3, wish = $4, version = i.version + 1
         from appraisals a
         where i.appraisal_id = $1 and i.version = $2 and a.id = i.appraisal_id and a.version = $5
           and i.starts_at is not null and i.ended_at is null",
        seen.appraisal.id.0,
        read_at,
        confirmed_at,
        wish,
        seen.appraisal.version
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

/// The employee agrees to talk before the notice period is over.
pub async fn consent(tx: &mut PgConnection, seen: &Seen, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update appraisals set early_consent_at = $3, version = version + 1
         where id = $1 and version = $2 and early_consent_at is null",
        seen.appraisal.id.0,
        seen.appraisal.version,
        now
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

/// Opens the room at step 1. What an earlier interview of this appraisal settled has to be settled
/// again; its texts stay.
pub async fn start(tx: &mut PgConnection, seen: &Seen, now: OffsetDateTime) -> Result<()> {
    let id = seen.appraisal.id.0;
    sqlx::query!(
        "update interviews set started_at = $2, ended_at = null, current_step = 1, version = version + 1 where appraisal_id = $1",
        id,
        now
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into interview_steps (appraisal_id, step, opened_at)
         select $1, n, case when n = 1 then $2::timestamptz end from generate_series(1, 8) n
         on conflict (appraisal_id, step) do update
             set opened_at = excluded.opened_at, done_at = null, done_by = null, seconds = 0, asked = '{}'",
        id,
        now
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from item_stances where appraisal_id = $1", id)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("delete from confirmations where appraisal_id = $1", id)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "update next_goals set confirmed_at = null where appraisal_id = $1",
        id
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
