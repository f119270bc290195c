//! `GET …/evidence.json`: the evidence of the appraisal in one file, as far as its reader may read it.

use axum::response::Response;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{
    bundle::{
        self, Bundle, Choice, DeclaredRefusal, FORMAT, Means, Party, Refusal, Signature, Stored,
        trail,
    },
    downloads::{PROVISIONAL, download},
    file,
};
use crate::{
    access::Action,
    app::App,
    appraisals::Seen,
    audit::link::{Head, Link, Sealed},
    web::{Error, Result},
};

pub async fn evidence(app: App, seen: Seen) -> Result<Response> {
    // record, signatures and trail of one moment: what is written meanwhile would look like a break
    let mut tx = app
        .db
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let bundle = gather(&mut tx, &seen, app.clock.now()).await?;
    tx.rollback().await?;
    // of a removed record there is nothing left to prove to anybody outside
    if bundle.records.is_empty() || bundle.records.iter().any(|one| one.content.is_empty()) {
        return Err(Error::NotFound);
    }
    let name = format!(
        "{}-{}{}-evidence.json",
        seen.appraisal.appraisee.name,
        seen.appraisal.cycle.name,
        if bundle.provisional { PROVISIONAL } else { "" }
    );
    let text = bundle::bundle(&bundle);
    Ok(download(
        text.into_bytes(),
        "application/json",
        &name,
        "attachment",
    ))
}

async fn gather(tx: &mut PgConnection, seen: &Seen, now: OffsetDateTime) -> Result<Bundle> {
    let id = seen.appraisal.id.0;
    let records = sqlx::query!(
        "select version, content, sha256, reason, created_at, created_by from records where appraisal_id = $1 order by version",
        id
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .map(|row| Stored {
        version: row.version.unsigned_abs(),
        content: row.content,
        sha256: row.sha256,
        reason: row.reason,
        created: row.created_at,
        created_by: row.created_by,
    })
    .collect();
    let signatures = sqlx::query!(
        r#"select s.record_version, s.party as "party: file::Party", s.person_id, p.name, s.choice as "choice: file::Choice",
            s.items, s.words, s.sha256, s.means as "means: file::Means", s.signed_at
           from signatures s join people p on p.id = s.person_id
           where s.appraisal_id = $1 order by s.record_version, s.party"#,
        id
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .map(|row| Signature {
        version: row.record_version.unsigned_abs(),
        party: match row.party {
            file::Party::Appraisee => Party::Appraisee,
            file::Party::Superior => Party::Superior,
        },
        person: row.person_id,
        name: row.name,
        choice: match row.choice {
            file::Choice::Agree => Choice::Agree,
            file::Choice::AgreeInPart => Choice::AgreeInPart,
        },
        items: row.items,
        words: row.words,
        sha256: row.sha256,
        means: match row.means {
            file::Means::Password => Means::Password,
        },
        signed: row.signed_at,
    })
    .collect();
    let declared_refusals = sqlx::query!(
        "select record_version, person_id, words, declared_at, taken_back_at from declared_refusals
         where appraisal_id = $1 order by record_version",
        id
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .map(|row| DeclaredRefusal {
        version: row.record_version.unsigned_abs(),
        person: row.person_id,
        words: row.words,
        declared: row.declared_at,
        taken_back: row.taken_back_at,
    })
    .collect();
    let refusals = sqlx::query!(
        "select record_version, reason, recorded_by, recorded_at, witness_id, witnessed_at, employee_comment
         from refusals where appraisal_id = $1 order by record_version",
        id
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .map(|row| Refusal {
        version: row.record_version.unsigned_abs(),
        reason: row.reason,
        recorded_by: row.recorded_by,
        recorded: row.recorded_at,
        witness: row.witness_id,
        witnessed: row.witnessed_at,
        employee_comment: row.employee_comment,
    })
    .collect();
    let links = sqlx::query_as!(
        Link,
        r#"select stream, seq, at, actor_id as actor, kind, detail, prev, hash, sealed_by is not null as "removed!"
           from events where stream = $1 order by seq"#,
        id
    )
    .fetch_all(&mut *tx)
    .await?;
    let head = sqlx::query_as!(Head, "select seq, hash from chains where stream = $1", id)
        .fetch_optional(&mut *tx)
        .await?
        .unwrap_or_default();
    // the whole trail is HR's to read; the parties and the committee get their part of it
    let whole = seen.can(Action::ReadTrail);
    let reads_dispute = seen.can(Action::ReadDispute);
    let (events, closed): (Vec<Link>, Vec<Link>) = links
        .into_iter()
        .partition(|link| !link.removed && (whole || trail::is_open(&link.kind, reads_dispute)));
    let sealed = closed
        .into_iter()
        .map(|link| Sealed {
            seq: link.seq,
            prev: link.prev,
            hash: link.hash,
        })
        .collect();
    Ok(Bundle {
        format: FORMAT,
        appraisal: id,
        exported: now,
        provisional: seen.appraisal.provisional,
        records,
        signatures,
        declared_refusals,
        refusals,
        events,
        sealed,
        head,
    })
}
