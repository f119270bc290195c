//! Advices in the database.

use serde::Deserialize;
use sqlx::{PgConnection, PgPool};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::Viewer,
    audit::{Change, Event},
    ground::ids::{AppraisalId, PersonId},
    web::{Error, OneRow, Result},
};

/// Whoever was somebody's superior for fewer days is not asked.
pub const LEAST_DAYS: i32 = 30;
/// Days to write it.
const TIME: Duration = Duration::days(10);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "advice_kind", rename_all = "snake_case")]
pub enum Kind {
    EarlierSuperior,
    /// A last evaluation of somebody who left.
    Final,
}

/// Whom to ask for what.
pub struct Wanted {
    pub from: Uuid,
    pub kind: Kind,
    pub least_days: i32,
}

/// Asks the same person about many appraisals: from the end of the advice before, or the first day of the
/// period, or the first day of work, until now. Those who were there too short are left out; how many are asked.
pub async fn ask(
    change: &mut Change,
    appraisals: &[Uuid],
    wanted: &Wanted,
    actor: PersonId,
    (today, now): (Date, OffsetDateTime),
) -> Result<usize> {
    let asked = sqlx::query_scalar!(
        r#"insert into advices (appraisal_id, author_id, kind, from_on, until_on, department_id, position, asked_by, asked_at, due_on)
           select a.id, $2, $3, s.from_on, s.until_on, a.department_id, a.position, $5, $7, $8
           from appraisals a
           join cycles c on c.id = a.cycle_id
           join people e on e.id = a.appraisee_id
           cross join lateral (
               select greatest(c.starts_on, e.hired_on,
                   (select max(until_on) + 1 from advices x where x.appraisal_id = a.id and x.kind = 'earlier_superior')) as from_on,
                   least(c.ends_on, $6::date) as until_on
           ) s
           where a.id = any($1) and a.appraisee_id <> $2 and s.until_on - s.from_on + 1 >= $4
             and ($3 = 'final'::advice_kind or a.stage in ('goals', 'self_evaluation', 'evaluation'))
           on conflict (appraisal_id, author_id, kind) do nothing
           returning appraisal_id"#,
        appraisals,
        wanted.from,
        wanted.kind as Kind,
        wanted.least_days,
        actor.0,
        today,
        now,
        today + TIME
    )
    .fetch_all(&mut **change)
    .await?;
    let author = wanted.from;
    let events: Vec<_> = asked
        .into_iter()
        .map(|id| (id, Event::AdviceAsked { author }))
        .collect();
    change.record_many(&events).await?;
    Ok(events.len())
}

/// An advice as those read it who may.
#[derive(Debug, Clone, Deserialize)]
pub struct Given {
    pub author: String,
    pub kind: Kind,
    pub from_on: Date,
    pub until_on: Date,
    pub department: String,
    pub position: String,
    /// None until it is handed in.
    pub body: Option<String>,
}

/// An advice as its author writes it.
pub(super) struct Own {
    pub id: Uuid,
    pub appraisal: AppraisalId,
    pub appraisee: String,
    pub cycle: String,
    pub kind: Kind,
    pub from_on: Date,
    pub until_on: Date,
    pub department: String,
    pub position: String,
    pub body: String,
    pub version: i32,
    pub due_on: Date,
    pub submitted_at: Option<OffsetDateTime>,
    /// The appraisal waits for it no longer.
    pub late: bool,
}

/// The advice, to its author; to others there is none.
pub(super) async fn own(db: &PgPool, viewer: &Viewer, id: Uuid) -> Result<Own> {
    sqlx::query_as!(
        Own,
        r#"select v.id, v.appraisal_id as "appraisal: AppraisalId", e.name as appraisee, c.name as cycle, v.kind as "kind: Kind",
            v.from_on, v.until_on, coalesce(d.name, '') as "department!", v.position, v.body, v.version, v.due_on, v.submitted_at,
            (v.kind <> 'final' and a.stage not in ('goals', 'self_evaluation', 'evaluation')) as "late!"
           from advices v
           join appraisals a on a.id = v.appraisal_id
           join people e on e.id = a.appraisee_id
           join cycles c on c.id = a.cycle_id
           left join departments d on d.id = v.department_id
           where v.id = $1 and v.author_id = $2"#,
        id,
        viewer.id.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Keeps the text at the version that was read.
pub(super) async fn write(
    tx: &mut PgConnection,
    own: &Own,
    version: i32,
    body: &str,
    submitted_at: Option<OffsetDateTime>,
) -> Result<()> {
    sqlx::query!(
        r#"update advices set body = $3, submitted_at = $4, version = version + 1
           where id = $1 and version = $2 and submitted_at is null"#,
        own.id,
        version,
        body,
        submitted_at
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}
