//! Comparing every row that the trail vouches for with the row as it stands: what was changed, taken away or put in
//! without an event is named, all of it. What was removed under retention is accounted for by the company's chain.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
};

use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    COMPANY, Kind,
    evidence::{Evidence, Name, Told, digest},
};

/// Of how many chains the rows are looked at in one query.
const BATCH: i64 = 200;

/// A row that is not as the trail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub stream: Uuid,
    pub name: Name,
    pub fault: Mismatch,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    Changed,
    Gone,
    /// It is there, and no event tells of it.
    PutIn,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Mismatch::Changed => "was changed after the event that tells of it",
            Mismatch::Gone => "was taken away, and no event tells of that",
            Mismatch::PutIn => "is there, and no event tells of it",
        };
        if self.stream == COMPANY {
            write!(f, "the company: {} {what}", self.name)
        } else {
            write!(f, "appraisal {}: {} {what}", self.stream, self.name)
        }
    }
}

/// How much was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    pub rows: usize,
    pub findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    evidence: Vec<Told>,
}

/// The last word of the trail on one row.
struct Last {
    format: i32,
    sha256: String,
    at: OffsetDateTime,
    actor: Option<Uuid>,
}

/// What one chain says of its rows.
#[derive(Default)]
struct Chain {
    rows: BTreeMap<Name, Last>,
    /// Its events were emptied under retention: it vouches for nothing any more.
    sealed: bool,
}

impl Chain {
    fn take(&mut self, told: Vec<Told>, at: OffsetDateTime, actor: Option<Uuid>) {
        for one in told {
            match one {
                Told::Row {
                    kind,
                    key,
                    part,
                    format,
                    sha256,
                } => {
                    let last = Last {
                        format,
                        sha256,
                        at,
                        actor,
                    };
                    self.rows.insert(Name { kind, key, part }, last);
                }
                Told::Gone {
                    kind, key, part, ..
                } => {
                    self.rows.remove(&Name { kind, key, part });
                }
                Told::All { kind, all } => {
                    self.rows
                        .retain(|name, _| (name.kind, name.key) != (kind, all));
                }
            }
        }
    }
}

/// What retention removed, by the company's chain.
#[derive(Default)]
struct Removed {
    /// When the working material of an appraisal went.
    working: HashMap<Uuid, OffsetDateTime>,
    people: BTreeSet<Uuid>,
    /// Appraisals whose events were emptied.
    erased: BTreeSet<Uuid>,
}

impl Removed {
    async fn load(db: &mut PgConnection) -> sqlx::Result<Self> {
        let mut removed = Self::default();
        let rows = sqlx::query!(
            "select at, kind, detail from events where stream = $1 and kind = any($2) and sealed_by is null order by seq",
            COMPANY,
            &[Kind::RetentionPurged.key(), Kind::PeopleAnonymised.key()] as &[&str]
        )
        .fetch_all(&mut *db)
        .await?;
        for row in rows {
            let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
            let ids = |field: &str| -> Vec<Uuid> {
                serde_json::from_value(detail[field].clone()).unwrap_or_default()
            };
            if row.kind == Kind::PeopleAnonymised.key() {
                removed.people.extend(ids("people"));
            } else {
                removed
                    .working
                    .extend(ids("working").into_iter().map(|id| (id, row.at)));
            }
        }
        removed.erased = sqlx::query_scalar!(
            "select distinct stream from events where sealed_by is not null and stream <> $1",
            COMPANY
        )
        .fetch_all(db)
        .await?
        .into_iter()
        .collect();
        Ok(removed)
    }

    /// Whether a row may be gone: working material after its period, and what somebody wrote for themselves.
    fn took(&self, stream: Uuid, name: &Name, last: &Last) -> bool {
        match name.kind {
            Evidence::Note | Evidence::NoteFile => {
                self.purged(stream, last)
                    || last.actor.is_some_and(|who| self.people.contains(&who))
            }
            Evidence::Preparation => self.purged(stream, last),
            Evidence::Roles => self.people.contains(&name.key),
            _ => false,
        }
    }

    /// Whether a row may say something else, or stand without an event that still tells of it.
    fn emptied(&self, stream: Uuid, name: &Name, last: Option<&Last>, content: &Value) -> bool {
        let of = |field: &str| {
            let id = content[field].as_str().and_then(|id| id.parse().ok());
            id.is_some_and(|id: Uuid| self.people.contains(&id))
        };
        match name.kind {
            Evidence::Advice => {
                content["body"] == "" && last.is_some_and(|last| self.purged(stream, last))
            }
            Evidence::Delegation => of("delegator") || of("delegate"),
            Evidence::CalibrationMember => name
                .part
                .parse()
                .is_ok_and(|id: Uuid| self.erased.contains(&id)),
            _ => false,
        }
    }

    fn purged(&self, stream: Uuid, last: &Last) -> bool {
        self.working.get(&stream).is_some_and(|at| *at >= last.at)
    }
}

/// Walks every chain and every row that one could tell of. The transaction has to be `repeatable read`.
pub async fn compare(db: &mut PgConnection) -> sqlx::Result<Compared> {
    let removed = Removed::load(&mut *db).await?;
    let mut compared = Compared::default();
    let mut streams = vec![COMPANY];
    loop {
        let chains = chains(&mut *db, &streams).await?;
        compare_batch(&mut *db, &streams, chains, &removed, &mut compared).await?;
        let after = streams.last().copied().unwrap_or_default();
        // also appraisals whose chain is gone, and chains whose appraisal is
        streams = sqlx::query_scalar!(
            r#"select id as "id!" from (
                   (select stream as id from chains where stream > $1 order by stream limit $2)
                   union
                   (select id from appraisals where id > $1 order by id limit $2)
               ) s order by id limit $2"#,
            after,
            BATCH
        )
        .fetch_all(&mut *db)
        .await?;
        if streams.is_empty() {
            return Ok(compared);
        }
    }
}

async fn chains(db: &mut PgConnection, streams: &[Uuid]) -> sqlx::Result<HashMap<Uuid, Chain>> {
    let rows = sqlx::query!(
        r#"select stream, at, actor_id, detail, sealed_by is not null as "sealed!" from events
           where stream = any($1) and (sealed_by is not null or detail like '%"evidence":[%') order by stream, seq"#,
        streams
    )
    .fetch_all(db)
    .await?;
    let mut chains: HashMap<Uuid, Chain> = HashMap::new();
    for row in rows {
        let chain = chains.entry(row.stream).or_default();
        if row.sealed {
            chain.sealed = true;
        } else if let Ok(detail) = serde_json::from_str::<Detail>(&row.detail) {
            chain.take(detail.evidence, row.at, row.actor_id);
        }
    }
    Ok(chains)
}

async fn compare_batch(
    db: &mut PgConnection,
    streams: &[Uuid],
    mut chains: HashMap<Uuid, Chain>,
    removed: &Removed,
    compared: &mut Compared,
) -> sqlx::Result<()> {
    let rows = sqlx::query!(
        r#"select kind as "kind!", stream as "stream!", key as "key!", part as "part!", format as "format!", salt as "salt!", content as "content!"
           from evidence where stream = any($1)"#,
        streams
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let Some(kind) = Evidence::from_key(&row.kind) else {
            continue;
        };
        let chain = chains.entry(row.stream).or_default();
        if chain.sealed && row.stream != COMPANY {
            continue;
        }
        let name = Name {
            kind,
            key: row.key,
            part: row.part,
        };
        // the same row in another format is another line of the view
        if chain
            .rows
            .get(&name)
            .is_some_and(|last| last.format != row.format)
        {
            continue;
        }
        compared.rows += 1;
        let last = chain.rows.remove(&name);
        let fault = match &last {
            Some(last) if last.sha256 == digest(&name, row.format, row.salt, &row.content) => None,
            Some(_) => Some(Mismatch::Changed),
            None => Some(Mismatch::PutIn),
        };
        if let Some(fault) = fault
            && !removed.emptied(row.stream, &name, last.as_ref(), &row.content)
        {
            compared.findings.push(Finding {
                stream: row.stream,
                name,
                fault,
            });
        }
    }
    for (stream, chain) in chains {
        if chain.sealed && stream != COMPANY {
            continue;
        }
        for (name, last) in chain.rows {
            if !removed.took(stream, &name, &last) {
                let fault = Mismatch::Gone;
                compared.findings.push(Finding {
                    stream,
                    name,
                    fault,
                });
            }
        }
    }
    Ok(())
}
