//! Shares and the terms of colleagues' input.

use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use time::Date;
use uuid::Uuid;

use crate::{
    access::{Action, Stage, Viewer, policy},
    appraisals::{Seen, advance::hold},
    audit::{Change, Event},
    evaluations::colleagues::Mode,
    ground::ids::{CycleId, PersonId},
    web::{Error, OneRow, Result},
};

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Share {
    pub person: Uuid,
    #[serde(skip)]
    pub name: String,
    pub share: Decimal,
}

pub async fn shares(db: &PgPool, seen: &Seen) -> Result<Vec<Share>> {
    Ok(sqlx::query_as!(
        Share,
        "select t.person_id as person, p.name, t.share from appraisal_superiors t join people p on p.id = t.person_id
         where t.appraisal_id = $1 order by t.share desc, p.name, p.id",
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?)
}

/// Active people of this number, else of this name.
pub async fn find(db: &PgPool, who: &str) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from people where active and (number = $1 or (name = $1 and not exists (
             select from people n where n.number = $1 and n.active)))
         order by id limit 2",
        who
    )
    .fetch_all(db)
    .await?)
}

/// Puts these shares in the place of the present ones.
pub async fn set(
    change: &mut Change,
    seen: &Seen,
    before: &[Share],
    after: &[Share],
) -> Result<()> {
    hold(change, seen).await?;
    let people: Vec<Uuid> = after.iter().map(|one| one.person).collect();
    let shares: Vec<Decimal> = after.iter().map(|one| one.share).collect();
    sqlx::query!(
        "delete from appraisal_superiors where appraisal_id = $1",
        seen.appraisal.id.0
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "insert into appraisal_superiors (appraisal_id, person_id, share)
         select $1, person, share from unnest($2::uuid[], $3::numeric[]) as given (person, share)",
        seen.appraisal.id.0,
        &people,
        &shares
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "update appraisals set version = version + 1 where id = $1",
        seen.appraisal.id.0
    )
    .execute(&mut **change)
    .await?;
    let (before, after) = (json!(before), json!(after));
    let event = Event::SuperiorsSet {
        before,
        after,
        bulk: false,
    };
    Ok(change.record(seen.appraisal.id, event).await?)
}

/// Whoever becomes the direct superior has no share beside that: what the others leave of a hundred is theirs.
pub async fn drop_share(change: &mut Change, appraisals: &[Uuid], superior: Uuid) -> Result<()> {
    let gone = sqlx::query!(
        "delete from appraisal_superiors where appraisal_id = any($1) and person_id = $2 returning appraisal_id, share",
        appraisals,
        superior
    )
    .fetch_all(&mut **change)
    .await?;
    if gone.is_empty() {
        return Ok(());
    }
    let events: Vec<_> = gone
        .into_iter()
        .map(|row| {
            let before = json!([{ "person": superior, "share": row.share }]);
            let event = Event::SuperiorsSet {
                before,
                after: json!([]),
                bulk: true,
            };
            (row.appraisal_id, event)
        })
        .collect();
    Ok(change.record_many(&events).await?)
}

pub struct CycleSettings {
    pub name: String,
    pub mode: Option<Mode>,
    pub most: Option<i16>,
    pub due_on: Option<Date>,
    pub version: i32,
    /// Somebody has been nominated: the promise stands.
    pub fixed: bool,
}

pub async fn cycle(db: &PgPool, cycle: CycleId) -> Result<CycleSettings> {
    sqlx::query_as!(
        CycleSettings,
        r#"select c.name, i.mode as "mode?: Mode", i.most as "most?", i.due_on as "due_on?",
            coalesce(i.version, 0) as "version!",
            exists (select from colleague_requests r join appraisals a on a.id = r.appraisal_id
                where a.cycle_id = c.id) as "fixed!"
           from cycles c left join cycle_inputs i on i.cycle_id = c.id
           where c.id = $1 and c.status <> 'cancelled'"#,
        cycle.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Sets how a cycle asks colleagues. Once somebody is nominated the mode stays as it is.
pub async fn ask_colleagues(
    tx: &mut PgConnection,
    cycle: CycleId,
    version: i32,
    (mode, most, due_on): (Mode, i16, Date),
) -> Result<()> {
    sqlx::query!("select id from cycles where id = $1 for update", cycle.0)
        .fetch_one(&mut *tx)
        .await?;
    sqlx::query!(
        "insert into cycle_inputs as i (cycle_id, mode, most, due_on) select $1, $2, $3, $4 where $5 = 0 or exists (
             select from cycle_inputs where cycle_id = $1)
         on conflict (cycle_id) do update set mode = $2, most = $3, due_on = $4, version = i.version + 1
         where i.version = $5 and (i.mode = $2 or not exists (
             select from colleague_requests r join appraisals a on a.id = r.appraisal_id where a.cycle_id = $1))",
        cycle.0,
        mode as Mode,
        most,
        due_on,
        version
    )
    .execute(&mut *tx)
    .await?.one_row()
}

pub struct Department {
    pub id: Uuid,
    pub name: String,
}

pub async fn departments(db: &PgPool, cycle: CycleId) -> Result<Vec<Department>> {
    Ok(sqlx::query_as!(
        Department,
        "select id, name from departments where id in (select department_id from appraisals where cycle_id = $1)
         order by name, id",
        cycle.0
    )
    .fetch_all(db)
    .await?)
}

/// Gives one person a share in every appraisal of a department that HR may set: not their own, not
/// where they are superior or facilitator already, and only where something is left for the direct
/// superior. How many were set, and how many of the department were not.
pub async fn share_out(
    change: &mut Change,
    viewer: &Viewer,
    cycle: CycleId,
    department: Uuid,
    (person, share): (PersonId, Decimal),
) -> Result<(i64, i64)> {
    let stages = policy::rule(Action::SetSuperiors).when;
    let all: Vec<Uuid> = sqlx::query_scalar!(
        r#"select a.id from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $3 and p.relation = 'hr'
           where a.cycle_id = $1 and a.department_id = $2 and a.stage <> 'withdrawn'
           order by a.id for no key update of a"#,
        cycle.0,
        department,
        viewer.id.0
    )
    .fetch_all(&mut **change)
    .await?;
    let set: Vec<Uuid> = sqlx::query_scalar!(
        r#"with given as (
               insert into appraisal_superiors (appraisal_id, person_id, share)
               select a.id, $2, $3 from appraisals a
               where a.id = any($1) and a.stage = any($4) and $2 not in (a.appraisee_id, a.superior_id)
                 and a.facilitator_id is distinct from $2
                 and $3 + coalesce((select sum(t.share) from appraisal_superiors t
                     where t.appraisal_id = a.id and t.person_id <> $2), 0) < 100
                 and (select count(*) from appraisal_superiors t where t.appraisal_id = a.id and t.person_id <> $2) < $5
               on conflict (appraisal_id, person_id) do update set share = excluded.share
               returning appraisal_id
           )
           update appraisals set version = version + 1 where id in (select appraisal_id from given) returning id"#,
        &all,
        person.0,
        share,
        stages as &[Stage],
        i64::try_from(super::rules::MOST).unwrap_or_default()
    )
    .fetch_all(&mut **change)
    .await?;
    let after = json!([{ "person": person, "share": share }]);
    let event = Event::SuperiorsSet {
        before: json!([]),
        after,
        bulk: true,
    };
    let events: Vec<_> = set.iter().map(|id| (*id, event.clone())).collect();
    change.record_many(&events).await?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Ok((count(set.len()), count(all.len() - set.len())))
}
