//! The rows of the list of cycles: searched, in an order, a page at a time.

use sqlx::PgPool;
use time::Date;

use super::{rules::Kind, store::Status};
use crate::{
    ground::ids::CycleId,
    web::{Cursor, Result},
};

pub struct CycleLine {
    pub id: CycleId,
    pub name: String,
    pub kind: Kind,
    pub starts_on: Date,
    pub ends_on: Date,
    pub sign_due: Date,
    pub status: Status,
    pub total: i64,
    pub concluded: i64,
    pub withdrawn: i64,
    pub overdue: i64,
    /// What the list is in the order of.
    pub key: String,
}

/// In what order the list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest period first.
    #[default]
    Newest,
    Oldest,
    Name,
    NameBackwards,
}

impl Order {
    pub fn from_key(key: &str) -> Self {
        match key {
            "period" => Self::Oldest,
            "name" => Self::Name,
            "-name" => Self::NameBackwards,
            _ => Self::Newest,
        }
    }
}

pub struct Wanted {
    pub pattern: Option<String>,
    pub status: Option<Status>,
    pub order: Order,
    pub cursor: Cursor,
    pub size: i64,
}

/// A page of the cycles, with how far each is.
pub async fn list(db: &PgPool, today: Date, wanted: &Wanted) -> Result<Vec<CycleLine>> {
    let (key, id) = wanted.cursor.parts();
    let by_name = matches!(wanted.order, Order::Name | Order::NameBackwards);
    let backwards = matches!(wanted.order, Order::Newest | Order::NameBackwards);
    Ok(sqlx::query_as!(
        CycleLine,
        r#"with keyed as (
               select c.*, case when $3 then lower(c.name) else to_char(c.ends_on, 'YYYY-MM-DD ') || lower(c.name) end as key
               from cycles c
               where ($2::text is null or lower(c.name) like $2) and ($8::cycle_status is null or c.status = $8)
           ), page as (
               select * from keyed
               where $4::text is null or case when $6 then (key, id) < ($4, $5) else (key, id) > ($4, $5) end
               order by case when $6 then key end desc, case when $6 then id end desc, key, id
               limit $7
           )
           select c.id as "id: CycleId", c.name, c.kind as "kind: Kind", c.starts_on, c.ends_on, c.sign_due,
            c.status as "status: Status", c.key as "key!",
            coalesce(n.total, 0) as "total!", coalesce(n.concluded, 0) as "concluded!",
            coalesce(n.withdrawn, 0) as "withdrawn!", coalesce(n.overdue, 0) as "overdue!"
           from page c
           left join lateral (
               select count(*) as total, count(*) filter (where stage = 'concluded') as concluded,
                   count(*) filter (where stage = 'withdrawn') as withdrawn,
                   count(*) filter (where due_on < $1 and stage not in ('concluded', 'withdrawn')) as overdue
               from appraisals where cycle_id = c.id
           ) n on true
           order by case when $6 then c.key end desc, case when $6 then c.id end desc, c.key, c.id"#,
        today,
        wanted.pattern,
        by_name,
        key,
        id,
        backwards != wanted.cursor.back,
        wanted.size,
        wanted.status as Option<Status>
    )
    .fetch_all(db)
    .await?)
}
