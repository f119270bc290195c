//! Proposals, and the one transaction in which a session is applied.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::store::{After, Member, Points, Session, Status};
use crate::{
    access::Viewer,
    appraisals::{Seen, advance::hold},
    audit::{Change, Event},
    db::notify,
    evaluations::{explanation, superior::needs_review},
    ground::{decimals::plain, ids::CycleId},
    scoring::breakdown::Breakdown,
    web::{Error, OneRow, Result},
};

/// Keeps a proposal, or takes it back with no points, over the version that was read.
pub async fn propose(
    change: &mut Change,
    seen: &Seen,
    session: Uuid,
    version: i32,
    (points, reason): (&Points, &str),
) -> Result<()> {
    // before the appraisal's row, as `apply` does
    let open = sqlx::query_scalar!(
        r#"select id from calibrations where id = $1 and status = 'open' for share"#,
        session
    )
    .fetch_optional(&mut **change)
    .await?;
    if open.is_none() {
        return Err(Error::Conflict);
    }
    hold(change, seen).await?;
    sqlx::query!(
        "update calibration_members set points = $4, reason = $5, proposed_by = $6, appraisal_version = $7,
             version = version + 1
         where calibration_id = $1 and appraisal_id = $2 and version = $3",
        session,
        seen.appraisal.id.0,
        version,
        serde_json::to_value(points)?,
        reason,
        seen.viewer.id.0,
        seen.appraisal.version
    )
    .execute(&mut **change)
    .await?.one_row()?;
    let event = Event::CalibrationProposed {
        calibration: session,
        appraisal: seen.appraisal.id.0,
        points: json!(points),
        reason,
    };
    change.record_company(event).await?;
    notify::send(change, session).await?;
    Ok(())
}

/// Ends an open session, whose members are shown as they are now from here on; whoever comes second gets a conflict.
pub async fn close(
    change: &mut Change,
    viewer: &Viewer,
    session: Uuid,
    (status, reason): (Status, &str),
) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "update calibrations set status = $2, closed_by = $3, closed_at = $4, reason = $5
         where id = $1 and status = 'open'",
        session,
        status as Status,
        viewer.id.0,
        now,
        reason
    )
    .execute(&mut **change)
    .await?
    .one_row()?;
    // as it stands today, of everybody; what is applied puts its own beside it
    sqlx::query!(
        "update calibration_members m set total_before = a.total, grade_before = a.grade, total_after = a.total,
             grade_after = a.grade, superior_id = a.superior_id
         from appraisals a where m.calibration_id = $1 and a.id = m.appraisal_id",
        session
    )
    .execute(&mut **change)
    .await?;
    notify::send(change, session).await?;
    Ok(())
}

/// Puts every proposal in the place of what was there: results and how they came about, evaluations, their
/// kept texts, the trail of each appraisal. All of them at the versions that were read, or none.
pub async fn apply(
    change: &mut Change,
    viewer: &Viewer,
    session: &Session,
    changes: &[(&Member, After)],
    now: OffsetDateTime,
) -> Result<()> {
    let ids: Vec<Uuid> = changes.iter().map(|(one, _)| one.appraisal.0).collect();
    let versions: Vec<i32> = changes
        .iter()
        .map(|(one, _)| one.appraisal_version)
        .collect();
    let totals: Vec<Decimal> = changes.iter().map(|(_, after)| after.total).collect();
    let grades: Vec<i16> = changes
        .iter()
        // a scheme has at most twelve bands
        .map(|(_, after)| i16::try_from(after.band).unwrap_or_default())
        .collect();
    let multipliers: Vec<Decimal> = changes.iter().map(|(_, after)| after.multiplier).collect();
    // as for a new evaluation: what needs no review is approved by the rule, the rest waits for HR
    let approved: Vec<bool> = changes
        .iter()
        .map(|(_, after)| !needs_review(&session.scheme, session.with_review, after.band))
        .collect();
    let expected = u64::try_from(changes.len()).unwrap_or(u64::MAX);
    let results = sqlx::query!(
        r#"update appraisals a set version = a.version + 1, total = g.total, grade = g.grade, multiplier = g.multiplier,
               approved_at = case when g.approved then $7::timestamptz end
           from unnest($1::uuid[], $2::int[], $3::numeric[], $4::smallint[], $5::numeric[], $6::bool[])
               as g (id, version, total, grade, multiplier, approved)
           where a.id = g.id and a.version = g.version and a.stage = 'review'"#,
        &ids,
        &versions,
        &totals,
        &grades,
        &multipliers,
        &approved,
        now
    )
    .execute(&mut **change)
    .await?;
    let papers: Vec<i32> = changes.iter().map(|(one, _)| one.paper_version).collect();
    let bodies: Vec<Value> = changes
        .iter()
        .map(|(_, after)| serde_json::to_value(&after.body))
        .collect::<Result<_, _>>()?;
    let texts = sqlx::query!(
        r#"with changed as (
               update papers q set body = g.body, version = q.version + 1, updated_at = $5, submitted_at = $5
               from unnest($1::uuid[], $2::int[], $3::jsonb[]) as g (id, version, body)
               where q.appraisal_id = g.id and q.kind = 'evaluation' and q.version = g.version and q.submitted_at is not null
               returning q.id, q.version, q.body
           )
           insert into submissions (paper_id, version, author_id, body, submitted_at)
           select id, version, $4, body, $5 from changed"#,
        &ids,
        &papers,
        &bodies,
        viewer.id.0,
        now
    )
    .execute(&mut **change)
    .await?;
    if results.rows_affected() != expected || texts.rows_affected() != expected {
        return Err(Error::Conflict);
    }
    let made: Vec<(Uuid, &Breakdown)> = changes
        .iter()
        .map(|(one, after)| (one.appraisal.0, &after.breakdown))
        .collect();
    explanation::keep_all(change, &made, now).await?;
    let before: Vec<Decimal> = changes.iter().map(|(one, _)| one.total).collect();
    let grades_before: Vec<i16> = changes.iter().map(|(one, _)| one.grade).collect();
    let proposals: Vec<i32> = changes.iter().map(|(one, _)| one.version).collect();
    let kept = sqlx::query!(
        r#"update calibration_members m set total_before = g.total, grade_before = g.grade,
               total_after = g.after, grade_after = g.grade_after, version = m.version + 1
           from unnest($2::uuid[], $3::numeric[], $4::smallint[], $5::numeric[], $6::smallint[], $7::int[])
               as g (id, total, grade, after, grade_after, version)
           where m.calibration_id = $1 and m.appraisal_id = g.id and m.version = g.version"#,
        session.id,
        &ids,
        &before,
        &grades_before,
        &totals,
        &grades,
        &proposals
    )
    .execute(&mut **change)
    .await?;
    if kept.rows_affected() != expected {
        return Err(Error::Conflict);
    }
    let events: Vec<_> = changes
        .iter()
        .map(|(one, after)| {
            let event = Event::Calibrated {
                calibration: session.id,
                points: json!(&*one.points),
                before: json!({ "total": plain(one.total), "grade": one.grade }),
                after: json!({ "total": plain(after.total), "grade": after.band }),
                reason: &one.reason,
            };
            (one.appraisal.0, event)
        })
        .collect();
    change.record_many(&events).await?;
    let event = Event::CalibrationApplied {
        calibration: session.id,
        cycle: session.cycle_id.0,
        reason: "",
    };
    Ok(change.record_company(event).await?)
}

/// Whether the cycle is paused; holds it so until the end of the transaction.
pub async fn rests(tx: &mut PgConnection, cycle: CycleId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select status = 'paused' as "paused!" from cycles where id = $1 for share"#,
        cycle.0
    )
    .fetch_one(&mut *tx)
    .await?)
}
