//! Goals, their confirmations and their versions.

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rules::Goal;
use crate::{
    appraisals::Seen,
    ground::ids::PersonId,
    web::{Error, OneRow, Result},
};

#[derive(Debug, Default)]
pub struct Goals {
    pub goals: Vec<Goal>,
    /// Who has confirmed them as they stand.
    pub confirmed: Vec<PersonId>,
    pub last_number: u32,
    /// Whether an evaluation was ever submitted.
    pub evaluated: bool,
    /// Keys of goals that figures are recorded for.
    pub measured: Vec<String>,
    pub change: Option<Change>,
    /// Newest first.
    pub past: Vec<Past>,
    /// Titles of the company's goals that any of these serve.
    pub titles: Vec<(Uuid, String)>,
}

/// A company goal by its name.
#[derive(Debug, Deserialize)]
pub struct Titled {
    id: Uuid,
    title: String,
}

impl Titled {
    #[must_use]
    pub fn pair(self) -> (Uuid, String) {
        (self.id, self.title)
    }
}

/// A change that waits for both sides.
#[derive(Debug, Clone, Deserialize)]
pub struct Change {
    pub id: Uuid,
    pub goals: Vec<Goal>,
    pub reason: String,
    pub proposed_by: Uuid,
    pub proposer: String,
    #[serde(with = "time::serde::rfc3339")]
    pub proposed_at: OffsetDateTime,
    pub employee: bool,
    pub superior: bool,
}

pub async fn load(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Goals> {
    let row = sqlx::query!(
        r#"select
            coalesce((select goals from goal_lists where appraisal_id = $1), '[]') as "goals!: Json<Vec<Goal>>",
            array(select person_id from goal_confirmations where appraisal_id = $1) as "confirmed!",
            (select coalesce(max(nullif(regexp_replace(k.key, '\D', '', 'g'), '')::bigint), 0) from (
                select key from goals where appraisal_id = $1
                union all
                select g ->> 'key' from goal_versions, jsonb_array_elements(goals) g where appraisal_id = $1
                union all
                select g ->> 'key' from goal_changes, jsonb_array_elements(goals) g where appraisal_id = $1) k) as "last!",
            exists (select from papers p join submissions s on s.paper_id = p.id
                where p.appraisal_id = $1 and p.kind = 'evaluation') as "evaluated!",
            array(select distinct goal_key from actuals where appraisal_id = $1 and goal_key is not null) as "measured!",
            (select jsonb_build_object('id', c.id, 'goals', c.goals, 'reason', c.reason, 'proposed_by', c.proposed_by,
                    'proposer', p.name, 'proposed_at', to_char(c.proposed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    'employee', c.employee_confirmed_at is not null, 'superior', c.superior_confirmed_at is not null)
                from goal_changes c join people p on p.id = c.proposed_by
                where c.appraisal_id = $1 and c.status = 'open') as "change: Json<Change>",
            (select coalesce(json_agg(e order by e.at desc, e.number desc), '[]') from (
                select v.number, v.goals, v.reason, p.name as author, v.saved_at as at, '' as status, '' as answer, null as closed_by
                from goal_versions v left join people p on p.id = v.author_id where v.appraisal_id = $1
                union all
                select 0, c.goals, c.reason, p.name, c.proposed_at, c.status::text, c.answer, b.name
                from goal_changes c join people p on p.id = c.proposed_by left join people b on b.id = c.closed_by
                where c.appraisal_id = $1 and c.status in ('declined', 'taken_back', 'replaced')
                order by at desc, number desc limit 100) e
            ) as "past!: Json<Vec<Past>>",
            (select coalesce(json_agg(json_build_object('id', g.id, 'title', g.title)), '[]') from company_goals g
                where g.id in (
                    select company_goal_id from goals where appraisal_id = $1
                    union select (x ->> 'aim')::uuid from goal_versions, jsonb_array_elements(goals) x where appraisal_id = $1
                    union select (x ->> 'aim')::uuid from goal_changes, jsonb_array_elements(goals) x where appraisal_id = $1)
            ) as "titles!: Json<Vec<Titled>>""#,
        seen.appraisal.id.0
    )
    .fetch_one(db)
    .await?;
    Ok(Goals {
        goals: row.goals.0,
        confirmed: row.confirmed.into_iter().map(PersonId).collect(),
        last_number: u32::try_from(row.last).unwrap_or(u32::MAX / 2),
        evaluated: row.evaluated,
        measured: row.measured,
        change: row.change.map(|change| change.0),
        past: row.past.0,
        titles: row.titles.0.into_iter().map(Titled::pair).collect(),
    })
}

/// The goals that take the place of an appraisal's present ones.
#[derive(Debug, Clone)]
pub struct Write<'a> {
    pub appraisal: Uuid,
    /// The version of the appraisal that was read.
    pub version: i32,
    pub goals: &'a [Goal],
    pub reason: &'a str,
    /// Agreed by both already: the change of a later stage.
    pub agreed: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    appraisal: Uuid,
    position: usize,
    #[serde(flatten)]
    goal: &'a Goal,
}

/// Puts other goals in the place of the present ones, of any number of appraisals, and voids the
/// confirmations. The appraisals' versions go up, so that nobody confirms what they have not seen.
/// A goal that figures name is never deleted: it is retired.
pub async fn replace(
    tx: &mut PgConnection,
    writes: &[Write<'_>],
    author: PersonId,
    now: OffsetDateTime,
) -> Result<()> {
    let ids: Vec<Uuid> = writes.iter().map(|write| write.appraisal).collect();
    let versions: Vec<i32> = writes.iter().map(|write| write.version).collect();
    let reasons: Vec<String> = writes.iter().map(|write| write.reason.to_owned()).collect();
    let agreed: Vec<bool> = writes.iter().map(|write| write.agreed).collect();
    let changed = sqlx::query!(
        "update appraisals a set version = a.version + 1,
            return_reason = case when a.stage = 'goals' then nullif(w.reason, '') else a.return_reason end
         from unnest($1::uuid[], $2::int[], $3::text[], $4::bool[]) as w (id, version, reason, agreed)
         where a.id = w.id and a.version = w.version
           and a.stage in ('goals', case when w.agreed then 'self_evaluation'::stage else 'goals' end,
               case when w.agreed then 'evaluation'::stage else 'goals' end)",
        &ids,
        &versions,
        &reasons,
        &agreed
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() != writes.len() as u64 {
        return Err(Error::Conflict);
    }
    let rows: Vec<Row> = writes
        .iter()
        .flat_map(|write| {
            write.goals.iter().enumerate().map(|(at, goal)| Row {
                appraisal: write.appraisal,
                position: at + 1,
                goal,
            })
        })
        .collect();
    let rows = serde_json::to_value(&rows)?;
    sqlx::query!(
        "delete from goals g where appraisal_id = any($1)
           and not exists (select from jsonb_to_recordset($2) as w (appraisal uuid, key text)
               where w.appraisal = g.appraisal_id and w.key = g.key)
           and not exists (select from actuals a where a.appraisal_id = g.appraisal_id and a.goal_key = g.key)",
        &ids,
        &rows
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update goals g set retired_at = $3 where appraisal_id = any($1) and retired_at is null
           and not exists (select from jsonb_to_recordset($2) as w (appraisal uuid, key text)
               where w.appraisal = g.appraisal_id and w.key = g.key)",
        &ids,
        &rows,
        now
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into goals (appraisal_id, key, title, serves, company_goal_id, weight, target, unit, direction,
            measured_by, due_on, indicator, position)
         select w.appraisal, w.key, w.title, w.serves, w.aim, w.weight, w.target, w.unit, w.direction,
            w.measured_by, w.due_on, w.indicator, w.position
         from jsonb_to_recordset($1) as w (appraisal uuid, key text, title text, serves text, aim uuid, weight numeric,
            target numeric, unit text, direction goal_direction, measured_by text, due_on date, indicator text, position int)
         on conflict (appraisal_id, key) do update set title = excluded.title, serves = excluded.serves,
            company_goal_id = excluded.company_goal_id, weight = excluded.weight, target = excluded.target,
            unit = excluded.unit, direction = excluded.direction, measured_by = excluded.measured_by,
            due_on = excluded.due_on, indicator = excluded.indicator,
            position = excluded.position, retired_at = null",
        &rows
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "delete from goal_confirmations where appraisal_id = any($1)",
        &ids
    )
    .execute(&mut *tx)
    .await?;
    let documents: Vec<serde_json::Value> = writes
        .iter()
        .map(|write| serde_json::to_value(write.goals))
        .collect::<Result<_, _>>()?;
    sqlx::query!(
        "insert into goal_versions (appraisal_id, number, goals, reason, author_id, saved_at)
         select w.id, coalesce((select max(number) from goal_versions v where v.appraisal_id = w.id), 0) + 1,
            w.goals, w.reason, $4, $5
         from unnest($1::uuid[], $2::jsonb[], $3::text[]) as w (id, goals, reason)",
        &ids,
        &documents,
        &reasons,
        author.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Adds the viewer's confirmation; who has confirmed now. The appraisal's row stays locked until the
/// transaction ends, so that of two who confirm at once the second sees the first.
pub async fn confirm(
    tx: &mut PgConnection,
    seen: &Seen,
    now: OffsetDateTime,
) -> Result<Vec<PersonId>> {
    let id = seen.appraisal.id.0;
    sqlx::query_scalar!(
        "select id from appraisals where id = $1 and version = $2 and stage = 'goals' for no key update",
        id,
        seen.appraisal.version
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::Conflict)?;
    sqlx::query!(
        "insert into goal_confirmations (appraisal_id, person_id, confirmed_at) values ($1, $2, $3) on conflict do nothing",
        id,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    let people = sqlx::query_scalar!(
        "select person_id from goal_confirmations where appraisal_id = $1",
        id
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// One entry of the history: a version that was valid, or a change that did not become one.
#[derive(Debug, Deserialize)]
pub struct Past {
    /// 0: it never became a version.
    pub number: i32,
    pub goals: Vec<Goal>,
    pub reason: String,
    pub author: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// `declined`, `taken_back` or `replaced`, for changes; empty for versions.
    pub status: String,
    pub answer: String,
    pub closed_by: Option<String>,
}

/// The titles of company and department goals, for those who may read what points at them.
pub async fn titles(db: &PgPool, goals: &[&Goal]) -> Result<Vec<(Uuid, String)>> {
    let ids: Vec<Uuid> = goals.iter().filter_map(|goal| goal.aim).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        "select id, title from company_goals where id = any($1)",
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

/// Whether the company and department goals that these point at are there, and holds them so.
pub async fn hold_aims(tx: &mut PgConnection, goals: &[Goal]) -> Result<bool> {
    let mut ids: Vec<Uuid> = goals.iter().filter_map(|goal| goal.aim).collect();
    ids.sort_unstable();
    ids.dedup();
    let held = sqlx::query_scalar!(
        "select id from company_goals where id = any($1) order by id for key share",
        &ids
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(held.len() == ids.len())
}

/// A change is proposed; an open one is replaced by it. Proposing is the proposer's confirmation.
pub async fn propose(
    tx: &mut PgConnection,
    seen: &Seen,
    goals: &[Goal],
    reason: &str,
    by_employee: bool,
    now: OffsetDateTime,
) -> Result<Uuid> {
    let (id, viewer) = (seen.appraisal.id.0, seen.viewer.id.0);
    sqlx::query!(
        "update goal_changes set status = 'replaced', closed_at = $2, closed_by = $3
         where appraisal_id = $1 and status = 'open'",
        id,
        now,
        viewer
    )
    .execute(&mut *tx)
    .await?;
    Ok(sqlx::query_scalar!(
        "insert into goal_changes (appraisal_id, goals, reason, proposed_by, proposed_at, employee_confirmed_at, superior_confirmed_at)
         values ($1, $2, $3, $4, $5, case when $6 then $5::timestamptz end, case when not $6 then $5::timestamptz end) returning id",
        id,
        serde_json::to_value(goals)?,
        reason,
        viewer,
        now,
        by_employee
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// One side confirms; whether both have now.
pub async fn confirm_change(
    tx: &mut PgConnection,
    change: Uuid,
    by_employee: bool,
    now: OffsetDateTime,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"update goal_changes set
            employee_confirmed_at = coalesce(employee_confirmed_at, case when $2 then $3::timestamptz end),
            superior_confirmed_at = coalesce(superior_confirmed_at, case when not $2 then $3::timestamptz end)
           where id = $1 and status = 'open'
           returning employee_confirmed_at is not null and superior_confirmed_at is not null as "both!""#,
        change,
        by_employee,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::Conflict)
}

/// Ends an open change: agreed, declined or taken back.
pub async fn close_change(
    tx: &mut PgConnection,
    change: Uuid,
    status: &str,
    answer: &str,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update goal_changes set status = $2::text::goal_change_status, answer = $3, closed_at = $4, closed_by = $5
         where id = $1 and status = 'open'",
        change,
        status,
        answer,
        now,
        by.0
    )
    .execute(&mut *tx)
    .await?.one_row()
}
