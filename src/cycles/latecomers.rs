//! People who come into a running cycle, in the database.

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{
    making::{self, First},
    population::Place,
    shifts,
};
use crate::{audit::Change, ground::ids::CycleId, web::Result};

/// Somebody whom the rules take in by now, but who has no appraisal yet.
pub(super) struct Fitting {
    pub name: String,
    pub number: String,
    pub department: String,
    pub superior: String,
}

/// Why somebody cannot come in.
pub(super) enum Late {
    Out(Place),
    There,
    /// In another cycle of the same kind and time.
    Elsewhere(String),
}

/// Who fits by now: the first of them, and how many.
pub(super) async fn fitting(db: &PgPool, cycle: CycleId) -> Result<(Vec<Fitting>, i64)> {
    let rows = sqlx::query!(
        r#"select p.name, p.number, coalesce(d.name, '') as "department!", coalesce(s.name, '') as "superior!",
            count(*) over () as "count!"
           from cycle_people($1) cp
           join people p on p.id = cp.person_id
           left join departments d on d.id = cp.department_id
           left join people s on s.id = cp.superior_id
           where cp.place in ('direct', 'level_up', 'named')
             and not exists (select from appraisals a where a.cycle_id = $1 and a.appraisee_id = cp.person_id)
           order by p.name, p.id limit 20"#,
        cycle.0
    )
    .fetch_all(db)
    .await?;
    let count = rows.first().map_or(0, |row| row.count);
    let fitting = rows
        .into_iter()
        .map(|row| Fitting {
            name: row.name,
            number: row.number,
            department: row.department,
            superior: row.superior,
        })
        .collect();
    Ok((fitting, count))
}

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

/// Those of the wanted people who cannot come in, and why; of all who fit only those in another cycle.
pub(super) async fn refused(
    tx: &mut PgConnection,
    cycle: CycleId,
    people: Option<&Vec<Uuid>>,
) -> Result<Vec<(String, Late)>> {
    let rows = sqlx::query!(
        r#"select p.name, cp.place as "place!", o.name as "other?",
            exists (select from appraisals a where a.cycle_id = $1 and a.appraisee_id = cp.person_id) as "there!"
           from cycle_people($1) cp
           join people p on p.id = cp.person_id
           join cycles c on c.id = $1
           left join lateral (
               select o.name from appraisals a join cycles o on o.id = a.cycle_id
               where a.appraisee_id = cp.person_id and a.stage <> 'withdrawn' and o.id <> c.id and o.kind = c.kind
                 and o.status in ('launching', 'running', 'paused') and c.starts_on <= o.ends_on and o.starts_on <= c.ends_on
               limit 1
           ) o on true
           where ($2::uuid[] is null or cp.person_id = any($2))
             and (o.name is not null or $2 is not null)
             and ($2 is not null or (cp.place in ('direct', 'level_up', 'named')
                and not exists (select from appraisals a where a.cycle_id = $1 and a.appraisee_id = cp.person_id)))
           order by p.name limit 50"#,
        cycle.0,
        people as Option<&Vec<Uuid>>
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let place = Place::from_key(&row.place)?;
            let why = if row.there {
                Late::There
            } else if !place.takes_part() {
                Late::Out(place)
            } else {
                Late::Elsewhere(row.other?)
            };
            Some((row.name, why))
        })
        .collect())
}

/// Makes the appraisals of the given people, or of all who fit by now; how many.
pub(super) async fn make(
    change: &mut Change,
    cycle: CycleId,
    people: Option<&Vec<Uuid>>,
    own_deadlines: &serde_json::Value,
    first: &First,
) -> Result<i64> {
    shifts::longer(change).await?;
    let last = sqlx::query_scalar!(
        r#"select coalesce(max(seq), 0) as "last!" from cycle_members where cycle_id = $1"#,
        cycle.0
    )
    .fetch_one(&mut **change)
    .await?;
    sqlx::query!(
        r#"with coming as materialized (
               select * from cycle_people($1) cp
               where cp.place in ('direct', 'level_up', 'named') and ($2::uuid[] is null or cp.person_id = any($2))
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
        people as Option<&Vec<Uuid>>,
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
