//! Actual figures of appraisals: read, kept many at once, taken away.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use sqlx::{PgConnection, PgExecutor, PgPool};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rules::Figure;
use crate::{
    access::{Action, Stage, policy},
    appraisals::Seen,
    audit::{Change, Event, FigureChange},
    ground::{decimals::plain, ids::PersonId},
    web::{Error, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "actual_source", rename_all = "snake_case")]
pub enum Source {
    Hand,
    File,
    Api,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Actual {
    pub item: String,
    pub period: String,
    pub ends_on: Date,
    pub actual: Decimal,
    pub note: String,
    pub source: Source,
    #[serde(with = "time::serde::rfc3339")]
    pub recorded_at: OffsetDateTime,
    /// The person, or the name of the token.
    pub by: String,
    #[serde(default)]
    pub recorded_by: Option<PersonId>,
    pub version: i32,
}

/// All figures of an appraisal, the latest first. Whoever may read its goals may read these.
pub async fn of(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Vec<Actual>> {
    if !seen.can(Action::ReadActuals) {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Actual,
        r#"select a.item, a.period, a.ends_on, a.actual, a.note, a.source as "source: Source", a.recorded_at,
            coalesce(p.name, t.name) as "by!", a.recorded_by as "recorded_by: PersonId", a.version
           from actuals a left join people p on p.id = a.recorded_by left join api_tokens t on t.id = a.token_id
           where a.appraisal_id = $1
           order by a.ends_on desc, a.recorded_at desc, a.item"#,
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?)
}

/// The figure of the latest period.
#[must_use]
pub fn latest<'a>(figures: &'a [Actual], item: &str) -> Option<&'a Actual> {
    figures
        .iter()
        .filter(|figure| figure.item == item)
        .max_by_key(|figure| (figure.ends_on, figure.recorded_at))
}

/// Who records, and how.
#[derive(Debug, Clone, Copy)]
pub enum Recorder {
    Hand(PersonId),
    /// The employee's own figure, which takes the place of nobody else's.
    Proposal(PersonId),
    File(PersonId),
    Token(Uuid),
}

impl Recorder {
    fn parts(self) -> (Source, Option<PersonId>, Option<Uuid>) {
        match self {
            Self::Hand(person) | Self::Proposal(person) => (Source::Hand, Some(person), None),
            Self::File(person) => (Source::File, Some(person), None),
            Self::Token(token) => (Source::Api, None, Some(token)),
        }
    }

    /// While which the figures are taken.
    fn stages(self) -> &'static [Stage] {
        policy::rule(match self {
            Self::Proposal(_) => Action::ProposeActuals,
            Self::Hand(_) | Self::File(_) | Self::Token(_) => Action::RecordActuals,
        })
        .when
    }

    /// Whether a figure may take the place of one by `before`.
    fn may_replace(self, before: Option<PersonId>) -> bool {
        match self {
            Self::Proposal(person) => before == Some(person),
            Self::Hand(_) | Self::File(_) | Self::Token(_) => true,
        }
    }
}

/// What became of the figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// A figure that is there already.
struct Earlier {
    actual: Decimal,
    note: String,
    version: i32,
    by: Option<PersonId>,
}

/// Keeps figures of any number of appraisals, all or none: what stands there already with the same
/// value is left alone. The appraisals are locked, so that none leaves its stage meanwhile; each gets
/// one event. `read_at` is the version of a single figure that a form was read at (0: there was none).
pub async fn keep(
    change: &mut Change,
    figures: &[Figure],
    recorder: Recorder,
    read_at: Option<i32>,
    now: OffsetDateTime,
) -> Result<Kept> {
    let mut ids: Vec<Uuid> = figures.iter().map(|figure| figure.appraisal).collect();
    ids.sort_unstable();
    ids.dedup();
    let open = sqlx::query_scalar!(
        "select a.id from appraisals a where a.id = any($1) and a.stage = any($2)
           and not exists (select from papers e join submissions s on s.paper_id = e.id
               where e.appraisal_id = a.id and e.kind = 'evaluation')
         order by a.id for no key update",
        &ids,
        recorder.stages() as &[Stage]
    )
    .fetch_all(&mut **change)
    .await?;
    if open.len() != ids.len() {
        return Err(Error::Conflict);
    }
    let rows = serde_json::to_value(figures)?;
    let mut earlier: BTreeMap<(Uuid, String, String), Earlier> = sqlx::query!(
        r#"select a.appraisal_id, a.item, a.period, a.actual, a.note, a.version, a.recorded_by as "by: PersonId" from actuals a
         join jsonb_to_recordset($1) as w (appraisal uuid, item text, period text)
           on w.appraisal = a.appraisal_id and w.item = a.item and w.period = a.period"#,
        &rows
    )
    .fetch_all(&mut **change)
    .await?
    .into_iter()
    .map(|row| {
        let figure = Earlier {
            actual: row.actual,
            note: row.note,
            version: row.version,
            by: row.by,
        };
        ((row.appraisal_id, row.item, row.period), figure)
    })
    .collect();
    let mut kept = Kept::default();
    let mut writes: Vec<&Figure> = Vec::new();
    let mut told: BTreeMap<Uuid, Vec<FigureChange>> = BTreeMap::new();
    for figure in figures {
        let key = (figure.appraisal, figure.item.clone(), figure.period.clone());
        let before = earlier.remove(&key);
        if let Some(read_at) = read_at
            && read_at != before.as_ref().map_or(0, |before| before.version)
        {
            return Err(Error::Conflict);
        }
        if before
            .as_ref()
            .is_some_and(|before| !recorder.may_replace(before.by))
        {
            return Err(Error::Conflict);
        }
        match &before {
            Some(before) if before.actual == figure.actual && before.note == figure.note => {
                kept.unchanged += 1;
                continue;
            }
            Some(_) => kept.changed += 1,
            None => kept.added += 1,
        }
        told.entry(figure.appraisal)
            .or_default()
            .push(FigureChange {
                item: figure.item.clone(),
                period: figure.period.clone(),
                before: before.map(|before| plain(before.actual)),
                after: plain(figure.actual),
            });
        writes.push(figure);
    }
    if writes.is_empty() {
        return Ok(kept);
    }
    let (source, person, token) = recorder.parts();
    sqlx::query!(
        "insert into actuals (appraisal_id, item, goal_key, period, ends_on, actual, note, source, recorded_at, recorded_by, token_id)
         select w.appraisal, w.item, w.goal_key, w.period, w.ends_on, w.actual, w.note, $2, $3, $4, $5
         from jsonb_to_recordset($1) as w (appraisal uuid, item text, goal_key text, period text, ends_on date, actual numeric, note text)
         on conflict (appraisal_id, item, period) do update set actual = excluded.actual, note = excluded.note,
            source = excluded.source, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
            token_id = excluded.token_id, version = actuals.version + 1",
        serde_json::to_value(&writes)?,
        source as Source,
        now,
        person.map(|person| person.0),
        token
    )
    .execute(&mut **change)
    .await?;
    let events: Vec<_> = told
        .iter()
        .map(|(appraisal, figures)| {
            let source = serde_json::json!(source);
            (
                *appraisal,
                Event::ActualsRecorded {
                    source,
                    token,
                    figures,
                },
            )
        })
        .collect();
    change.record_many(&events).await?;
    Ok(kept)
}

/// Takes a figure away that should never have been there.
pub async fn remove(
    tx: &mut PgConnection,
    seen: &Seen,
    item: &str,
    period: &str,
    version: i32,
) -> Result<Decimal> {
    // whoever only proposes takes away what they proposed
    let only_by = (!seen.can(Action::RecordActuals)).then_some(seen.viewer.id.0);
    sqlx::query_scalar!(
        "delete from actuals where appraisal_id = $1 and item = $2 and period = $3 and version = $4
            and ($5::uuid is null or recorded_by = $5) returning actual",
        seen.appraisal.id.0,
        item,
        period,
        version,
        only_by
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::Conflict)
}

/// The goals of one appraisal by key and title, those of earlier versions last; and whether an
/// evaluation was ever submitted.
pub async fn goals(db: &PgPool, seen: &Seen) -> Result<(Vec<(String, String, bool)>, bool)> {
    let rows = sqlx::query!(
        r#"select g.key as "key?", g.title as "title?", g.retired_at is not null as "retired!",
            exists (select from papers e join submissions s on s.paper_id = e.id
                where e.appraisal_id = $1 and e.kind = 'evaluation') as "evaluated!"
           from (select) one left join goals g on g.appraisal_id = $1
           order by g.retired_at is not null, g.position"#,
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?;
    let evaluated = rows.iter().any(|row| row.evaluated);
    let goals = rows
        .into_iter()
        .filter_map(|row| Some((row.key?, row.title?, row.retired)))
        .collect();
    Ok((goals, evaluated))
}
