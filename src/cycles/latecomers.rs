//! People who come into a running cycle, in the database.

use std::collections::HashSet;

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{
    making::{self, First},
    population::Place,
};
use crate::{audit::Change, ground::ids::CycleId, web::Result};

/// Who fell out at the launch, by reason.
pub(super) async fn outside(db: &PgPool, cycle: CycleId) -> Result<Vec<(Place, i64)>> {
    Ok(sqlx::query!(
        r#"select place, count(*) as "count!" from cycle_members
           where cycle_id = $1 and place not in ('direct', 'level_up', 'named') group by place order by place"#,
        cycle.0
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .filter_map(|row| Some((Place::from_key(&row.place)?, row.count)))
    .collect())
}

/// Takes people in by name, whatever the cycle's departments, levels and dates say.
pub(super) async fn include(
    tx: &mut PgConnection,
    cycle: CycleId,
    people: &[Uuid],
    reason: &str,
) -> Result<()> {
    sqlx::query!(
        r#"insert into cycle_exceptions (cycle_id, person_id, include_reason)
           select $1, id, $3 from unnest($2::uuid[]) as given (id)
           on conflict (cycle_id, person_id) do update set include_reason = $3, exempt_reason = null"#,
        cycle.0,
        people,
        reason
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Somebody who is looked at.
pub(super) struct Late {
    pub person: Uuid,
    pub place: Place,
    /// Has an appraisal in this cycle.
    pub there: bool,
    /// The cycle of the same kind and time that they are in.
    pub elsewhere: Option<String>,
}

/// How these people stand to the cycle, or all whom its rules take in by now and who have no appraisal yet.
pub(super) async fn late(
    tx: &mut PgConnection,
    cycle: CycleId,
    people: Option<&[Uuid]>,
) -> Result<Vec<Late>> {
    let rows = sqlx::query!(
        r#"select cp.person_id as "person!", cp.place as "place!", o.name as "elsewhere?",
            exists (select from appraisals a where a.cycle_id = $1 and a.appraisee_id = cp.person_id) as "there!"
           from cycle_people($1) cp
           join cycles c on c.id = $1
           left join lateral (
               select o.name from appraisals a join cycles o on o.id = a.cycle_id
               where a.appraisee_id = cp.person_id and a.stage <> 'withdrawn' and o.id <> c.id and o.kind = c.kind
                 and o.status in ('launching', 'running', 'paused') and c.starts_on <= o.ends_on and o.starts_on <= c.ends_on
               limit 1
           ) o on true
           where ($2::uuid[] is null or cp.person_id = any($2))
             and ($2 is not null or (cp.place in ('direct', 'level_up', 'named')
                and not exists (select from appraisals a where a.cycle_id = $1 and a.appraisee_id = cp.person_id)))"#,
        cycle.0,
        people
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Late {
                person: row.person,
                place: Place::from_key(&row.place)?,
                there: row.there,
                elsewhere: row.elsewhere,
            })
        })
        .collect())
}

/// Those of these people who have an appraisal in the cycle.
pub(super) async fn joined(
    tx: &mut PgConnection,
    cycle: CycleId,
    people: &[Uuid],
) -> Result<HashSet<Uuid>> {
    let there = sqlx::query_scalar!(
        "select appraisee_id from appraisals where cycle_id = $1 and appraisee_id = any($2)",
        cycle.0,
        people
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(there.into_iter().collect())
}

/// Makes the appraisals of these people; how many.
pub(super) async fn make(
    change: &mut Change,
    cycle: CycleId,
    people: &[Uuid],
    own_deadlines: &serde_json::Value,
    first: &First,
) -> Result<i64> {
    let last = sqlx::query_scalar!(
        r#"select coalesce(max(seq), 0) as "last!" from cycle_members where cycle_id = $1"#,
        cycle.0
    )
    .fetch_one(&mut **change)
    .await?;
    sqlx::query!(
        r#"with coming as materialized (
               select * from cycle_people($1) cp
               where cp.place in ('direct', 'level_up', 'named') and cp.person_id = any($2)
                 and not exists (select from appraisals a where a.cycle_id = $1 and a.appraisee_id = cp.person_id)
           )
           insert into cycle_members as m (cycle_id, person_id, place, department_id, position, level, superior_id,
               next_superior_id, facilitator_id, reason, own_deadlines)
           select $1, person_id, place, department_id, position, level, superior_id, next_superior_id, facilitator_id,
               coalesce(include_reason, ''), $3
           from coming
           on conflict (cycle_id, person_id) do update set place = excluded.place, department_id = excluded.department_id,
               position = excluded.position, level = excluded.level, superior_id = excluded.superior_id,
               next_superior_id = excluded.next_superior_id, facilitator_id = excluded.facilitator_id,
               reason = excluded.reason, own_deadlines = excluded.own_deadlines, seq = default"#,
        cycle.0,
        people,
        own_deadlines
    )
    .execute(&mut **change)
    .await?;
    let mut after = last;
    let mut count = 0;
    loop {
        let made = making::make(change, cycle, after, first).await?;
        count += made.made;
        match made.last {
            Some(last) => after = last,
            None => return Ok(count),
        }
    }
}
