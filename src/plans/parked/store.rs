//! Reporting an outcome, and parked points as a list.

use sqlx::{PgPool, PgTransaction, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::Viewer,
    appraisals::Seen,
    cycles::form::Bilingual,
    web::{Error, Result},
};

/// The outcome of a point at the version that was read. The appraisal is held, so that its stage is
/// still the one that was asked about.
pub async fn report(
    tx: &mut PgTransaction<'_>,
    seen: &Seen,
    point: Uuid,
    read_at: i32,
    outcome: &str,
    now: OffsetDateTime,
) -> Result<()> {
    crate::appraisals::store::hold(tx, seen).await?;
    let changed = sqlx::query!(
        "update parked_points set outcome = $4, reported_at = $5, reported_by = $6, version = version + 1
         where id = $1 and appraisal_id = $2 and version = $3 and reported_at is null",
        point,
        seen.appraisal.id.0,
        read_at,
        outcome,
        now,
        seen.viewer.id.0
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Which points a list shows.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// mine | own | team | ledger
    pub whose: &'a str,
    /// open | overdue | reported, else all
    pub state: &'a str,
    pub cycle: Option<Uuid>,
    pub department: Option<Uuid>,
    pub today: Date,
    pub after: Option<(Date, Uuid)>,
    pub limit: i64,
}

#[derive(Debug)]
pub struct Line {
    pub id: Uuid,
    pub appraisal: Uuid,
    pub item: String,
    pub name: Option<Json<Bilingual>>,
    pub appraisee: String,
    pub owner: String,
    pub cycle: String,
    pub due_on: Date,
    pub reported: bool,
}

/// Only points of appraisals that the viewer is party to, other than through the committee.
pub async fn lines(db: &PgPool, viewer: &Viewer, filter: Filter<'_>) -> Result<Vec<Line>> {
    Ok(sqlx::query_as!(
        Line,
        r#"select k.id, k.appraisal_id as appraisal, k.item, n.name as "name: Json<Bilingual>", e.name as appraisee,
            o.name as owner, c.name as cycle, k.due_on, (k.reported_at is not null) as "reported!"
           from parked_points k
           join appraisals a on a.id = k.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
           join people e on e.id = a.appraisee_id
           join people o on o.id = k.owner_id
           join cycles c on c.id = a.cycle_id
           left join lateral (
               select i -> 'name' as name from forms f, jsonb_array_elements(f.definition -> 'indicators') i
               where f.id = c.form_id and i ->> 'key' = k.item limit 1
           ) n on true
           where case $2 when 'own' then a.appraisee_id = $1 when 'team' then a.superior_id = $1 when 'ledger' then true
                   else k.owner_id = $1 end
             -- asked row by row, in the order of the index, until the page is full
             and (select bool_or(case $2 when 'ledger' then p.relation in ('hr', 'clerk') else p.relation <> 'committee' end)
                  from parties p where p.appraisal_id = a.id and p.person_id = $1)
             and case $3 when 'open' then k.reported_at is null
                 when 'overdue' then k.reported_at is null and k.due_on < $4
                 when 'reported' then k.reported_at is not null
                 else true end
             and ($5::uuid is null or a.cycle_id = $5)
             and ($6::uuid is null or a.department_id = $6)
             and ($7::date is null or (k.due_on, k.id) > ($7, $8))
           order by k.due_on, k.id limit $9"#,
        viewer.id.0,
        filter.whose,
        filter.state,
        filter.today,
        filter.cycle,
        filter.department,
        filter.after.map(|(day, _)| day),
        filter.after.map(|(_, id)| id),
        filter.limit
    )
    .fetch_all(db)
    .await?)
}
