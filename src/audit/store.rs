//! Writing to the chains: two statements for any number of events.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    event::{By, Event, Kind, Tells},
    evidence::{About, Asked, Evidence, Found, Name, Telling},
    link::{self, FIRST, Head},
};
use crate::ground::ids::PersonId;

/// How many rows one event tells of at most; what is more is told by further ones.
const MOST: usize = 500;

/// How every row under a key is noted (`note_rows` in `schema.sql`).
const EVERY: &str = "\u{2}";

/// The stream of everything that is not about one appraisal.
pub const COMPANY: Uuid = Uuid::nil();

/// An event on its way into a chain.
pub(super) struct Entry {
    stream: Uuid,
    kind: Kind,
    detail: Map<String, Value>,
    about: Vec<About>,
    /// Every row of the chain: what its emptied events said of them is gone.
    whole: bool,
}

impl Entry {
    pub fn of(stream: Uuid, event: &Event<'_>, actor: Option<PersonId>) -> sqlx::Result<Self> {
        let kind = event.kind();
        let about = event.about(By {
            chain: stream,
            actor: actor.map(|actor| actor.0),
        });
        match serde_json::to_value(event).map_err(encode)? {
            Value::Object(detail) => Ok(Self {
                stream,
                kind,
                detail,
                about,
                whole: kind == Kind::AppraisalEmptied,
            }),
            other => Err(encode(format!("{} says {other}, not fields", kind.key()))),
        }
    }
}

impl Entry {
    fn tell(&mut self, telling: Telling) -> sqlx::Result<()> {
        let told = telling.told();
        if !told.is_empty() {
            let told = serde_json::to_value(told).map_err(encode)?;
            self.detail.insert("evidence".to_owned(), told);
        }
        Ok(())
    }
}

fn encode(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::Encode(error.into())
}

/// Adds events to their streams, in the order given. The heads of the chains are locked until the transaction ends, so
/// that two events never follow the same one.
pub(super) async fn append(
    db: &mut PgConnection,
    mut entries: Vec<Entry>,
    actor: Option<PersonId>,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    let mut heads = vouch(&mut *db, &mut entries).await?;
    let actor = actor.map(|actor| actor.0);
    let (mut streams, mut seqs, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    let mut news = Vec::new();
    let (mut details, mut prevs, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for Entry {
        stream,
        kind,
        detail,
        ..
    } in &entries
    {
        let detail = serde_json::to_string(detail).map_err(encode)?;
        // every stream that was given has a head
        let head = heads.entry(*stream).or_default();
        let seq = head.seq + 1;
        let hash = link::hash(&head.hash, *stream, seq, now, actor, kind.key(), &detail);
        let next = Head {
            seq,
            hash: hash.clone(),
        };
        prevs.push(std::mem::replace(head, next).hash);
        streams.push(*stream);
        seqs.push(seq);
        kinds.push(kind.key());
        news.push(kind.tells() != Tells::Nobody);
        details.push(detail);
        hashes.push(hash);
    }
    let (chains, ends): (Vec<Uuid>, Vec<Head>) = heads.into_iter().unzip();
    let (end_seqs, end_hashes): (Vec<i64>, Vec<String>) =
        ends.into_iter().map(|head| (head.seq, head.hash)).unzip();
    sqlx::query!(
        "with heads as (
             update chains c set seq = h.seq, hash = h.hash
             from unnest($1::uuid[], $2::bigint[], $3::text[]) as h (stream, seq, hash) where c.stream = h.stream
         )
         insert into events (stream, seq, at, actor_id, kind, news, detail, prev, hash)
         select e.stream, e.seq, $4, $5, e.kind, e.news, e.detail, e.prev, e.hash
         from unnest($6::uuid[], $7::bigint[], $8::text[], $9::bool[], $10::text[], $11::text[], $12::text[])
             as e (stream, seq, kind, news, detail, prev, hash)",
        &chains,
        &end_seqs,
        &end_hashes,
        now,
        actor,
        &streams,
        &seqs,
        &kinds as &[&str],
        &news,
        &details,
        &prevs,
        &hashes
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The streams of which this transaction has changed rows since an event last told of them.
pub(super) async fn untold(db: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select distinct split_part(line, E'\x1f', 2)::uuid as "stream!"
           from string_to_table(nullif(current_setting('countersign.noted', true), ''), E'\x1e') line order by 1"#
    )
    .fetch_all(db)
    .await
}

/// The heads of the chains, begun where they are not there yet, and locked, after the appraisals themselves, as
/// everybody does who changes one: always in one order, so that two transactions never wait for each other. In the
/// same statement, what each event has to say of the rows it is about, and of those that this transaction has changed
/// since an event of their chain last told of them.
async fn vouch(
    db: &mut PgConnection,
    entries: &mut Vec<Entry>,
) -> sqlx::Result<BTreeMap<Uuid, Head>> {
    let mut streams: Vec<Uuid> = entries.iter().map(|one| one.stream).collect();
    streams.sort_unstable();
    streams.dedup();
    let (asked, mut tellings) = Asked::of(entries.iter().map(|one| one.about.as_slice()));
    // the last event in each chain
    let last: BTreeMap<Uuid, usize> = (0..)
        .zip(&*entries)
        .map(|(at, one)| (one.stream, at))
        .collect();
    let rows = sqlx::query!(
        r#"with held as materialized (
               select id from appraisals where id = any($1) order by id for no key update
           ), noted as materialized (
               select distinct split_part(line, E'\x1f', 1) as kind, split_part(line, E'\x1f', 2)::uuid as stream,
                   split_part(line, E'\x1f', 3)::uuid as key, split_part(line, E'\x1f', 4) as part
               from string_to_table(nullif(current_setting('countersign.noted', true), ''), E'\x1e') line
           ), later as materialized (
               select set_config('countersign.noted', coalesce((select string_agg(concat_ws(E'\x1f', kind, stream, key, part), E'\x1e')
                   from noted where stream <> all($1)), ''), true)
           ), heads as (
               insert into chains (stream, seq, hash) select stream, 0, $2 from unnest($1::uuid[]) as given (stream)
               where (select count(*) from held) >= 0 and (select count(*) from later) >= 0 order by stream
               on conflict (stream) do update set seq = chains.seq returning stream, seq, hash
           )
           select stream, seq, hash, null::bigint as place, null::text as kind, null::uuid as key, null::text as part,
               null::int as format, null::uuid as salt, null::jsonb as content
           from heads
           union all
           select null, null, null, g.place, e.kind, e.key, e.part, e.format, e.salt, e.content
           from unnest($3::text[], $4::uuid[], $5::text[]) with ordinality as g (kind, key, part, place)
           cross join lateral evidence_of(g.kind, g.key, g.part) e
           union all
           select n.stream, null, null, 0, n.kind, n.key, n.part, null, null, null from noted n where n.stream = any($1)
           union all
           select e.stream, null, null, 0, e.kind, e.key, e.part, e.format, e.salt, e.content
           from (select kind, array_agg(distinct key) as keys from noted where stream = any($1) group by kind) n
           cross join lateral evidence_of_many(n.kind, n.keys) e"#,
        &streams,
        FIRST,
        &asked.kinds as &[&str],
        &asked.keys,
        &asked.parts as &[Option<String>]
    )
    .fetch_all(&mut *db)
    .await?;
    let mut heads = BTreeMap::new();
    let mut noted: HashSet<(Evidence, Uuid, String)> = HashSet::new();
    let mut changed = Vec::new();
    for row in rows {
        if let (Some(stream), Some(seq), Some(hash)) = (row.stream, row.seq, row.hash) {
            heads.insert(stream, Head { seq, hash });
            continue;
        }
        let kind = row.kind.as_deref().and_then(Evidence::from_key);
        let (Some(kind), Some(key), Some(part), Some(place)) = (kind, row.key, row.part, row.place)
        else {
            continue;
        };
        let Some((format, salt, content)) = row
            .format
            .zip(row.salt)
            .zip(row.content)
            .map(|((format, salt), content)| (format, salt, content))
        else {
            let event = row.stream.and_then(|stream| last.get(&stream));
            if let Some(telling) = event.and_then(|at| tellings.get_mut(*at)) {
                if part == EVERY {
                    telling.all(kind, key);
                } else {
                    let part = part.clone();
                    telling.one(Name { kind, key, part });
                }
            }
            noted.insert((kind, key, part));
            continue;
        };
        let found = Found {
            name: Name { kind, key, part },
            format,
            salt,
            content,
        };
        match asked.event(place) {
            Some(at) => tellings[at].found(found),
            None => changed.push((row.stream, found)),
        }
    }
    for (stream, found) in changed {
        let Name { kind, key, part } = &found.name;
        let wanted = noted.contains(&(*kind, *key, part.clone()))
            || noted.contains(&(*kind, *key, EVERY.to_owned()));
        if wanted && let Some(at) = stream.and_then(|stream| last.get(&stream)) {
            tellings[*at].found(found);
        }
    }
    if entries.iter().any(|one| one.whole) {
        whole(db, entries, &mut tellings).await?;
    }
    let mut further = Vec::new();
    for (entry, mut telling) in entries.iter_mut().zip(tellings) {
        while telling.len() > MOST && entry.about.is_empty() {
            let rest = telling.split_off(MOST);
            if rest.len() == 0 {
                break;
            }
            further.push((entry.stream, std::mem::replace(&mut telling, rest)));
        }
        entry.tell(telling)?;
    }
    for (stream, telling) in further {
        let mut entry = Entry {
            stream,
            kind: Kind::RowsChanged,
            detail: Map::new(),
            about: Vec::new(),
            whole: false,
        };
        entry.tell(telling)?;
        entries.push(entry);
    }
    Ok(heads)
}

/// Every row of the chains that ask for it.
async fn whole(
    db: &mut PgConnection,
    entries: &[Entry],
    tellings: &mut [Telling],
) -> sqlx::Result<()> {
    let streams: Vec<Uuid> = entries
        .iter()
        .filter(|one| one.whole)
        .map(|one| one.stream)
        .collect();
    let rows = sqlx::query!(
        r#"select kind as "kind!", stream as "stream!", key as "key!", part as "part!", format as "format!", salt as "salt!", content as "content!"
           from evidence where stream = any($1)"#,
        &streams
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let Some(kind) = Evidence::from_key(&row.kind) else {
            continue;
        };
        let at = entries
            .iter()
            .position(|one| one.whole && one.stream == row.stream);
        if let Some(telling) = at.and_then(|at| tellings.get_mut(at)) {
            telling.found(Found {
                name: Name {
                    kind,
                    key: row.key,
                    part: row.part,
                },
                format: row.format,
                salt: row.salt,
                content: row.content,
            });
        }
    }
    Ok(())
}
