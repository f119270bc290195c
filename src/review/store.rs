//! A corrected result, and the rows of a bulk release.

use std::collections::HashSet;

use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{Stage, Viewer},
    appraisals::{
        Seen,
        advance::{Moving, StepEffects, advance_many},
        lifecycle::{Guard, Proven, Step, next},
    },
    audit::{Change, Event},
    forms::grades::Scheme,
    ground::ids::AppraisalId,
    web::{Cursor, Error, Result},
};

/// A new result that waits for approval. Locks the appraisal's row, at the version that was read.
pub async fn new_result(
    tx: &mut PgConnection,
    seen: &Seen,
    total: Decimal,
    band: usize,
    multiplier: Decimal,
) -> Result<()> {
    let changed = sqlx::query!(
        "update appraisals set version = version + 1, total = $3, grade = $4, multiplier = $5, approved_at = null
         where id = $1 and version = $2 and stage = 'review'",
        seen.appraisal.id.0,
        seen.appraisal.version,
        total,
        // a scheme has at most twelve bands
        i16::try_from(band).unwrap_or_default(),
        multiplier
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// An appraisal that may be released, as it was read.
#[derive(Debug)]
pub struct Releasable {
    pub id: AppraisalId,
    pub version: i32,
    pub stage: Stage,
    pub approved: bool,
    /// The day by which the interview is to be held.
    pub due: Date,
}

/// One appraisal that was ticked for release.
#[derive(Debug)]
pub struct Ticked {
    pub row: Releasable,
    pub name: String,
    pub cycle: String,
    pub paused: bool,
}

/// Those of the ids for which the viewer is HR; the others are as if they did not exist. In the order
/// of ids, so that two bulk releases never wait for each other in a circle.
pub async fn ticked(db: &PgPool, viewer: &Viewer, ids: &[Uuid]) -> Result<Vec<Ticked>> {
    let rows = sqlx::query!(
        r#"select a.id, a.version, a.stage as "stage: Stage", a.approved_at is not null as "approved!", e.name,
            c.name as cycle, coalesce((a.own_deadlines ->> 'interview_due')::date, c.interview_due) as "interview_due!",
            c.status = 'paused' as "paused!"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $2 and p.relation = 'hr'
           join people e on e.id = a.appraisee_id
           join cycles c on c.id = a.cycle_id
           where a.id = any($1)
           order by a.id"#,
        ids,
        viewer.id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Ticked {
            row: Releasable {
                id: AppraisalId(row.id),
                version: row.version,
                stage: row.stage,
                approved: row.approved,
                due: row.interview_due,
            },
            name: row.name,
            cycle: row.cycle,
            paused: row.paused,
        })
        .collect())
}

/// Which results a release looks at.
#[derive(Debug, Clone, Copy)]
pub struct Among {
    pub cycle: Uuid,
    pub department: Option<Uuid>,
}

/// How many there are of each kind.
pub struct Count {
    pub stage: Stage,
    pub approved: bool,
    pub low: bool,
    pub paused: bool,
    pub count: i64,
}

pub async fn counts(db: &PgPool, viewer: &Viewer, among: Among) -> Result<Vec<Count>> {
    Ok(sqlx::query_as!(
        Count,
        r#"select a.stage as "stage: Stage", a.approved_at is not null as "approved!",
            coalesce((s.definition -> 'bands' -> a.grade::int ->> 'low')::bool, false) as "low!",
            c.status = 'paused' as "paused!", count(*) as "count!"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $1 and p.relation = 'hr'
           join cycles c on c.id = a.cycle_id
           join schemes s on s.id = c.scheme_id
           where a.cycle_id = $2 and ($3::uuid is null or a.department_id = $3)
           group by 1, 2, 3, 4"#,
        viewer.id.0,
        among.cycle,
        among.department
    )
    .fetch_all(db)
    .await?)
}

/// One of the results that a release looks at.
pub struct Previewed {
    pub id: AppraisalId,
    pub sort_key: String,
    pub name: String,
    pub department: String,
    pub stage: Stage,
    pub approved: bool,
    pub low: bool,
    pub paused: bool,
    pub total: Option<Decimal>,
    pub grade: Option<i16>,
    pub scheme: Json<Scheme>,
}

/// Those whose result goes, or those who fall out because theirs is not there or not approved yet: a page of them.
pub async fn previewed(
    db: &PgPool,
    viewer: &Viewer,
    among: Among,
    (going, approves): (bool, bool),
    cursor: &Cursor,
    size: i64,
) -> Result<Vec<Previewed>> {
    let (key, id) = cursor.parts();
    Ok(sqlx::query_as!(
        Previewed,
        r#"select a.id as "id: AppraisalId", lower(e.name) as "sort_key!", e.name, coalesce(d.name, '') as "department!",
            a.stage as "stage: Stage", a.approved_at is not null as "approved!", k.low as "low!",
            c.status = 'paused' as "paused!", a.total, a.grade, s.definition as "scheme: Json<Scheme>"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $1 and p.relation = 'hr'
           join people e on e.id = a.appraisee_id
           join cycles c on c.id = a.cycle_id
           join schemes s on s.id = c.scheme_id
           left join departments d on d.id = a.department_id
           cross join lateral (
               select coalesce((s.definition -> 'bands' -> a.grade::int ->> 'low')::bool, false) as low
           ) k
           where a.cycle_id = $2 and ($3::uuid is null or a.department_id = $3)
             and a.stage in ('goals', 'self_evaluation', 'evaluation', 'review')
             and $9 = (a.stage = 'review' and c.status <> 'paused' and (a.approved_at is not null or ($4 and not k.low)))
             and ($5::text is null or case when $7 then (lower(e.name), a.id) < ($5, $6) else (lower(e.name), a.id) > ($5, $6) end)
           order by case when $7 then lower(e.name) end desc, case when $7 then a.id end desc, lower(e.name), a.id
           limit $8"#,
        viewer.id.0,
        among.cycle,
        among.department,
        approves,
        key,
        id,
        cursor.back,
        size,
        going
    )
    .fetch_all(db)
    .await?)
}

/// Releases everything that was ready when the preview was made: approved by then, or, where HR says
/// so, without a low grade. Whatever was written or approved later is for another look.
pub async fn release_all(
    change: &mut Change,
    viewer: &Viewer,
    among: Among,
    approves: bool,
    looked_at: OffsetDateTime,
) -> Result<i64> {
    let mut rows = sqlx::query_as!(
        Releasable,
        r#"select a.id as "id: AppraisalId", a.version, a.stage as "stage: Stage", a.approved_at is not null as "approved!",
            coalesce((a.own_deadlines ->> 'interview_due')::date, c.interview_due) as "due!"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $1 and p.relation = 'hr'
           join papers q on q.appraisal_id = a.id and q.kind = 'evaluation' and q.updated_at <= $5
           join cycles c on c.id = a.cycle_id
           join schemes s on s.id = c.scheme_id
           where a.cycle_id = $2 and ($3::uuid is null or a.department_id = $3) and a.stage = 'review'
             and c.status <> 'paused'
             and (a.approved_at <= $5 or ($4 and a.approved_at is null
                  and not coalesce((s.definition -> 'bands' -> a.grade::int ->> 'low')::bool, true)))
           order by a.id for no key update of a"#,
        viewer.id.0,
        among.cycle,
        among.department,
        approves,
        looked_at
    )
    .fetch_all(&mut **change)
    .await?;
    // the rows are locked, so that none is left behind
    let open: Vec<&Releasable> = rows.iter().filter(|row| !row.approved).collect();
    let approved = take(change, Step::Approved, open).await?;
    for row in &mut rows {
        if approved.contains(&row.id) {
            row.version += 1;
            row.approved = true;
        }
    }
    let released = take(change, Step::Released, &rows).await?;
    Ok(i64::try_from(released.len()).unwrap_or(i64::MAX))
}

/// Takes a step of the bulk release for all of them that the table allows it, unless they were changed since they
/// were read; which ones went.
pub async fn take(
    change: &mut Change,
    step: Step,
    rows: impl IntoIterator<Item = &Releasable>,
) -> Result<HashSet<AppraisalId>> {
    let moving: Vec<_> = rows
        .into_iter()
        .filter_map(|row| {
            let proven = Proven::of([(Guard::Approved, row.approved)]);
            Some(Moving {
                id: row.id,
                version: row.version,
                allowed: next(row.stage, step, &proven).ok()?,
                due: Some(row.due),
                effects: StepEffects::default(),
                event: if step == Step::Approved {
                    Event::Approved { bulk: true }
                } else {
                    Event::Released { bulk: true }
                },
            })
        })
        .collect();
    advance_many(change, &moving).await
}
