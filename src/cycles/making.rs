//! The launch as background work: keep who stands where, make the appraisals a few thousand at a time with
//! the first event of each chain, then set the cycle running. Every step may be done twice.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

use super::{
    choice,
    rules::{DEADLINES, Terms, own_forms::own_form},
    shifts, states,
    store::{self, Status},
};
use crate::{
    access::Stage,
    app::App,
    audit::{Change, Event},
    bulk, calendar,
    ground::ids::CycleId,
    jobs::{self, Doing, Job, Step},
    people::Level,
    web::Result,
};

/// So many appraisals in one transaction: about half a second of work.
const BATCH: i64 = 4_000;

/// What the job is told, and where it is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Launch {
    pub cycle: CycleId,
    /// The last member that was looked at; none before the members are kept.
    pub after: Option<i64>,
}

/// One step of a launch.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let Launch { cycle, after } = job.state()?;
        let mut change = app.change(job.actor).await?;
        let now = change.now();
        if states::share(&mut change, cycle).await? != Status::Launching {
            // cancelled meanwhile
            return Ok(Step::Done);
        }
        let place = |after| {
            jobs::told(&Launch {
                cycle,
                after: Some(after),
            })
        };
        let found = store::load(&mut *change, cycle, app.clock.today(&app.settings.zone)).await?;
        let Some(after) = after else {
            let total = keep(&mut change, cycle).await?;
            start_late(&mut change, cycle, &found.terms).await?;
            jobs::mark(&mut change, &job, 0, total, Some(&place(0)?)).await?;
            change.commit().await?;
            return Ok(Step::More);
        };
        let first = First::of(&found.terms);
        let made = make(&mut change, cycle, after, &first).await?;
        if let Some(last) = made.last {
            if after == 0 {
                // pages must not go on with plans for a table that was nearly empty
                weigh(&mut change).await?;
            }
            let done = job.done + made.looked_at;
            jobs::mark(&mut change, &job, done, job.total, Some(&place(last)?)).await?;
            change.commit().await?;
            return Ok(Step::More);
        }
        states::running(&mut change, cycle, now).await?;
        let counted = outcome(&mut change, cycle).await?;
        let event = Event::CycleLaunched {
            cycle: cycle.0,
            name: &found.terms.name,
            appraisals: counted.appraisals,
            left_out: counted.left_out,
        };
        change.record_company(event).await?;
        weigh(&mut change).await?;
        jobs::mark(&mut change, &job, job.done, job.total, None).await?;
        change.commit().await?;
        Ok(Step::Done)
    })
}

/// The stage in which an appraisal begins, and its deadline.
pub(super) struct First {
    stage: Stage,
    name: &'static str,
    due: Date,
}

impl First {
    pub fn of(terms: &Terms) -> Self {
        let (stage, name) = if terms.with_goals {
            (Stage::Goals, DEADLINES[0])
        } else {
            (Stage::SelfEvaluation, DEADLINES[1])
        };
        Self {
            stage,
            name,
            due: terms.first_due(),
        }
    }
}

/// Keeps where everybody stands now; how many get an appraisal.
async fn keep(tx: &mut PgConnection, cycle: CycleId) -> Result<i64> {
    bulk::longer(tx).await?;
    Ok(sqlx::query_scalar!(
        r#"with kept as (
               insert into cycle_members (cycle_id, person_id, place, department_id, position, level, superior_id,
                   next_superior_id, facilitator_id, reason)
               select $1, person_id, place, department_id, position, level, superior_id, next_superior_id, facilitator_id,
                   coalesce(exempt_reason, include_reason, '')
               from cycle_people($1)
               on conflict (cycle_id, person_id) do nothing
               returning place
           )
           select count(*) filter (where place in ('direct', 'level_up', 'named')) as "total!" from kept"#,
        cycle.0
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// Gives those who were taken in with a later first deadline their own.
async fn start_late(tx: &mut PgConnection, cycle: CycleId, terms: &Terms) -> Result<()> {
    let firsts = sqlx::query_scalar!(
        r#"select distinct first_due as "first_due!" from cycle_exceptions where cycle_id = $1 and first_due is not null"#,
        cycle.0
    )
    .fetch_all(&mut *tx)
    .await?;
    if firsts.is_empty() {
        return Ok(());
    }
    let calendar = calendar::load(&mut *tx).await?;
    let own: Vec<serde_json::Value> = firsts
        .iter()
        .map(|first| shifts::late(terms, *first, &calendar))
        .collect();
    sqlx::query!(
        r#"update cycle_members m set own_deadlines = late.own
           from unnest($2::date[], $3::jsonb[]) as late (first_due, own)
           join cycle_exceptions x on x.cycle_id = $1 and x.first_due = late.first_due
           where m.cycle_id = $1 and m.person_id = x.person_id"#,
        cycle.0,
        &firsts,
        &own
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub(super) struct Made {
    /// Members that get an appraisal, in this batch.
    pub looked_at: i64,
    /// How many of them did not have it yet.
    pub made: i64,
    pub last: Option<i64>,
}

/// Who gets another form than the cycle's own: level, position as it is written, form.
#[derive(Default)]
struct OwnForms {
    levels: Vec<Level>,
    positions: Vec<String>,
    forms: Vec<Uuid>,
}

async fn own_forms(tx: &mut PgConnection, cycle: CycleId) -> Result<OwnForms> {
    let rules = choice::rules(&mut *tx, cycle).await?;
    let mut own = OwnForms::default();
    if rules.is_empty() {
        return Ok(own);
    }
    let kinds = sqlx::query!(
        r#"select distinct level as "level: Level", position from cycle_members where cycle_id = $1"#,
        cycle.0
    )
    .fetch_all(&mut *tx)
    .await?;
    for kind in kinds {
        if let Some(form) = own_form(&rules, kind.level, &kind.position) {
            own.levels.push(kind.level);
            own.positions.push(kind.position);
            own.forms.push(form);
        }
    }
    Ok(own)
}

/// Makes the appraisals of the next members, each with the first event of its chain, in as many statements as for one.
pub(super) async fn make(
    change: &mut Change,
    cycle: CycleId,
    after: i64,
    first: &First,
) -> Result<Made> {
    let own = own_forms(change, cycle).await?;
    let batch = sqlx::query!(
        r#"with batch as materialized (
               select m.*, own.form_id, gen_random_uuid() as id from cycle_members m
               left join unnest($8::level[], $9::text[], $10::uuid[]) as own (level, position, form_id)
                   on own.level = m.level and own.position = m.position
               where m.cycle_id = $1 and m.seq > $2 and m.place in ('direct', 'level_up', 'named')
               order by m.seq limit $3
           ), made as (
               insert into appraisals (id, cycle_id, form_id, appraisee_id, superior_id, next_superior_id, facilitator_id, department_id,
                   position, level, stage, stage_since, due_on, own_deadlines)
               select id, $1, form_id, person_id, superior_id, next_superior_id, facilitator_id, department_id, position, level, $4, $5,
                   coalesce((own_deadlines ->> $6)::date, $7), own_deadlines
               from batch
               on conflict (cycle_id, appraisee_id) do nothing
               returning id
           )
           select b.seq, made.id as "made?", b.person_id as appraisee, b.superior_id as superior, b.facilitator_id as facilitator
           from batch b left join made on made.id = b.id"#,
        cycle.0,
        after,
        BATCH,
        first.stage as Stage,
        change.now(),
        first.name,
        first.due,
        &own.levels as &[Level],
        &own.positions,
        &own.forms
    )
    .fetch_all(&mut **change)
    .await?;
    let events: Vec<_> = batch
        .iter()
        .filter_map(|row| {
            let event = Event::Launched {
                cycle: cycle.0,
                appraisee: row.appraisee,
                superior: row.superior?,
                facilitator: row.facilitator,
                stage: first.stage.key(),
            };
            Some((row.made?, event))
        })
        .collect();
    change.record_many(&events).await?;
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    Ok(Made {
        looked_at: count(batch.len()),
        made: count(events.len()),
        last: batch.iter().map(|row| row.seq).max(),
    })
}

struct Outcome {
    appraisals: i64,
    left_out: i64,
}

async fn outcome(tx: &mut PgConnection, cycle: CycleId) -> Result<Outcome> {
    Ok(sqlx::query_as!(
        Outcome,
        r#"select (select count(*) from appraisals where cycle_id = $1) as "appraisals!",
            (select count(*) from cycle_members where cycle_id = $1 and place not in ('direct', 'level_up', 'named')) as "left_out!""#,
        cycle.0
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// Tells the planner how many appraisals there are now, before autovacuum finds out.
async fn weigh(tx: &mut PgConnection) -> Result<()> {
    bulk::longer(tx).await?;
    sqlx::query!("analyze appraisals, cycle_members")
        .execute(&mut *tx)
        .await?;
    Ok(())
}
