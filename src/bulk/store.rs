//! Runs and their rows.

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::act::{BLOCK, Judged, Row, Run, Selection, State};
use crate::{
    ground::ids::PersonId,
    web::{Error, Result},
};

/// A preview that nobody confirmed is forgotten after a day; a result, of which the trail holds what happened, after a
/// quarter.
const DRAFT: Duration = Duration::days(1);
const RESULT: Duration = Duration::days(92);

/// More time for one statement over a whole company than a page gets.
pub async fn longer(tx: &mut PgConnection) -> Result<()> {
    sqlx::query!("set local statement_timeout = '120s'")
        .execute(&mut *tx)
        .await?;
    Ok(())
}

pub(super) async fn make<T: serde::Serialize>(
    tx: &mut PgConnection,
    act: &str,
    actor: PersonId,
    selection: &Selection<'_, T>,
    now: OffsetDateTime,
) -> Result<Run> {
    let id = sqlx::query_scalar!(
        "insert into runs (act, actor_id, cycle_id, told, back, created_at) values ($1, $2, $3, $4, $5, $6) returning id",
        act,
        actor.0,
        selection.cycle,
        selection.told()?,
        selection.back,
        now
    )
    .fetch_one(&mut *tx)
    .await?;
    load(&mut *tx, id).await
}

/// Keeps what was judged, in the order of names. How many are in.
pub(super) async fn keep(
    tx: &mut PgConnection,
    run: Uuid,
    judged: &[Judged],
    unseen: usize,
) -> Result<i64> {
    let people: Vec<Uuid> = judged.iter().map(|one| one.person).collect();
    let appraisals: Vec<Option<Uuid>> = judged.iter().map(|one| one.appraisal).collect();
    let marks: Vec<&str> = judged.iter().map(|one| one.mark.as_str()).collect();
    let reasons: Vec<&str> = judged
        .iter()
        .map(|one| one.reason.as_deref().unwrap_or_default())
        .collect();
    Ok(sqlx::query_scalar!(
        r#"with unseen as (update runs set unseen = $6 where id = $1),
           kept as (
               insert into run_rows (run_id, seq, person_id, appraisal_id, mark, outcome, reason)
               select $1, row_number() over (order by lower(p.name), p.id, g.appraisal), g.person, g.appraisal, g.mark,
                   (case g.reason when '' then 'waiting' else 'left' end)::run_outcome, g.reason
               from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) g (person, appraisal, mark, reason)
               join people p on p.id = g.person
               returning outcome
           )
           select count(*) filter (where outcome = 'waiting') as "waiting!" from kept"#,
        run,
        &people,
        &appraisals as &[Option<Uuid>],
        &marks as &[&str],
        &reasons as &[&str],
        i32::try_from(unseen).unwrap_or(i32::MAX)
    )
    .fetch_one(&mut *tx)
    .await?)
}

pub(super) async fn load(db: impl PgExecutor<'_>, id: Uuid) -> Result<Run> {
    sqlx::query_as!(
        Run,
        r#"select r.id, r.act, r.actor_id as "actor: PersonId", r.cycle_id, c.name as "cycle?", r.told, r.back, r.unseen, r.state as "state: State",
            r.created_at as made_at, p.name as "stopped_by?", r.stopped_at
           from runs r left join people p on p.id = r.stopped_by left join cycles c on c.id = r.cycle_id where r.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Keeps the run as it is until the end of the transaction: a stop waits for the block.
pub(super) async fn hold(tx: &mut PgConnection, id: Uuid) -> Result<Run> {
    sqlx::query!("select id from runs where id = $1 for no key update", id)
        .fetch_optional(&mut *tx)
        .await?;
    load(tx, id).await
}

/// The next rows, with the cycle and their appraisals locked: always in the same order, so that nobody waits for each
/// other in a circle.
pub(super) async fn block(tx: &mut PgConnection, run: &Run) -> Result<Vec<Row>> {
    sqlx::query!(
        "select id from cycles where id = $1 for no key update",
        run.cycle_id
    )
    .fetch_optional(&mut *tx)
    .await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select seq, person_id as person, appraisal_id as appraisal, mark from run_rows
           where run_id = $1 and outcome = 'waiting' order by seq limit $2"#,
        run.id,
        BLOCK
    )
    .fetch_all(&mut *tx)
    .await?;
    let appraisals: Vec<Uuid> = rows.iter().filter_map(|row| row.appraisal).collect();
    sqlx::query!(
        "select id from appraisals where id = any($1) order by id for no key update",
        &appraisals
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows)
}

/// What became of the rows of a block: left out where a reason stands.
pub(super) async fn became(
    tx: &mut PgConnection,
    run: Uuid,
    outcomes: &[(i32, &str)],
) -> Result<()> {
    let rows: Vec<i32> = outcomes.iter().map(|one| one.0).collect();
    let reasons: Vec<&str> = outcomes.iter().map(|one| one.1).collect();
    sqlx::query!(
        r#"update run_rows r set outcome = (case g.reason when '' then 'done' else 'left' end)::run_outcome, reason = g.reason
           from unnest($2::int[], $3::text[]) g (seq, reason) where r.run_id = $1 and r.seq = g.seq"#,
        run,
        &rows,
        &reasons as &[&str]
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub(super) async fn set(
    tx: &mut PgConnection,
    run: Uuid,
    state: State,
    by: Option<PersonId>,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        r#"update runs set state = $2, stopped_by = $3, stopped_at = case when $2 = 'stopped'::run_state then $4::timestamptz end,
            ended_at = case when $2 = 'done'::run_state then $4::timestamptz end
           where id = $1"#,
        run,
        state as State,
        by.map(|by| by.0),
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// How many rows of a run are not done yet.
pub(super) async fn waiting(tx: &mut PgConnection, run: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from run_rows where run_id = $1 and outcome = 'waiting'"#,
        run
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// Forgets previews and results that are old.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "delete from runs where (state = 'draft' and created_at < $1) or (state <> 'running' and created_at < $2)",
        now - DRAFT,
        now - RESULT
    )
    .execute(db)
    .await?;
    Ok(())
}
