//! Moving appraisals from stage to stage: the one statement that does it, for one and for many. What a step sets and
//! takes back stands in [`lifecycle::MOVES`](super::lifecycle::MOVES).

use std::collections::HashSet;

use rust_decimal::Decimal;
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

use super::{
    Seen,
    lifecycle::{Allowed, Mark, Move},
};
use crate::{
    access::Stage,
    audit::{Change, Event},
    ground::ids::{AppraisalId, PersonId},
    web::{Error, Result},
};

/// What a step brings along beside the stage.
#[derive(Debug, Clone, Default)]
pub struct StepEffects {
    /// A new result: total, index of the grade's band, multiplier.
    pub result: Option<(Decimal, i16, Decimal)>,
    /// Whether a submitted evaluation needs no review by HR.
    pub approved: bool,
    /// Last day to open a dispute.
    pub dispute_until: Option<Date>,
    /// The day by which the new stage is to be left, where the cycle does not say.
    pub due_on: Option<Date>,
    pub withdrawal: Option<Withdrawal>,
    /// Why work is given back.
    pub return_reason: Option<String>,
    pub on_behalf: Option<OnBehalf>,
}

#[derive(Debug, Clone)]
pub struct Withdrawal {
    pub kind: &'static str,
    pub reason: String,
}

/// Who did the employee's step for them, why, and what is known of the employee's view.
#[derive(Debug, Clone)]
pub struct OnBehalf {
    pub by: PersonId,
    pub reason: String,
    pub text: String,
}

impl StepEffects {
    fn effects(&self, mark: Mark) -> bool {
        match mark {
            Mark::Result => self.result.is_some(),
            Mark::Approved => self.approved,
            Mark::DisputeUntil => self.dispute_until.is_some(),
            Mark::Withdrawal => self.withdrawal.is_some(),
            Mark::ReturnReason => self.return_reason.is_some(),
            Mark::OnBehalf => self.on_behalf.is_some(),
            _ => false,
        }
    }

    /// Whether it is what the line of the step says: nothing lacks that the step sets, and nothing comes that it does not.
    fn fits(&self, line: &Move) -> bool {
        Mark::ALL.into_iter().all(|mark| {
            if line.sets.contains(&mark) && mark.is_brought() {
                self.effects(mark)
            } else {
                !self.effects(mark) || line.sets.contains(&mark) || line.may.contains(&mark)
            }
        })
    }
}

/// One row that a step moves, as it was read.
#[derive(Debug, Clone)]
pub struct Moving<'a> {
    pub id: AppraisalId,
    pub version: i32,
    pub allowed: Allowed,
    /// The day that the cycle sets for the stage to come.
    pub due: Option<Date>,
    pub effects: StepEffects,
    /// The event of the step.
    pub event: Event<'a>,
}

/// Locks the appraisal's row, so that what is read and written after it belongs together. A conflict
/// where the row is no longer the one that the viewer was shown.
pub async fn hold(tx: &mut PgConnection, seen: &Seen) -> Result<()> {
    let held = sqlx::query_scalar!(
        "select version from appraisals where id = $1 for no key update",
        seen.appraisal.id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if held == seen.appraisal.version {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Takes a step that the table has allowed, with its audit event. A conflict where the row is no longer the one that
/// the viewer read.
pub async fn advance(
    change: &mut Change,
    seen: &Seen,
    allowed: Allowed,
    effects: StepEffects,
    event: Event<'_>,
) -> Result<()> {
    let moving = Moving {
        id: seen.appraisal.id,
        version: seen.appraisal.version,
        allowed,
        due: seen.appraisal.cycle.due(allowed.to()),
        effects,
        event,
    };
    let moved = advance_many(change, &[moving]).await?;
    if moved.is_empty() {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// The same for many that take one step at once, in as many statements as for one: those that are still at the
/// version that was read move, each with its audit event, and are named in the answer.
///
/// # Errors
/// Where the rows take different steps, or bring something else than their step sets, or the event of another step.
pub async fn advance_many(
    change: &mut Change,
    rows: &[Moving<'_>],
) -> Result<HashSet<AppraisalId>> {
    let Some(line) = rows.first().map(|row| row.allowed.line()) else {
        return Ok(HashSet::new());
    };
    let step = line.step;
    if rows.iter().any(|row| row.allowed.line().step != step) {
        return Err(anyhow::anyhow!("rows that do not all take the step {step:?}").into());
    }
    if rows.iter().any(|row| !row.effects.fits(line)) {
        return Err(anyhow::anyhow!("{step:?} with other effects than its line says").into());
    }
    if rows.iter().any(|row| row.event.kind() != step.kind()) {
        return Err(anyhow::anyhow!("{step:?} with the event of another step").into());
    }
    let moved = update(change, line, rows).await?;
    let events: Vec<_> = rows
        .iter()
        .filter(|row| moved.contains(&row.id))
        .map(|row| (row.id.0, row.event.clone()))
        .collect();
    change.record_many(&events).await?;
    Ok(moved)
}

async fn update(
    change: &mut Change,
    line: &Move,
    rows: &[Moving<'_>],
) -> Result<HashSet<AppraisalId>> {
    let effects = || rows.iter().map(|row| &row.effects);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let versions: Vec<i32> = rows.iter().map(|row| row.version).collect();
    let due: Vec<Option<Date>> = rows.iter().map(|r| r.effects.due_on.or(r.due)).collect();
    let approved: Vec<bool> = effects().map(|one| one.approved).collect();
    let dispute_until: Vec<Option<Date>> = effects().map(|one| one.dispute_until).collect();
    let total: Vec<Option<Decimal>> = effects().map(|e| e.result.map(|one| one.0)).collect();
    let grade: Vec<Option<i16>> = effects().map(|e| e.result.map(|one| one.1)).collect();
    let multiplier: Vec<Option<Decimal>> = effects().map(|e| e.result.map(|one| one.2)).collect();
    let ends = || effects().map(|one| one.withdrawal.as_ref());
    let withdrawn_as: Vec<Option<&str>> = ends().map(|end| end.map(|end| end.kind)).collect();
    let withdrawn_reason: Vec<Option<&str>> =
        ends().map(|end| end.map(|end| &*end.reason)).collect();
    let return_reason: Vec<Option<&str>> = effects().map(|e| e.return_reason.as_deref()).collect();
    let on_behalf = || effects().map(|one| one.on_behalf.as_ref());
    let behalf_by: Vec<Option<Uuid>> = on_behalf().map(|one| one.map(|one| one.by.0)).collect();
    let behalf_reason: Vec<Option<&str>> =
        on_behalf().map(|one| one.map(|one| &*one.reason)).collect();
    let behalf_text: Vec<Option<&str>> = on_behalf().map(|one| one.map(|one| &*one.text)).collect();
    let keys = |marks: &[Mark]| marks.iter().map(|mark| mark.key().to_owned()).collect();
    let (sets, clears): (Vec<String>, Vec<String>) = (keys(line.sets), keys(line.clears));
    let moved = sqlx::query_scalar!(
        r#"update appraisals a set
            version = a.version + 1,
            stage = $1,
            stage_since = case when a.stage = $1 then a.stage_since else $2 end,
            due_on = case when a.stage = $1 then a.due_on else g.due_on end,
            self_submitted_at = case when 'self_submitted' = any($3::text[]) then $2
                when 'self_submitted' = any($4::text[]) then null else a.self_submitted_at end,
            self_skipped = 'self_skipped' = any($3) or (a.self_skipped and 'self_skipped' <> all($4)),
            behalf_by = case when 'on_behalf' <> all($4) then coalesce(g.behalf_by, a.behalf_by) end,
            behalf_reason = case when 'on_behalf' <> all($4) then coalesce(g.behalf_reason, a.behalf_reason) end,
            behalf_text = case when 'on_behalf' <> all($4) then coalesce(g.behalf_text, a.behalf_text) end,
            evaluated_at = case when 'evaluated' = any($3) then $2 when 'evaluated' = any($4) then null else a.evaluated_at end,
            approved_at = case when 'approved' = any($3) or g.approved then $2 when 'approved' = any($4) then null
                else a.approved_at end,
            released_at = case when 'released' = any($3) then $2 when 'released' = any($4) then null else a.released_at end,
            opened_at = case when 'opened' = any($3) then $2 when 'opened' = any($4) then null else a.opened_at end,
            early_consent_at = case when 'early_consent' = any($3) then $2 when 'early_consent' = any($4) then null
                else a.early_consent_at end,
            interviewed_at = case when 'interviewed' = any($3) then $2 when 'interviewed' = any($4) then null
                else a.interviewed_at end,
            signed_off_at = case when 'signed_off' = any($3) then $2 when 'signed_off' = any($4) then null
                else a.signed_off_at end,
            concluded_at = case when 'concluded' = any($3) then $2 when 'concluded' = any($4) then null
                else a.concluded_at end,
            dispute_until = case when 'dispute_until' <> all($4) then coalesce(g.dispute_until, a.dispute_until) end,
            provisional = 'provisional' = any($3) or (a.provisional and 'provisional' <> all($4)),
            total = case when 'result' <> all($4) then coalesce(g.total, a.total) end,
            grade = case when 'result' <> all($4) then coalesce(g.grade, a.grade) end,
            multiplier = case when 'result' <> all($4) then coalesce(g.multiplier, a.multiplier) end,
            withdrawn_as = case when 'withdrawal' <> all($4) then coalesce(g.withdrawn_as, a.withdrawn_as) end,
            withdrawn_reason = case when 'withdrawal' <> all($4) then coalesce(g.withdrawn_reason, a.withdrawn_reason) end,
            return_reason = g.return_reason
           from unnest($6::uuid[], $7::int[], $8::date[], $9::bool[], $10::date[], $11::numeric[], $12::smallint[], $13::numeric[],
               $14::text[], $15::text[], $16::text[], $17::uuid[], $18::text[], $19::text[])
               as g (id, version, due_on, approved, dispute_until, total, grade, multiplier, withdrawn_as, withdrawn_reason,
                   return_reason, behalf_by, behalf_reason, behalf_text)
           where a.id = g.id and a.version = g.version and a.stage = any($5)
           returning a.id"#,
        line.to as Stage,
        change.now(),
        &sets,
        &clears,
        line.from as &[Stage],
        &ids,
        &versions,
        &due as &[Option<Date>],
        &approved,
        &dispute_until as &[Option<Date>],
        &total as &[Option<Decimal>],
        &grade as &[Option<i16>],
        &multiplier as &[Option<Decimal>],
        &withdrawn_as as &[Option<&str>],
        &withdrawn_reason as &[Option<&str>],
        &return_reason as &[Option<&str>],
        &behalf_by as &[Option<Uuid>],
        &behalf_reason as &[Option<&str>],
        &behalf_text as &[Option<&str>]
    )
    .fetch_all(&mut **change)
    .await?;
    Ok(moved.into_iter().map(AppraisalId).collect())
}
