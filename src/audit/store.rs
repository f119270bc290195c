//! Writing to the chains: two statements for any number of events.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    event::{By, Event, Kind, Tells},
    evidence::{self, About},
    link::{self, FIRST, Head},
};
use crate::ground::ids::PersonId;

/// The stream of everything that is not about one appraisal.
pub const COMPANY: Uuid = Uuid::nil();

/// An event on its way into a chain.
pub(super) struct Entry {
    stream: Uuid,
    kind: Kind,
    detail: Map<String, Value>,
    about: Vec<About>,
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
            }),
            other => Err(encode(format!("{} says {other}, not fields", kind.key()))),
        }
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

/// The heads of the chains, begun where they are not there yet, and locked: in one order, so that two transactions
/// never wait for each other. In the same statement, what each event has to say of the rows it is about.
async fn vouch(db: &mut PgConnection, entries: &mut [Entry]) -> sqlx::Result<BTreeMap<Uuid, Head>> {
    let mut streams: Vec<Uuid> = entries.iter().map(|one| one.stream).collect();
    streams.sort_unstable();
    streams.dedup();
    let asked = evidence::Asked::of(entries.iter().map(|one| one.about.as_slice()));
    let rows = sqlx::query!(
        r#"with heads as (
               insert into chains (stream, seq, hash) select stream, 0, $2 from unnest($1::uuid[]) as given (stream) order by stream
               on conflict (stream) do update set seq = chains.seq returning stream, seq, hash
           )
           select stream, seq, hash, null::bigint as place, null::text as part, null::int as format, null::uuid as salt, null::jsonb as content
           from heads
           union all
           select null, null, null, g.place, e.part, e.format, e.salt, e.content
           from unnest($3::text[], $4::uuid[], $5::text[]) with ordinality as g (kind, key, part, place)
           cross join lateral evidence_of(g.kind, g.key, g.part) e"#,
        &streams,
        FIRST,
        &asked.kinds as &[&str],
        &asked.keys,
        &asked.parts as &[Option<&str>]
    )
    .fetch_all(db)
    .await?;
    let mut heads = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows {
        if let (Some(stream), Some(seq), Some(hash)) = (row.stream, row.seq, row.hash) {
            heads.insert(stream, Head { seq, hash });
        } else if let (Some(place), Some(part), Some(format), Some(salt), Some(content)) =
            (row.place, row.part, row.format, row.salt, row.content)
        {
            let place = usize::try_from(place).unwrap_or_default();
            found.push(evidence::Found {
                place,
                part,
                format,
                salt,
                content,
            });
        }
    }
    let told = asked.told(found);
    for (entry, told) in entries.iter_mut().zip(told) {
        if !told.is_empty() {
            let told = serde_json::to_value(told).map_err(encode)?;
            entry.detail.insert("evidence".to_owned(), told);
        }
    }
    Ok(heads)
}
