//! Reading and changing items of the plan.

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::Deserialize;
use sqlx::{PgConnection, PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    listing::Filter,
    rules::{Deed, Status},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::Seen,
    evaluations::superior::Cause,
    ground::ids::{AppraisalId, PersonId},
    web::{At, Error, OneRow, Result},
};

#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    pub author: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub kind: Deed,
    pub words: String,
}

#[derive(Debug, Clone)]
pub struct Item {
    pub id: Uuid,
    pub appraisal: AppraisalId,
    pub item: String,
    pub what: String,
    pub cause: Cause,
    pub measure: String,
    pub support: String,
    pub support_by: String,
    pub owner: PersonId,
    pub owner_name: String,
    pub due_on: Date,
    pub criteria: String,
    pub status: Status,
    pub version: i32,
    pub entries: Vec<Entry>,
}

/// An item with its appraisal as this viewer may see both: the only way to hold one in a handler.
#[derive(Debug)]
pub struct SeenPlan {
    pub item: Item,
    pub seen: Seen,
}

impl FromRequestParts<App> for SeenPlan {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        let At(id) = At::<Uuid>::from_request_parts(parts, app).await?;
        let row = sqlx::query!(
            r#"select i.id, i.appraisal_id, i.item, i.what, i.cause as "cause: Cause", i.measure, i.support,
                coalesce(s.name, '') as "support_by!", i.owner_id, o.name as owner_name, i.due_on, i.criteria,
                i.status as "status: Status", i.version,
                (select coalesce(json_agg(json_build_object('author', p.name, 'at', e.at, 'kind', e.kind, 'words', e.words)
                        order by e.at desc), '[]')
                    from plan_entries e join people p on p.id = e.author_id where e.plan_item_id = i.id
                ) as "entries!: Json<Vec<Entry>>"
               from plan_items i join people o on o.id = i.owner_id left join people s on s.id = i.support_by
               where i.id = $1
                 and exists (select from parties q where q.appraisal_id = i.appraisal_id and q.person_id = $2)"#,
            id,
            viewer.id.0
        )
        .fetch_optional(&app.db)
        .await?
        .ok_or(Error::NotFound)?;
        let seen = Seen::by_id(&app.db, AppraisalId(row.appraisal_id), viewer).await?;
        seen.must(crate::access::Action::ReadPlan)?;
        let item = Item {
            id: row.id,
            appraisal: AppraisalId(row.appraisal_id),
            item: row.item,
            what: row.what,
            cause: row.cause,
            measure: row.measure,
            support: row.support,
            support_by: row.support_by,
            owner: PersonId(row.owner_id),
            owner_name: row.owner_name,
            due_on: row.due_on,
            criteria: row.criteria,
            status: row.status,
            version: row.version,
            entries: row.entries.0,
        };
        Ok(Self { item, seen })
    }
}

#[derive(Debug, Clone)]
pub struct Line {
    pub id: Uuid,
    pub what: String,
    pub appraisee: String,
    pub owner: String,
    pub support: String,
    pub cycle: String,
    pub due_on: Date,
    pub status: Status,
    /// Whether the viewer may open it.
    pub linked: bool,
}

pub async fn lines(db: &PgPool, viewer: &Viewer, filter: &Filter) -> Result<Vec<Line>> {
    // one text for both directions: the ledger is read in the order of the index until the page is full, and
    // whoever has a few items is spared the others
    macro_rules! read {
        ($among:literal, $beyond:literal, $order:literal) => {
            sqlx::query_as!(
                Line,
                r#"select i.id as "id!", i.what as "what!", e.name as appraisee, o.name as owner, i.support as "support!",
                    c.name as cycle, i.due_on as "due_on!", i.status as "status!: Status", (p.relations is not null) as "linked!"
                   from "# + $among + r#" i
                   join appraisals a on a.id = i.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
                   join people e on e.id = a.appraisee_id
                   join people o on o.id = i.owner_id
                   join cycles c on c.id = a.cycle_id
                   left join lateral (
                       select array_agg(relation) as relations from parties
                       where appraisal_id = a.id and person_id = $1 and relation <> 'committee'
                   ) p on true
                   where i.status not in ('draft', 'dropped')
                     and ($2 <> 'ledger' or p.relations && '{hr,clerk}'::relation[])
                     and case $3 when 'open' then i.status in ('open', 'reported')
                         when 'overdue' then i.status = 'open'
                         when 'done' then i.status = 'accepted'
                         else true end
                     and i.due_on < case $3 when 'overdue' then $4 else 'infinity'::date end
                     and ($5::uuid is null or a.cycle_id = $5)
                     and ($6::uuid is null or a.department_id = $6)
                     and ($7::text is null or lower(i.what || ' ' || e.name || ' ' || o.name) like $7)
                     and ($8::date is null or (i.due_on, i.id) "#
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
                filter.limit
            )
            .fetch_all(db)
            .await?
        };
    }
    macro_rules! directed {
        ($among:literal) => {
            if filter.onwards {
                read!($among, ">", "i.due_on, i.id")
            } else {
                read!($among, "<", "i.due_on desc, i.id desc")
            }
        };
    }
    Ok(if filter.whose == "ledger" {
        directed!("plan_items")
    } else {
        directed!(
            "(select * from plan_items where owner_id = $1 and $2 not in ('team', 'support')
              union all
              select * from plan_items where support_by = $1 and $2 = 'support'
              union all
              select n.* from appraisals t join plan_items n on n.appraisal_id = t.id where t.superior_id = $1 and $2 = 'team')"
        )
    })
}

/// Changes an item at the version that the viewer read, and adds the entry of it.
pub async fn change(
    tx: &mut PgConnection,
    plan: &SeenPlan,
    read_at: i32,
    (deed, to): (Deed, Status),
    due_on: Option<Date>,
    words: &str,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "with item as (
             update plan_items set status = $3, due_on = coalesce($4, due_on), version = version + 1
             where id = $1 and version = $2 returning id
         )
         insert into plan_entries (plan_item_id, author_id, at, kind, words) select id, $5, $6, $7, $8 from item",
        plan.item.id,
        read_at,
        to as Status,
        due_on,
        plan.seen.viewer.id.0,
        now,
        deed.key(),
        words
    )
    .execute(&mut *tx)
    .await?.one_row()
}
