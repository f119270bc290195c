//! SQL of reminders and mails.

use std::collections::HashSet;

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::rules::Wish;
use crate::{access::Viewer, ground::ids::PersonId, inbox::Open, web::Result};

/// Keeps that people were reminded; of those whom it reached lately nothing changes. Of which appraisal and whom.
pub async fn remind(
    tx: &mut PgConnection,
    by: PersonId,
    open: &[Open],
    note: &str,
    lately: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<HashSet<(Uuid, Uuid)>> {
    let appraisals: Vec<Uuid> = open.iter().map(|one| one.appraisal).collect();
    let people: Vec<Uuid> = open.iter().map(|one| one.person).collect();
    let relations: Vec<_> = open.iter().map(|one| one.relation).collect();
    let stages: Vec<_> = open.iter().map(|one| one.stage).collect();
    let since: Vec<OffsetDateTime> = open.iter().map(|one| one.since).collect();
    let done = sqlx::query!(
        "insert into reminders (appraisal_id, person_id, relation, stage, stage_since, note, reminded_by, reminded_at)
         select g.*, $6, $7, $9 from unnest($1::uuid[], $2::uuid[], $3::relation[], $4::stage[], $5::timestamptz[]) g
         on conflict (appraisal_id, person_id, relation) where ended_at is null
         do update set times = reminders.times + 1, note = excluded.note, reminded_by = excluded.reminded_by,
            reminded_at = excluded.reminded_at, stage = excluded.stage, stage_since = excluded.stage_since
         where reminders.reminded_at < $8 or reminders.stage_since <> excluded.stage_since
         returning appraisal_id, person_id",
        &appraisals,
        &people,
        &relations as &[crate::access::Relation],
        &stages as &[crate::access::Stage],
        &since,
        note,
        by.0,
        lately,
        now
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(done
        .into_iter()
        .map(|row| (row.appraisal_id, row.person_id))
        .collect())
}

/// Which of these were reminded since: by appraisal and person.
pub async fn reminded_since(
    db: impl PgExecutor<'_>,
    cycle: Uuid,
    since: OffsetDateTime,
) -> Result<HashSet<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        "select r.appraisal_id, r.person_id from reminders r
         join appraisals a on a.id = r.appraisal_id and a.stage_since = r.stage_since
         where a.cycle_id = $1 and r.ended_at is null and r.reminded_at >= $2",
        cycle,
        since
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.appraisal_id, row.person_id))
        .collect())
}

/// Ends reminders whose task was done within its stage.
pub async fn end(db: impl PgExecutor<'_>, reminders: &[Uuid], now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update reminders set ended_at = $2, ended_as = 'done' where id = any($1) and ended_at is null",
        reminders,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A cycle or a department to choose.
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// The running cycles, a period that has begun before one to come, and the departments in reach.
pub async fn choices(
    db: &PgPool,
    departments: Option<&[Uuid]>,
    today: Date,
) -> Result<(Vec<Named>, Vec<Named>)> {
    let rows = sqlx::query!(
        r#"select true as "cycle!", c.id as "id!", c.name as "name!", c.ends_on as "ends_on?", c.starts_on <= $2 as "begun?" from cycles c
           where c.status = 'running' and exists (select from appraisal_counts n where n.cycle_id = c.id
               and ($1::uuid[] is null or n.department_id = any($1)))
           union all
           select false, d.id, d.name, null, null from departments d
           where ($1::uuid[] is null or d.id = any($1))
             and exists (select from appraisal_counts n join cycles c on c.id = n.cycle_id and c.status = 'running'
               where n.department_id = d.id)
           order by 5 desc nulls last, 4 desc nulls last, 3"#,
        departments,
        today
    )
    .fetch_all(db)
    .await?;
    let (mut cycles, mut found) = (Vec::new(), Vec::new());
    for row in rows {
        let one = Named {
            id: row.id,
            name: row.name,
        };
        if row.cycle { &mut cycles } else { &mut found }.push(one);
    }
    Ok((cycles, found))
}

/// Somebody who could get a mail.
pub struct Person {
    pub id: Uuid,
    pub language: Option<String>,
    pub wish: Wish,
    pub hr: bool,
    pub last_day: Option<Date>,
    pub last_at: Option<OffsetDateTime>,
}

/// A page of those who can be reached, with the mail before.
pub async fn people_after(tx: &mut PgConnection, after: Uuid, size: i64) -> Result<Vec<Person>> {
    Ok(sqlx::query_as!(
        Person,
        r#"select p.id, p.language, p.digest as "wish: Wish",
            exists (select from person_roles r where r.person_id = p.id and r.role = 'hr') as "hr!",
            l.day as "last_day?", l.taken_at as "last_at?"
           from people p left join lateral (
               select d.day, d.taken_at from digests d
               where d.person_id = p.id and d.status in ('sending', 'sent') order by d.day desc limit 1
           ) l on true
           where p.active and p.email is not null and p.id > $1 order by p.id limit $2"#,
        after,
        size
    )
    .fetch_all(&mut *tx)
    .await?)
}

/// How far it was looked today; None once everybody was.
pub async fn place(tx: &mut PgConnection, day: Date) -> Result<Option<Uuid>> {
    sqlx::query!(
        "insert into digest_days (day) values ($1) on conflict do nothing",
        day
    )
    .execute(&mut *tx)
    .await?;
    Ok(sqlx::query_scalar!(
        "select after from digest_days where day = $1 and gathered_at is null for update",
        day
    )
    .fetch_optional(&mut *tx)
    .await?)
}

pub async fn queue(
    tx: &mut PgConnection,
    day: Date,
    people: &[Uuid],
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into digests (person_id, day, due_at) select id, $2, $3 from unnest($1::uuid[]) p (id) on conflict do nothing",
        people,
        day,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Keeps how far it was looked; the number queued so far.
pub async fn went_on(
    tx: &mut PgConnection,
    day: Date,
    after: Uuid,
    queued: usize,
    done: Option<OffsetDateTime>,
) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update digest_days set after = $2, queued = queued + $3, gathered_at = $4 where day = $1 returning queued",
        day,
        after,
        i32::try_from(queued).unwrap_or(i32::MAX),
        done
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// A mail that this process is about to send.
pub struct Taken {
    pub person: Uuid,
    pub message: Uuid,
    pub tries: i16,
    pub name: String,
    /// None where the person has left, or lost the address meanwhile.
    pub email: Option<String>,
    pub language: Option<String>,
    pub hr: bool,
}

/// Marks mails as being sent; committed before the first goes out.
pub async fn take(
    tx: &mut PgConnection,
    day: Date,
    size: i64,
    now: OffsetDateTime,
) -> Result<Vec<Taken>> {
    Ok(sqlx::query_as!(
        Taken,
        r#"with taken as (
               update digests set status = 'sending', taken_at = $3, tries = tries + 1
               where day = $1 and person_id in (select person_id from digests
                   where day = $1 and status = 'waiting' and due_at <= $3 order by due_at, person_id limit $2 for update skip locked)
               returning person_id, message_id, tries
           )
           select t.person_id as person, t.message_id as message, t.tries, p.name, case when p.active then p.email end as email,
               p.language, exists (select from person_roles r where r.person_id = p.id and r.role = 'hr') as "hr!"
           from taken t join people p on p.id = t.person_id order by t.person_id"#,
        day,
        size,
        now
    )
    .fetch_all(&mut *tx)
    .await?)
}

/// What became of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// Nothing waits any more.
    Dropped,
    Later {
        at: OffsetDateTime,
        fault: String,
        /// Whether it was this message that was put off: one that no server was there for is not a try of its own.
        counts: bool,
    },
    Failed(String),
}

impl Outcome {
    fn parts(&self) -> (&'static str, Option<OffsetDateTime>, &str, bool) {
        match self {
            Self::Sent => ("sent", None, "", true),
            Self::Dropped => ("dropped", None, "", true),
            Self::Later { at, fault, counts } => ("waiting", Some(*at), fault, *counts),
            Self::Failed(fault) => ("failed", None, fault, true),
        }
    }
}

pub async fn became(
    tx: &mut PgConnection,
    day: Date,
    outcomes: &[(Uuid, Outcome)],
    now: OffsetDateTime,
) -> Result<()> {
    let people: Vec<Uuid> = outcomes.iter().map(|(person, _)| *person).collect();
    let parts: Vec<_> = outcomes
        .iter()
        .map(|(_, outcome)| outcome.parts())
        .collect();
    let statuses: Vec<String> = parts.iter().map(|part| part.0.to_owned()).collect();
    let due: Vec<Option<OffsetDateTime>> = parts.iter().map(|part| part.1).collect();
    let faults: Vec<String> = parts.iter().map(|part| part.2.to_owned()).collect();
    let counts: Vec<bool> = parts.iter().map(|part| part.3).collect();
    sqlx::query!(
        "update digests d set status = g.status::digest_status, due_at = coalesce(g.due_at, d.due_at), fault = g.fault,
            tries = d.tries - case when g.counts then 0 else 1 end,
            done_at = case when g.status <> 'waiting' then $6::timestamptz end
         from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $7::bool[]) g (person_id, status, due_at, fault, counts)
         where d.day = $1 and d.person_id = g.person_id and d.status = 'sending'",
        day,
        &people,
        &statuses,
        &due as &[Option<OffsetDateTime>],
        &faults,
        now,
        &counts
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// What failed today waits again; what a crash left as being sent does not.
pub async fn revive(db: &PgPool, day: Date, now: OffsetDateTime) -> Result<u64> {
    let done = sqlx::query!(
        "update digests set status = 'waiting', tries = 0, due_at = $2, done_at = null where day = $1 and status = 'failed'",
        day,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// One day as the page of the mail counts it.
pub struct Day {
    pub day: Date,
    pub queued: i64,
    pub sent: i64,
    pub waiting: i64,
    pub dropped: i64,
    pub failed: i64,
    /// The program died while it sent these: they are not sent again.
    pub unclear: i64,
}

pub async fn days(db: &PgPool, stuck: OffsetDateTime, most: i64) -> Result<Vec<Day>> {
    Ok(sqlx::query_as!(
        Day,
        r#"select y.day, coalesce(c.queued, 0) as "queued!", coalesce(c.sent, 0) as "sent!", coalesce(c.waiting, 0) as "waiting!",
            coalesce(c.dropped, 0) as "dropped!", coalesce(c.failed, 0) as "failed!", coalesce(c.unclear, 0) as "unclear!"
           from digest_days y cross join lateral (
               select count(*) as queued, count(*) filter (where status = 'sent') as sent,
                   count(*) filter (where status = 'waiting' or (status = 'sending' and taken_at >= $1)) as waiting,
                   count(*) filter (where status = 'dropped') as dropped, count(*) filter (where status = 'failed') as failed,
                   count(*) filter (where status = 'sending' and taken_at < $1) as unclear
               from digests d where d.day = y.day
           ) c order by y.day desc limit $2"#,
        stuck,
        most
    )
    .fetch_all(db)
    .await?)
}

/// A mail that did not go out.
pub struct Failed {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub tries: i16,
    pub waits: bool,
    pub fault: String,
}

pub async fn failed(db: &PgPool, day: Date, most: i64) -> Result<Vec<Failed>> {
    Ok(sqlx::query_as!(
        Failed,
        r#"select p.id, p.name, coalesce(p.email, '') as "email!", d.tries, d.status = 'waiting' as "waits!", d.fault
           from digests d join people p on p.id = d.person_id
           where d.day = $1 and d.status in ('failed', 'waiting') and d.fault <> '' order by p.name, p.id limit $2"#,
        day,
        most
    )
    .fetch_all(db)
    .await?)
}

/// How many people here cannot be reached by mail.
pub async fn unreached(db: &PgPool) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from people where active and email is null"#
    )
    .fetch_one(db)
    .await?)
}

pub async fn own_address(db: &PgPool, viewer: &Viewer) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar!("select email from people where id = $1", viewer.id.0)
            .fetch_one(db)
            .await?,
    )
}

/// Forgets who got a mail a quarter ago.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> Result<()> {
    let before = (now - Duration::days(90)).date();
    sqlx::query!("delete from digests where day < $1", before)
        .execute(db)
        .await?;
    sqlx::query!("delete from digest_days where day < $1", before)
        .execute(db)
        .await?;
    Ok(())
}
