//! What stands beside an evaluation, in one query; marking it as opened; putting a corrected one in
//! the place of a submitted one.

use rust_decimal::Decimal;
use serde::Deserialize;
use sqlx::{PgConnection, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    queue::{One, Standing},
    related as beside,
    related::{Concluded, Past},
    rules::{Evaluation, Part, outcome},
    side::{Given, Side},
};
use crate::{
    access::{Action, Relation, policy},
    app::App,
    appraisals::{
        Seen,
        papers::{self, Paper, PaperKind},
    },
    audit::{Event, Reach},
    evaluations::{explanation, self_evaluation::SelfEvaluation},
    forms::grades::Scheme,
    ground::ids::PersonId,
    scoring::breakdown::Breakdown,
    web::{Error, Result},
};

/// The result of an earlier cycle.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    pub id: Uuid,
    /// Whether the viewer is party to it and may open how it came about.
    pub open: bool,
    pub cycle: String,
    pub total: Decimal,
    pub grade: usize,
    pub scheme: Scheme,
}

/// Everything that the page of an evaluation needs beside the appraisal itself.
#[derive(Debug, Default)]
pub struct Desk {
    pub evaluation: Option<Paper<Evaluation>>,
    pub own: Option<Paper<SelfEvaluation>>,
    /// The last three released results of the same person, newest first; for superior and HR.
    pub earlier: Vec<Earlier>,
    /// The points of the same indicators in earlier cycles.
    pub past: Vec<Past>,
    /// The further superiors with what they have submitted; to nobody but the direct superior who writes.
    pub parts: Vec<Part>,
    /// Everybody of the cycle to whom the viewer is what they are here, in the order of the list by name.
    pub queue: Vec<One>,
    /// The explanation of the result as it was kept; none for whoever may not know the result.
    pub kept: Option<Breakdown>,
}

#[derive(Debug, Deserialize)]
struct Sheet {
    kind: PaperKind,
    author: uuid::Uuid,
    body: serde_json::Value,
    version: i32,
    #[serde(with = "time::serde::rfc3339")]
    updated_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    submitted_at: Option<OffsetDateTime>,
}

impl From<Sheet> for Paper<serde_json::Value> {
    fn from(sheet: Sheet) -> Self {
        Self {
            kind: sheet.kind,
            step: 0,
            author: PersonId(sheet.author),
            body: sheet.body,
            version: sheet.version,
            updated_at: sheet.updated_at,
            submitted_at: sheet.submitted_at,
        }
    }
}

/// How many cycles back.
const CYCLES: i64 = 3;
/// More than anybody is the superior of.
const MOST: i64 = 1000;

/// What stands on the desk of whoever writes or reads this side of an evaluation.
pub async fn desk(db: &PgPool, seen: &Seen, side: Side) -> Result<Desk> {
    let kinds = papers::readable(seen, &[side.paper(), PaperKind::SelfEvaluation]);
    let compares = seen.is(Relation::Superior) || seen.is(Relation::Hr);
    let scores = [Action::WriteEvaluation, Action::WritePart, Action::Approve];
    let parts = side == Side::Whole && seen.can(Action::WriteEvaluation);
    // The superior of today need not be a party of earlier appraisals: one line of each, total and
    // grade, is theirs to see beside the scores (DESIGN, section 3). Single points are not, unless they
    // may read that result as what they are to it.
    let row = sqlx::query!(
        r#"select
            (select coalesce(json_agg(json_build_object('kind', p.kind, 'author', p.author_id, 'body', p.body,
                    'version', p.version, 'updated_at', p.updated_at, 'submitted_at', p.submitted_at)), '[]')
                from papers p where p.appraisal_id = $1 and p.kind = any($2) and (p.kind <> 'part' or p.slot = $3)
                  and (p.kind <> 'self_evaluation' or p.submitted_at is not null or p.author_id = $3)
            ) as "papers!: Json<Vec<Sheet>>",
            (select coalesce(jsonb_agg(e order by e.ends_on desc), '[]') from (
                select a.id, c.name as cycle, c.ends_on, a.total::text as total, a.grade, s.definition as scheme,
                    exists (select from parties r where r.appraisal_id = a.id and r.person_id = $3 and r.relation = any($18)) as open
                from appraisals a
                join cycles c on c.id = a.cycle_id and c.ends_on <= $5
                join schemes s on s.id = c.scheme_id
                where $6 and a.appraisee_id = $4 and a.id <> $1 and a.released_at is not null and a.total is not null
                order by c.ends_on desc limit $7) e
            ) as "earlier!: Json<Vec<Earlier>>",
            (select coalesce(json_agg(e order by e.ends_on desc), '[]') from (
                select c.name as cycle, c.ends_on, f.definition as form, q.body, r.relations
                from appraisals a
                join lateral (
                    select array_agg(relation) as relations from parties where appraisal_id = a.id and person_id = $3
                ) r on r.relations is not null
                join cycles c on c.id = a.cycle_id and c.ends_on <= $5
                join forms f on f.id = coalesce(a.form_id, c.form_id)
                join papers q on q.appraisal_id = a.id and q.kind = 'evaluation' and q.submitted_at is not null
                where $8 and a.appraisee_id = $4 and a.id <> $1 and a.stage = 'concluded'
                order by c.ends_on desc limit $7) e
            ) as "past!: Json<Vec<Concluded>>",
            (select coalesce(json_agg(json_build_object('person', t.person_id, 'name', p.name, 'share', t.share::text, 'body', q.body)
                    order by t.share desc, p.name, p.id), '[]')
                from appraisal_superiors t
                join people p on p.id = t.person_id
                left join papers q on q.appraisal_id = t.appraisal_id and q.kind = 'part' and q.slot = t.person_id
                    and q.submitted_at is not null
                where $9 and t.appraisal_id = $1 and t.person_id not in ($4, $10)
            ) as "parts!: Json<Vec<Given>>",
            (select coalesce(json_agg(e order by lower(e.name), e.id), '[]') from (
                select a.id, n.name, a.stage, q.version is not null as written, q.submitted_at is not null as submitted
                from parties p
                join appraisals a on a.id = p.appraisal_id
                join people n on n.id = a.appraisee_id
                left join papers q on q.appraisal_id = a.id and q.kind = $13 and q.slot = $14
                where $11 and p.person_id = $3 and p.relation = $12 and a.cycle_id = $15 and a.stage <> 'withdrawn'
                order by lower(n.name), a.id limit $16) e
            ) as "pile!: Json<Vec<Standing>>",
            (select body from results where appraisal_id = $1 and $17 order by no desc limit 1) as "kept: Json<Breakdown>""#,
        seen.appraisal.id.0,
        kinds as Vec<PaperKind>,
        seen.viewer.id.0,
        seen.appraisal.appraisee.id.0,
        seen.appraisal.cycle.ends_on,
        compares,
        CYCLES,
        scores.iter().any(|action| seen.can(*action)),
        parts,
        seen.appraisal.superior.id.0,
        side.goes_through(seen),
        side.relation() as _,
        side.paper() as _,
        side.slot(seen),
        seen.appraisal.cycle.id.0,
        MOST,
        seen.result().is_some(),
        policy::rule(Action::ReadResult).who as &[Relation]
    )
    .fetch_one(db)
    .await?;
    let mut desk = Desk {
        earlier: row.earlier.0,
        past: beside::readable(row.past.0),
        parts: row.parts.0.into_iter().map(Part::from).collect(),
        queue: row.pile.0.into_iter().map(One::from).collect(),
        kept: row.kept.map(|kept| kept.0),
        ..Desk::default()
    };
    for sheet in row.papers.0 {
        let paper = Paper::from(sheet);
        if paper.kind == side.paper() {
            desk.evaluation = Some(paper.read()?);
        } else {
            desk.own = Some(paper.read()?);
        }
    }
    Ok(desk)
}

/// The appraisee opens the result for the first time: from here on it cannot be taken back.
pub async fn mark_opened(app: &App, seen: &Seen) -> Result<()> {
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let opened = sqlx::query!(
        "update appraisals set opened_at = $3, version = version + 1
         where id = $1 and appraisee_id = $2 and opened_at is null and released_at is not null",
        seen.appraisal.id.0,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *change)
    .await?;
    // two tabs, or a take-back in between: only one of them happened
    if opened.rows_affected() == 1 {
        change
            .record(seen.appraisal.id, Event::ResultOpened {})
            .await?;
    }
    change.commit().await?;
    Ok(())
}

/// The superior has looked at what a calibration session changed.
pub async fn mark_calibration_read(app: &App, seen: &Seen) -> Result<()> {
    let unread = sqlx::query_scalar!(
        r#"select exists (select from calibration_members m join calibrations c on c.id = m.calibration_id and c.status = 'applied'
               where m.appraisal_id = $1 and m.read_at is null) as "unread!""#,
        seen.appraisal.id.0
    )
    .fetch_one(&app.db)
    .await?;
    if !unread {
        return Ok(());
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    sqlx::query!(
        "update calibration_members m set read_at = $2
         from calibrations c
         where m.appraisal_id = $1 and m.read_at is null and c.id = m.calibration_id and c.status = 'applied'",
        seen.appraisal.id.0,
        change.now()
    )
    .execute(&mut *change)
    .await?;
    change.touch(Reach::Appraisal(seen.appraisal.id.0));
    Ok(change.commit().await?)
}

/// Puts a corrected evaluation in the place of the submitted one and keeps both for ever. Whoever
/// calls it has asked the policy, holds the appraisal's row in this transaction, and audits it.
pub async fn correct(
    tx: &mut PgConnection,
    seen: &Seen,
    read_at: i32,
    corrected: &Evaluation,
    now: OffsetDateTime,
) -> Result<i32> {
    let body = serde_json::to_value(corrected)?;
    let cycle = &seen.appraisal.cycle;
    let after = outcome(&cycle.form, &cycle.scheme, corrected);
    explanation::keep(tx, seen, &after, now).await?;
    let version = sqlx::query_scalar!(
        r#"with paper as (
               update papers set body = $2, version = version + 1, updated_at = $5, submitted_at = $5
               where appraisal_id = $1 and kind = 'evaluation' and version = $3 and submitted_at is not null
               returning id, version
           )
           insert into submissions (paper_id, version, author_id, body, submitted_at)
           select id, version, $4, $2, $5 from paper
           returning version"#,
        seen.appraisal.id.0,
        body,
        read_at,
        seen.viewer.id.0,
        now
    )
    .fetch_optional(&mut *tx)
    .await?;
    version.ok_or(Error::Conflict)
}
