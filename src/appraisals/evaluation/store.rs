//! What stands beside an evaluation, in one query; marking it as opened; putting a corrected one in
//! the place of a submitted one.

use rust_decimal::Decimal;
use serde::Deserialize;
use sqlx::{PgPool, PgTransaction, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rules::{Evaluation, outcome};
use crate::{
    access::{Action, Relation, policy},
    appraisals::{
        Seen, explanation,
        papers::{self, Paper, PaperKind},
        self_evaluation::SelfEvaluation,
    },
    cycles::grades::Scheme,
    ground::ids::PersonId,
    history,
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
}

/// What stands on the desk of whoever writes or reads this kind of evaluation.
pub async fn desk(db: &PgPool, seen: &Seen, written: PaperKind) -> Result<Desk> {
    let kinds = papers::readable(seen, &[written, PaperKind::SelfEvaluation]);
    let compares = seen.is(Relation::Superior) || seen.is(Relation::Hr);
    // The superior of today need not be a party of earlier appraisals: this one line of each, total
    // and grade, is theirs to see beside the scores (DESIGN, section 3).
    let rows = sqlx::query!(
        r#"select f.earlier as "earlier: Json<Vec<Earlier>>", p.kind as "kind?: PaperKind", p.author_id as "author_id?", p.body as "body?", p.version as "version?",
            p.updated_at as "updated_at?", p.submitted_at
           from (
               select jsonb_agg(e order by e.ends_on desc) as earlier from (
                   select a.id, c.name as cycle, c.ends_on, a.total::text as total, a.grade, s.definition as scheme,
                       exists (select from parties r where r.appraisal_id = a.id and r.person_id = $4 and r.relation = any($5)) as open
                   from appraisals me
                   join cycles mine on mine.id = me.cycle_id
                   join appraisals a on a.appraisee_id = me.appraisee_id and a.id <> me.id
                   join cycles c on c.id = a.cycle_id and c.ends_on <= mine.ends_on
                   join schemes s on s.id = c.scheme_id
                   where me.id = $1 and $3 and a.released_at is not null and a.total is not null
                   order by c.ends_on desc limit 3
               ) e
           ) f
           left join papers p on p.appraisal_id = $1 and p.kind = any($2) and (p.kind <> 'part' or p.slot = $4)
               and (p.kind <> 'self_evaluation' or p.submitted_at is not null or p.author_id = $4)"#,
        seen.appraisal.id.0,
        kinds as Vec<PaperKind>,
        compares,
        seen.viewer.id.0,
        policy::rule(Action::ReadResult).who as &[Relation]
    )
    .fetch_all(db)
    .await?;
    let mut desk = Desk::default();
    for row in rows {
        if desk.earlier.is_empty() {
            desk.earlier = row.earlier.map(|earlier| earlier.0).unwrap_or_default();
        }
        let (Some(kind), Some(author), Some(body), Some(version), Some(updated_at)) = (
            row.kind,
            row.author_id,
            row.body,
            row.version,
            row.updated_at,
        ) else {
            continue;
        };
        let paper = Paper {
            kind,
            step: 0,
            author: PersonId(author),
            body,
            version,
            updated_at,
            submitted_at: row.submitted_at,
        };
        if kind == written {
            desk.evaluation = Some(paper.read()?);
        } else {
            desk.own = Some(paper.read()?);
        }
    }
    Ok(desk)
}

/// The appraisee opens the result for the first time: from here on it cannot be taken back.
pub async fn mark_opened(db: &PgPool, seen: &Seen, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.begin().await?;
    let opened = sqlx::query!(
        "update appraisals set opened_at = $3, version = version + 1
         where id = $1 and appraisee_id = $2 and opened_at is null and released_at is not null",
        seen.appraisal.id.0,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    // two tabs, or a take-back in between: only one of them happened
    if opened.rows_affected() == 1 {
        history::append(
            &mut tx,
            seen.appraisal.id.0,
            Some(seen.viewer.id),
            "result_opened",
            &(),
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The superior has looked at what a calibration session changed.
pub async fn mark_calibration_read(db: &PgPool, seen: &Seen, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update calibration_members m set read_at = $2
         from calibrations c
         where m.appraisal_id = $1 and m.read_at is null and c.id = m.calibration_id and c.status = 'applied'",
        seen.appraisal.id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a corrected evaluation in the place of the submitted one and keeps both for ever. Whoever
/// calls it has asked the policy, holds the appraisal's row in this transaction, and audits it.
pub async fn correct(
    tx: &mut PgTransaction<'_>,
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
    .fetch_optional(&mut **tx)
    .await?;
    version.ok_or(Error::Conflict)
}
