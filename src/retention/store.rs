//! Periods, the preview of the next run, and what earlier runs removed.

use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rules::{Counts, Terms, Thing};
use crate::{
    ground::ids::PersonId,
    web::{Cursor, Result},
};

/// The periods as they stand.
pub struct Standing {
    pub terms: Terms,
    pub set_at: Option<OffsetDateTime>,
    pub set_by: Option<String>,
    pub reason: String,
    pub version: i32,
}

pub async fn standing(db: impl PgExecutor<'_>) -> Result<Standing> {
    let row = sqlx::query!(
        r#"select t.record_months, t.working_months, t.input_months, t.set_at, p.name as "set_by?", t.reason, t.version
           from retention_terms t left join people p on p.id = t.set_by"#
    )
    .fetch_one(db)
    .await?;
    Ok(Standing {
        terms: Terms {
            record: row.record_months,
            working: row.working_months,
            input: row.input_months,
        },
        set_at: row.set_at,
        set_by: row.set_by,
        reason: row.reason,
        version: row.version,
    })
}

/// True if the periods were still at this version.
pub async fn set(
    tx: &mut PgConnection,
    terms: Terms,
    reason: &str,
    version: i32,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "update retention_terms set record_months = $1, working_months = $2, input_months = $3, reason = $4,
            set_by = $6, set_at = $7, version = version + 1 where version = $5",
        terms.record,
        terms.working,
        terms.input,
        reason,
        version,
        by.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Holds and removals come one after the other.
pub async fn lock(tx: &mut PgConnection) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtext('retention'))")
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// What a run would remove now, and what holds keep back.
#[derive(Default)]
pub struct Preview {
    pub due: Counts,
    pub held: Counts,
    pub appraisals: i64,
    pub appraisals_held: i64,
    /// People whose data can be anonymised, those that something keeps back included.
    pub leavers: i64,
    /// Left without a day, so that nobody can say when their time is over.
    pub undated: i64,
    pub holds: i64,
}

pub async fn preview(db: &PgPool, now: OffsetDateTime, today: Date) -> Result<Preview> {
    let rows = sqlx::query!(
        r#"with due as materialized (select * from purge_due($1, $2)),
        found as (
            select case
                    when p.kind in ('self_evaluation', 'evaluation', 'part') then 'drafts'
                    when p.kind in ('employee_preparation', 'superior_preparation') then 'preparation'
                    when p.kind = 'private_note' then 'private_notes'
                    else 'interview_texts'
                end as thing, d.held, count(*) as count
            from due d join papers p on p.appraisal_id = d.appraisal_id
            where d.working and p.kind <> 'hearing'
              and (p.kind not in ('self_evaluation', 'evaluation', 'part') or p.submitted_at is null)
            group by 1, 2
            union all
            select 'notes', d.held, count(*) from due d join appraisal_notes n on n.appraisal_id = d.appraisal_id
            where d.working group by 2
            union all
            select 'files', d.held, count(*) from due d join appraisal_notes n on n.appraisal_id = d.appraisal_id
            join note_files f on f.note_id = n.id where d.working group by 2
            union all
            select 'advices', d.held, count(*) from due d join advices v on v.appraisal_id = d.appraisal_id
            where d.working and v.body <> '' group by 2
            union all
            select 'answers', d.held, count(*) from due d join colleague_answers w on w.appraisal_id = d.appraisal_id
            where d.input group by 2
            union all
            select 'requests', d.held, count(*) from due d join colleague_requests q on q.appraisal_id = d.appraisal_id
            where d.input group by 2
            union all
            select 'appraisals', held, count(*) from due group by 2
            union all
            select 'leavers', false, count(*) from people p cross join retention_terms t
            where not p.active and p.anonymised_at is null
              and p.left_on <= $2 - make_interval(months => t.record_months)
            union all
            select 'undated', false, count(*) from people where not active and anonymised_at is null and left_on is null
            union all
            select 'holds', false, count(*) from legal_holds where lifted_at is null
        )
        select thing as "thing!", held as "held!", count as "count!" from found"#,
        now,
        today
    )
    .fetch_all(db)
    .await?;
    let mut preview = Preview::default();
    for row in rows {
        match (row.thing.as_str(), row.held) {
            ("appraisals", false) => preview.appraisals = row.count,
            ("appraisals", true) => preview.appraisals_held = row.count,
            ("leavers", _) => preview.leavers = row.count,
            ("undated", _) => preview.undated = row.count,
            ("holds", _) => preview.holds = row.count,
            (key, held) => {
                if let Some(thing) = Thing::from_key(key) {
                    let counts = if held {
                        &mut preview.held
                    } else {
                        &mut preview.due
                    };
                    counts.add(thing, row.count);
                }
            }
        }
    }
    Ok(preview)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "retention_run_kind", rename_all = "snake_case")]
pub enum RunKind {
    Purge,
    Anonymise,
}

/// One removal, as HR and the auditor read it.
pub struct Run {
    pub id: Uuid,
    pub kind: RunKind,
    pub at: OffsetDateTime,
    pub by: Option<String>,
    pub reason: String,
    pub people: i32,
    pub appraisals: i32,
    pub counts: Counts,
}

/// Earlier runs, newest first; one more than `limit` shows that there are more.
pub async fn past_runs(db: &PgPool, cursor: &Cursor, limit: i64) -> Result<Vec<Run>> {
    let at = cursor
        .at
        .as_ref()
        .and_then(|(micros, id)| Some((instant(micros)?, *id)));
    let back = cursor.back && at.is_some();
    let rows = sqlx::query!(
        r#"select r.id, r.kind as "kind: RunKind", r.at, p.name as "by?", r.reason, r.people, r.appraisals,
            r.counts as "counts: Json<Counts>"
           from retention_runs r left join people p on p.id = r.by_id
           where $1::timestamptz is null
              or case when $3 then (r.at, r.id) > ($1, $2) else (r.at, r.id) < ($1, $2) end
           order by case when $3 then r.at end, case when $3 then r.id end, r.at desc, r.id desc limit $4"#,
        at.map(|one| one.0),
        at.map(|one| one.1),
        back,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Run {
            id: row.id,
            kind: row.kind,
            at: row.at,
            by: row.by,
            reason: row.reason,
            people: row.people,
            appraisals: row.appraisals,
            counts: row.counts.0,
        })
        .collect())
}

/// An instant as a place in a list.
pub fn micros(at: OffsetDateTime) -> String {
    (at.unix_timestamp_nanos() / 1000).to_string()
}

pub fn instant(micros: &str) -> Option<OffsetDateTime> {
    let nanos = micros.parse::<i128>().ok()?.checked_mul(1000)?;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()
}

/// Writes a run down, or adds the next step of one.
pub async fn note(tx: &mut PgConnection, run: &Noted<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into retention_runs (id, kind, at, by_id, reason, people, appraisals, counts) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do update set appraisals = excluded.appraisals, counts = excluded.counts",
        run.id,
        run.kind as RunKind,
        now,
        run.by.map(|by| by.0),
        run.reason,
        run.people,
        run.appraisals,
        Json(run.counts) as _
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub struct Noted<'a> {
    pub id: Uuid,
    pub kind: RunKind,
    pub by: Option<PersonId>,
    pub reason: &'a str,
    pub people: i32,
    pub appraisals: i32,
    pub counts: &'a Counts,
}
