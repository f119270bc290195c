//! One walk over the events of some chains: whether each follows the one before it, and what the chain says of its
//! rows. Whoever else wants to read the events looks on.

use std::collections::{BTreeMap, HashMap};

use futures_util::TryStreamExt as _;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    evidence::{Name, Told},
    link::{Break, Fault, Head, Link},
};

/// How many chains are looked at in one portion.
pub const PORTION: i64 = 200;

/// How many events that are gone are named one by one.
const NAMED: i64 = 100;

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    evidence: Vec<Told>,
}

/// The last word of a chain on one row.
#[derive(Debug)]
pub(super) struct Last {
    pub format: i32,
    pub sha256: Box<str>,
}

/// What was walked over.
#[derive(Debug, Default)]
pub struct Walked {
    pub chains: usize,
    pub events: usize,
    /// Of them, those whose content was removed under retention.
    pub removed: usize,
    pub breaks: Vec<Break>,
    /// What each chain says of its rows.
    pub(super) told: HashMap<Uuid, HashMap<Name, Last>>,
}

/// The next chains after one: those that have a head, and those that have lost it, or their appraisal.
pub async fn next(db: &mut PgConnection, after: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"with recursive present as (
               (select stream from events where stream > $1 order by stream limit 1)
               union all
               select (select e.stream from events e where e.stream > h.stream order by e.stream limit 1) from present h where h.stream is not null
           )
           select id as "id!" from (
               (select stream as id from chains where stream > $1 order by stream limit $2)
               union
               (select id from appraisals where id > $1 order by id limit $2)
               union
               (select stream from present where stream is not null limit $2)
           ) s order by id limit $2"#,
        after,
        PORTION
    )
    .fetch_all(db)
    .await
}

/// Walks these chains. Only with `rows` does it keep what they say of their rows.
pub async fn walk(
    db: &mut PgConnection,
    streams: &[Uuid],
    rows: bool,
    look: &mut (dyn FnMut(&Link) + Send),
) -> sqlx::Result<Walked> {
    let mut heads: BTreeMap<Uuid, Head> = sqlx::query!(
        "select stream, seq, hash from chains where stream = any($1)",
        streams
    )
    .fetch_all(&mut *db)
    .await?
    .into_iter()
    .map(|row| {
        let head = Head {
            seq: row.seq,
            hash: row.hash,
        };
        (row.stream, head)
    })
    .collect();
    let mut walked = Walked {
        chains: heads.len(),
        ..Walked::default()
    };
    let mut now: Option<(Uuid, Head)> = None;
    let mut events = sqlx::query!(
        r#"select stream, seq, at, actor_id, kind, detail, prev, hash, sealed_by from events
           where stream = any($1) order by stream, seq"#,
        streams
    )
    .fetch(&mut *db);
    while let Some(row) = events.try_next().await? {
        let link = Link {
            stream: row.stream,
            seq: row.seq,
            at: row.at,
            actor: row.actor_id,
            kind: row.kind,
            detail: row.detail,
            prev: row.prev,
            hash: row.hash,
            removed: row.sealed_by.is_some(),
        };
        walked.events += 1;
        walked.removed += usize::from(link.removed);
        if now
            .as_ref()
            .is_none_or(|(stream, _)| *stream != link.stream)
        {
            walked.end(now.take(), &mut heads);
        }
        let (_, head) = now.get_or_insert_with(|| (link.stream, Head::default()));
        walked.follow(head, &link);
        if rows && !link.removed {
            walked.take(&link);
        }
        look(&link);
    }
    drop(events);
    walked.end(now, &mut heads);
    // what is left has a head and no event at all
    for (stream, head) in heads {
        walked
            .breaks
            .extend(Head::default().ends_at(stream, &head).err());
    }
    Ok(walked)
}

impl Walked {
    /// Takes the next event; where it does not follow, the walk goes on behind it.
    fn follow(&mut self, head: &mut Head, link: &Link) {
        let Err(found) = head.follow(link) else {
            return;
        };
        if found.fault == Fault::Missing {
            let gone = (head.seq + 1..link.seq).take(usize::try_from(NAMED).unwrap_or_default());
            self.breaks.extend(gone.map(|seq| Break {
                seq,
                ..found.clone()
            }));
            // what follows a gap may have been changed, too
            let mut behind = Head {
                seq: link.seq - 1,
                hash: link.prev.clone(),
            };
            self.breaks.extend(behind.follow(link).err());
        } else {
            self.breaks.push(found);
        }
        *head = Head {
            seq: link.seq,
            hash: link.hash.clone(),
        };
    }

    fn end(&mut self, chain: Option<(Uuid, Head)>, heads: &mut BTreeMap<Uuid, Head>) {
        if let Some((stream, head)) = chain {
            let told = heads.remove(&stream).unwrap_or_default();
            self.breaks.extend(head.ends_at(stream, &told).err());
        }
    }

    fn take(&mut self, link: &Link) {
        if !link.detail.contains("\"evidence\":[") {
            return;
        }
        // what is no longer what was written is a break already
        let Ok(detail) = serde_json::from_str::<Detail>(&link.detail) else {
            return;
        };
        let rows = self.told.entry(link.stream).or_default();
        for one in detail.evidence {
            match one {
                Told::Row {
                    kind,
                    key,
                    part,
                    format,
                    sha256,
                } => {
                    let sha256 = sha256.into_boxed_str();
                    rows.insert(Name { kind, key, part }, Last { format, sha256 });
                }
                Told::Gone {
                    kind, key, part, ..
                } => {
                    rows.remove(&Name { kind, key, part });
                }
                Told::All { kind, all } => {
                    rows.retain(|name, _| (name.kind, name.key) != (kind, all));
                }
            }
        }
    }
}
