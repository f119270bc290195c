//! Reading events.

use sqlx::PgPool;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    appraisals::Seen,
    audit::link::{Head, Link},
    web::Result,
};

/// An appraisal's whole chain with the names of the actors, and where its head says that it ends.
pub async fn chain(db: &PgPool, seen: &Seen) -> Result<(Vec<(Link, String)>, Head)> {
    let rows = sqlx::query!(
        r#"select e.stream, e.seq, e.at, e.actor_id, e.kind, e.detail, e.prev, e.hash, e.sealed_by is not null as "removed!",
            coalesce(p.name, '') as "name!",
            c.seq as "head_seq?", c.hash as "head_hash?"
           from events e left join people p on p.id = e.actor_id left join chains c on c.stream = e.stream
           where e.stream = $1 order by e.seq"#,
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?;
    let mut head = Head::default();
    let mut links = Vec::with_capacity(rows.len());
    for row in rows {
        if let (Some(seq), Some(hash)) = (row.head_seq, row.head_hash) {
            head = Head { seq, hash };
        }
        let link = Link {
            stream: row.stream,
            seq: row.seq,
            at: row.at,
            actor: row.actor_id,
            kind: row.kind,
            detail: row.detail,
            prev: row.prev,
            hash: row.hash,
            removed: row.removed,
        };
        links.push((link, row.name));
    }
    Ok((links, head))
}

/// One event without what it says.
#[derive(Debug, Clone)]
pub struct Event {
    pub stream: Uuid,
    pub seq: i64,
    pub at: OffsetDateTime,
    pub kind: String,
    pub actor: String,
    pub hash: String,
}

#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub kind: Option<String>,
    pub actor: Option<String>,
    pub day: Option<Date>,
    /// The last row of the page before: microseconds, stream, number.
    pub after: Option<(OffsetDateTime, Uuid, i64)>,
    pub limit: i64,
}

/// Events of all chains, newest first.
pub async fn events(db: &PgPool, filter: &Filter) -> Result<Vec<Event>> {
    Ok(sqlx::query_as!(
        Event,
        r#"select e.stream, e.seq, e.at, e.kind, coalesce(p.name, '') as "actor!", e.hash
           from events e left join people p on p.id = e.actor_id
           where ($1::text is null or e.kind = $1)
             and ($2::text is null or lower(p.name) like $2)
             and ($3::date is null or (e.at >= $3 and e.at < $3 + 1))
             and ($4::timestamptz is null or (e.at, e.stream, e.seq) < ($4, $5, $6))
           order by e.at desc, e.stream desc, e.seq desc limit $7"#,
        filter.kind,
        filter.actor,
        filter.day,
        filter.after.map(|(at, ..)| at),
        filter.after.map(|(_, stream, _)| stream),
        filter.after.map(|(.., seq)| seq),
        filter.limit
    )
    .fetch_all(db)
    .await?)
}
