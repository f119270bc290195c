//! Reporting an outcome, and parked points as a list.

use sqlx::{PgConnection, PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::Viewer,
    appraisals::Seen,
    forms::form::Bilingual,
    plans::listing::Filter,
    web::{OneRow, Result},
};

/// The outcome of a point at the version that was read. The appraisal is held, so that its stage is
/// still the one that was asked about.
pub async fn report(
    tx: &mut PgConnection,
    seen: &Seen,
    point: Uuid,
    read_at: i32,
    outcome: &str,
    now: OffsetDateTime,
) -> Result<()> {
    crate::appraisals::advance::hold(tx, seen).await?;
    sqlx::query!(
        "update parked_points set outcome = $4, reported_at = $5, reported_by = $6, version = version + 1
         where id = $1 and appraisal_id = $2 and version = $3 and reported_at is null",
        point,
        seen.appraisal.id.0,
        read_at,
        outcome,
        now,
        seen.viewer.id.0
    )
    .execute(&mut *tx)
    .await?.one_row()
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
pub async fn lines(db: &PgPool, viewer: &Viewer, filter: &Filter) -> Result<Vec<Line>> {
    // as with the items of plans
    macro_rules! read {
        ($among:literal, $beyond:literal, $order:literal) => {
            sqlx::query_as!(
                Line,
                r#"select k.id as "id!", k.appraisal_id as "appraisal!", k.item as "item!", n.name as "name: Json<Bilingual>", e.name as appraisee,
                    o.name as owner, c.name as cycle, k.due_on as "due_on!", (k.reported_at is not null) as "reported!"
                   from "# + $among + r#" k
                   join appraisals a on a.id = k.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
                   join people e on e.id = a.appraisee_id
                   join people o on o.id = k.owner_id
                   join cycles c on c.id = a.cycle_id
                   left join lateral (
                       select i -> 'name' as name from forms f, jsonb_array_elements(f.definition -> 'indicators') i
                       where f.id = coalesce(a.form_id, c.form_id) and i ->> 'key' = k.item limit 1
                   ) n on true
                   where (select bool_or(case $2 when 'ledger' then p.relation in ('hr', 'clerk') else p.relation <> 'committee' end)
                          from parties p where p.appraisal_id = a.id and p.person_id = $1)
                     and case $3 when 'open' then k.reported_at is null
                         when 'overdue' then k.reported_at is null
                         when 'reported' then k.reported_at is not null
                         else true end
                     and k.due_on < case $3 when 'overdue' then $4 else 'infinity'::date end
                     and ($5::uuid is null or a.cycle_id = $5)
                     and ($6::uuid is null or a.department_id = $6)
                     and ($7::text is null
                         or lower(e.name || ' ' || o.name || ' ' || coalesce(n.name ->> $11, k.item)) like $7)
                     and ($8::date is null or (k.due_on, k.id) "#
                    + $beyond
                    + " ($8, $9)) order by "
                    + $order
                    + " limit $10",
                viewer.id.0,
                filter.whose,
                filter.state,
                filter.today,
                filter.cycle,
                filter.department,
                filter.pattern,
                filter.at.map(|(day, _)| day),
                filter.at.map(|(_, id)| id),
                filter.limit,
                viewer.lang.key()
            )
            .fetch_all(db)
            .await?
        };
    }
    macro_rules! directed {
        ($among:literal) => {
            if filter.onwards {
                read!($among, ">", "k.due_on, k.id")
            } else {
                read!($among, "<", "k.due_on desc, k.id desc")
            }
        };
    }
    Ok(if filter.whose == "ledger" {
        directed!("parked_points")
    } else {
        directed!(
            "(select * from parked_points where owner_id = $1 and $2 not in ('own', 'team')
              union all
              select n.* from appraisals t join parked_points n on n.appraisal_id = t.id where t.appraisee_id = $1 and $2 = 'own'
              union all
              select n.* from appraisals t join parked_points n on n.appraisal_id = t.id where t.superior_id = $1 and $2 = 'team')"
        )
    })
}
