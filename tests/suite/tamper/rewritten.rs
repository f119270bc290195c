//! Chains that are computed anew by one who can compute hashes: found by what they no longer tell. What no look at the database
//! alone can show is the list [`BLIND`].

use countersign::audit::{
    Kind, Tells,
    evidence::{Evidence, Name, digest},
    link::{FIRST, hash},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    chains::chain,
    company::{findings, lines, lived, unguarded},
};

struct Event {
    seq: i64,
    at: OffsetDateTime,
    actor: Option<Uuid>,
    kind: String,
    detail: String,
}

/// Writes a chain anew, as one who can compute hashes: the events as `change` leaves them, and the head.
async fn rewritten(db: &mut PgConnection, chain: Uuid, change: impl FnOnce(&mut Vec<Event>)) {
    let mut events: Vec<Event> =
        sqlx::query_as::<_, (i64, OffsetDateTime, Option<Uuid>, String, String)>(
            "select seq, at, actor_id, kind, detail from events where stream = $1 order by seq",
        )
        .bind(chain)
        .fetch_all(&mut *db)
        .await
        .unwrap()
        .into_iter()
        .map(|(seq, at, actor, kind, detail)| Event {
            seq,
            at,
            actor,
            kind,
            detail,
        })
        .collect();
    change(&mut events);
    sqlx::query("delete from events where stream = $1")
        .bind(chain)
        .execute(&mut *db)
        .await
        .unwrap();
    let mut prev = FIRST.to_owned();
    let mut seq = 0;
    for event in &mut events {
        seq += 1;
        event.seq = seq;
        let own = hash(
            &prev,
            chain,
            seq,
            event.at,
            event.actor,
            &event.kind,
            &event.detail,
        );
        sqlx::query("insert into events (stream, seq, at, actor_id, kind, detail, prev, hash, news) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
            .bind(chain)
            .bind(seq)
            .bind(event.at)
            .bind(event.actor)
            .bind(&event.kind)
            .bind(&event.detail)
            .bind(&prev)
            .bind(&own)
            .bind(Kind::from_key(&event.kind).is_some_and(|kind| kind.tells() != Tells::Nobody))
            .execute(&mut *db)
            .await
            .unwrap();
        prev = own;
    }
    sqlx::query("update chains set seq = $2, hash = $3 where stream = $1")
        .bind(chain)
        .bind(seq)
        .bind(&prev)
        .execute(db)
        .await
        .unwrap();
}

/// Hashes that are computed anew hide nothing of the rows, which other events, and other rows, tell of.
#[tokio::test]
async fn a_chain_that_was_computed_anew_is_found_by_what_it_no_longer_tells() {
    let world = lived().await;
    unguarded(&world.db).await;
    let (appraisal, ..) = chain(&mut world.db.acquire().await.unwrap()).await;
    type Change = fn(&mut Vec<Event>);
    let all: [(&str, &str, Change); 7] = [
        ("signatures", "signature 1.appraisee", |events| {
            events.retain(|event| event.kind != "signed")
        }),
        ("records", "record 1", |events| {
            events.retain(|event| event.kind != "record_frozen")
        }),
        ("appraisals", "interviewed_at", |events| {
            events.retain(|event| event.kind != "interview_closed")
        }),
        ("appraisals", "released_at", |events| {
            events.retain(|event| event.kind != "released")
        }),
        ("appraisals", "id", |events| {
            events.remove(0);
        }),
        ("appraisal_superiors", "share", |events| {
            events.pop();
            events.pop();
        }),
        ("events", "event", |events| {
            let at = events
                .iter()
                .position(|event| event.kind == "self_submitted")
                .unwrap();
            let event = events.remove(at);
            events.push(event);
        }),
    ];
    let mut wrong = Vec::new();
    for (table, words, change) in all {
        let mut tx = world.db.begin().await.unwrap();
        sqlx::raw_sql("set local session_replication_role = replica")
            .execute(&mut *tx)
            .await
            .unwrap();
        rewritten(&mut tx, appraisal, change).await;
        let found = findings(&mut tx).await;
        tx.rollback().await.unwrap();
        if !found
            .iter()
            .any(|one| one.tables.contains(&table) && one.name.contains(words))
        {
            wrong.push(format!("{table} {words} is not among {:?}", lines(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is consistent in itself from end to end. Each is shown by a head that was kept elsewhere, and by nothing else.
const BLIND: [&str; 4] = [
    "A chain is written anew from an event on, with other words in that event, and every hash after it and the head are computed anew.",
    "The newest events of a chain are cut off, the rows are put back to what they were before, and the head is set back.",
    "An event is put at the end of a chain with the row that it tells of, and the head is moved on.",
    "A row is changed, its digest is computed anew in the event that last told of it, and every hash after that and the head are computed anew.",
];

#[tokio::test]
async fn what_only_a_head_kept_elsewhere_shows_is_this_and_stands_in_the_docs() {
    let text = include_str!("../../../docs/decisions/2026-12-01-verify-everything.md");
    let part = text
        .split("## What only a head kept elsewhere shows")
        .nth(1)
        .expect("the heading");
    let told: Vec<String> = part
        .split("\n## ")
        .next()
        .unwrap_or_default()
        .split("\n* ")
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(told, BLIND);

    let world = lived().await;
    unguarded(&world.db).await;
    let (appraisal, ..) = chain(&mut world.db.acquire().await.unwrap()).await;
    let words = |events: &mut Vec<Event>| {
        let one = events
            .iter_mut()
            .find(|event| event.kind == "interview_proposed")
            .unwrap();
        one.detail = one
            .detail
            .replacen("\"reason\":\"", "\"reason\":\"forged ", 1);
        assert!(one.detail.contains("forged"));
    };
    for (case, said) in BLIND.into_iter().enumerate() {
        let mut tx = world.db.begin().await.unwrap();
        sqlx::raw_sql("set local session_replication_role = replica")
            .execute(&mut *tx)
            .await
            .unwrap();
        let row: (Uuid, Uuid) = sqlx::query_as(
            "select id, salt from appraisal_notes where appraisal_id = $1 order by id limit 1",
        )
        .bind(appraisal)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        match case {
            0 => rewritten(&mut tx, appraisal, words).await,
            // the last event of this chain is the one that told of a refusal
            1 => {
                sqlx::query("delete from refusals where appraisal_id = $1")
                    .bind(appraisal)
                    .execute(&mut *tx)
                    .await
                    .unwrap();
                rewritten(&mut tx, appraisal, |events| {
                    let last = events.pop().unwrap();
                    assert_eq!(last.kind, "refusal_recorded");
                })
                .await;
            }
            2 => {
                let told = told_of_note(&mut tx, row.0, "forged").await;
                rewritten(&mut tx, appraisal, move |events| {
                    let last = events.last().unwrap();
                    let (at, actor) = (last.at, last.actor);
                    events.push(Event {
                        seq: 0,
                        at,
                        actor,
                        kind: "note_changed".into(),
                        detail: format!("{{\"evidence\":[{told}]}}"),
                    });
                })
                .await;
            }
            _ => {
                let (before, after) = (
                    digest_of_note(&mut tx, row.0).await,
                    told_of_note(&mut tx, row.0, "forged").await,
                );
                let after = after
                    .split("\"sha256\":\"")
                    .nth(1)
                    .unwrap()
                    .trim_end_matches("\"}")
                    .to_owned();
                rewritten(&mut tx, appraisal, move |events| {
                    let one = events
                        .iter_mut()
                        .rev()
                        .find(|event| event.detail.contains(&before))
                        .unwrap();
                    one.detail = one.detail.replace(&before, &after);
                })
                .await;
            }
        }
        let found = findings(&mut tx).await;
        assert_eq!(lines(&found), Vec::<String>::new(), "{said}");
        tx.rollback().await.unwrap();
    }
}

async fn digest_of_note(db: &mut PgConnection, note: Uuid) -> String {
    let (key, format, salt, content): (Uuid, i32, Uuid, serde_json::Value) = sqlx::query_as(
        "select key, format, salt, content from evidence where kind = 'note' and part = $1::text",
    )
    .bind(note.to_string())
    .fetch_one(db)
    .await
    .unwrap();
    let name = Name {
        kind: Evidence::Note,
        key,
        part: note.to_string(),
    };
    digest(&name, format, salt, &content)
}

/// Changes the words of a note, and says what an honest event would say of it.
async fn told_of_note(db: &mut PgConnection, note: Uuid, words: &str) -> String {
    let key: Uuid = sqlx::query_scalar(
        "update appraisal_notes set words = $2 where id = $1 returning appraisal_id",
    )
    .bind(note)
    .bind(words)
    .fetch_one(&mut *db)
    .await
    .unwrap();
    let sha256 = digest_of_note(db, note).await;
    format!(
        "{{\"kind\":\"note\",\"key\":\"{key}\",\"part\":\"{note}\",\"format\":1,\"sha256\":\"{sha256}\"}}"
    )
}
