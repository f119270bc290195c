//! The queue in the database.

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Job;
use crate::{
    db::notify,
    ground::ids::PersonId,
    web::{Error, OneRow, Result},
};

/// A process that has said nothing for this many seconds is taken for dead.
const SILENCE: f64 = 45.0;
/// A step that failed this often is left to a person.
const TRIES: i32 = 5;

/// Something to be done.
pub struct Order<'a> {
    pub kind: &'a str,
    pub key: &'a str,
    pub state: serde_json::Value,
    pub actor: Option<PersonId>,
    pub back: &'a str,
    pub total: i64,
}

/// Queues work in the caller's transaction. Where the same work is not done yet, that is the answer.
pub async fn enqueue(
    tx: &mut PgConnection,
    order: &Order<'_>,
    now: OffsetDateTime,
) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(
        r#"with made as (
               insert into jobs (kind, key, state, actor_id, back, total, created_at) values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (kind, key) where status in ('waiting', 'running') do nothing returning id
           )
           select id as "id!" from made
           union all
           select id from jobs where kind = $1 and key = $2 and status in ('waiting', 'running')
           limit 1"#,
        order.kind,
        order.key,
        order.state,
        order.actor.map(|actor| actor.0),
        order.back,
        order.total,
        now
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// The job of this kind about this key that is not done yet, or failed last.
pub async fn live(db: impl PgExecutor<'_>, kind: &str, key: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from jobs where kind = $1 and key = $2 and status <> 'done' order by created_at desc limit 1",
        kind,
        key
    )
    .fetch_optional(db)
    .await?)
}

/// Keeps how far a job got, in the transaction of the step. A conflict where the job is no longer
/// this process's: the step is rolled back then.
pub async fn mark(
    tx: &mut PgConnection,
    job: &Job,
    done: i64,
    total: i64,
    state: Option<&serde_json::Value>,
) -> Result<()> {
    sqlx::query!(
        r#"update jobs set done = $3, total = $4, state = coalesce($5, state), attempts = 0, heartbeat_at = now()
           where id = $1 and claim = $2"#,
        job.id,
        job.claim,
        done,
        total,
        state
    )
    .execute(&mut *tx)
    .await?.one_row()?;
    notify::send(tx, job.id).await?;
    Ok(())
}

/// Takes a job: the one asked for, or the one that waits longest; also one whose process went silent.
pub(super) async fn take(db: &PgPool, kinds: &[String], only: Option<Uuid>) -> Result<Option<Job>> {
    let row = sqlx::query!(
        r#"update jobs set status = 'running', claim = gen_random_uuid(), heartbeat_at = now()
           where id = (
               select id from jobs
               where status in ('waiting', 'running') and due_at <= now() and kind = any($1)
                 and (status = 'waiting' or heartbeat_at < now() - make_interval(secs => $3))
                 and ($2::uuid is null or id = $2)
               order by due_at, created_at, id limit 1
               for update skip locked
           )
           returning id, kind, key, state, actor_id, done, total, attempts, claim as "claim!""#,
        kinds,
        only,
        SILENCE
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Job {
        id: row.id,
        kind: row.kind,
        key: row.key,
        state: row.state,
        actor: row.actor_id.map(PersonId),
        done: row.done,
        total: row.total,
        attempts: row.attempts,
        claim: row.claim,
    }))
}

/// The job after a step; none where it is no longer this process's.
pub(super) async fn reread(db: &PgPool, job: &Job) -> Result<Option<Job>> {
    let row = sqlx::query!(
        "select state, done, total, attempts from jobs where id = $1 and claim = $2",
        job.id,
        job.claim
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Job {
        state: row.state,
        done: row.done,
        total: row.total,
        attempts: row.attempts,
        ..job.clone()
    }))
}

pub(super) async fn beat(db: &PgPool, job: &Job) -> Result<()> {
    sqlx::query!(
        "update jobs set heartbeat_at = now() where id = $1 and claim = $2",
        job.id,
        job.claim
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn finish(db: &PgPool, job: &Job, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query!(
        r#"update jobs set status = 'done', claim = null, heartbeat_at = null, finished_at = $3, total = greatest(total, done)
           where id = $1 and claim = $2"#,
        job.id,
        job.claim,
        now
    )
    .execute(&mut *tx)
    .await?;
    notify::send(&mut tx, job.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a job back: at once when its process leaves, later and later when its step failed.
pub(super) async fn put_back(
    db: &PgPool,
    job: &Job,
    failed: bool,
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query!(
        r#"update jobs set claim = null, heartbeat_at = null, attempts = attempts + $3::int,
            status = case when attempts + $3 >= $4 then 'failed'::job_status else 'waiting' end,
            finished_at = case when attempts + $3 >= $4 then $5 else null::timestamptz end,
            due_at = now() + make_interval(secs => $3 * 2 ^ attempts)
           where id = $1 and claim = $2"#,
        job.id,
        job.claim,
        i32::from(failed),
        TRIES,
        now
    )
    .execute(&mut *tx)
    .await?;
    notify::send(&mut tx, job.id).await?;
    tx.commit().await?;
    Ok(())
}

/// A failed job waits again. A conflict where the same work was queued anew meanwhile.
pub(super) async fn revive(db: &PgPool, id: Uuid) -> Result<bool> {
    let revived = sqlx::query!(
        r#"update jobs j set status = 'waiting', attempts = 0, due_at = now(), finished_at = null
           where id = $1 and status = 'failed'
             and not exists (select from jobs o where o.kind = j.kind and o.key = j.key and o.status in ('waiting', 'running'))"#,
        id
    )
    .execute(db)
    .await?;
    Ok(revived.rows_affected() == 1)
}

/// Queues work that comes round by itself, once for all processes. A round that lies further ahead than the next
/// one was kept while the clock was wrong.
pub(super) async fn come_round(
    db: &PgPool,
    kind: &str,
    every: std::time::Duration,
    now: OffsetDateTime,
) -> Result<()> {
    let before = now - every;
    let mut tx = db.begin().await?;
    let due = sqlx::query!(
        r#"insert into rounds as r (kind, at) values ($1, $2)
           on conflict (kind) do update set at = $2 where r.at <= $3 or r.at > $4"#,
        kind,
        now,
        before,
        now + every
    )
    .execute(&mut *tx)
    .await?;
    if due.rows_affected() == 1 {
        let order = Order {
            kind,
            key: "",
            state: serde_json::json!({}),
            actor: None,
            back: "/",
            total: 0,
        };
        enqueue(&mut tx, &order, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Forgets finished work of which nothing was kept.
pub async fn forget(db: &PgPool, id: Uuid) -> Result<()> {
    sqlx::query!(
        "delete from jobs where id = $1 and status in ('done', 'failed')",
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what was finished a month ago.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from jobs where finished_at < $1 and status = 'done'",
        now - time::Duration::days(30)
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected())
}

/// What a page shows of a job.
pub struct Standing {
    pub id: Uuid,
    pub kind: String,
    pub actor: Option<Uuid>,
    pub back: String,
    pub status: Status,
    pub done: i64,
    pub total: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "job_status", rename_all = "snake_case")]
pub enum Status {
    Waiting,
    Running,
    Done,
    Failed,
}

pub(super) async fn standing(db: &PgPool, id: Uuid) -> Result<Standing> {
    sqlx::query_as!(
        Standing,
        r#"select id, kind, actor_id as actor, back, status as "status: Status", done, total from jobs where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}
