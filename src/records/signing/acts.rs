//! Signing: this person, this choice, this hash.

use axum::response::Response;

use super::{
    super::{
        file::File,
        rules::{Signing, Standing},
        store,
    },
    forms,
    pages::{self, Again, party},
};
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        dispute_window,
        lifecycle::{Guard, Proven, Step},
    },
    audit::{self, Change, Event},
    web::{Fields, Notice, Result, Shell, Texts, forms::Faults, see},
};

/// `POST …/sign`: this person, this choice, this hash.
pub async fn sign(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let party = party(&seen);
    let file = store::file(&app.db, &seen, None).await?;
    let record = file.record()?;
    let mut faults = Faults::default();
    let signing = forms::signing(&fields, party, &record, shell.l, &mut faults);
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale).await;
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    let Some(signing) = signing.filter(|_| faults.is_empty()) else {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults)).await;
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let held = hold(&mut change, &seen).await;
    let file = store::file(&mut *change, &seen, None).await?;
    if file.signature(signing.version, party).is_some() {
        return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
    }
    held?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale).await;
    }
    store::sign(&mut change, &seen, &signing, now).await?;
    change.record(seen.appraisal.id, told(&signing)).await?;
    let before = Standing::of(&file, seen.appraisal.due_on);
    let standing = before.with(party);
    let both = standing.both_signed();
    if both {
        conclude(
            &mut change,
            &seen,
            &Proven::of([(Guard::BothSigned, both)]),
            signing.version,
            shell.l,
        )
        .await?;
    }
    change.commit().await?;
    let notice = if both {
        Notice::SignedByBoth
    } else if standing.declared {
        Notice::SignedToRecord
    } else if before.declared {
        Notice::SignedAfterAll
    } else {
        Notice::Signed
    };
    // once concluded there is nothing left to sign
    let next = if both { "/record" } else { "/sign" };
    Ok(see(&seen.address(next), notice))
}

async fn conclude(
    change: &mut Change,
    seen: &Seen,
    proven: &Proven,
    version: i32,
    l: &Texts,
) -> Result<()> {
    let allowed = seen.step(Step::SignedByBoth, proven, l)?;
    let items = store::open_plan(change, seen.appraisal.id.0).await?;
    let event = Event::SignedByBoth {
        record_version: version,
        plan_items: items,
    };
    let effects = signed_off(change, seen).await?;
    advance(change, seen, allowed, effects, event).await
}

/// The window for a dispute counts from here.
pub(super) async fn signed_off(change: &mut Change, seen: &Seen) -> Result<StepEffects> {
    let today = change.today();
    Ok(StepEffects {
        dispute_until: Some(dispute_window::closes(change, seen, today).await?),
        ..StepEffects::default()
    })
}

/// Whether the record has changed since the page was shown: then nobody signs what they have not read.
pub(super) fn is_stale(file: &File, fields: &Fields) -> bool {
    let (version, sha256) = forms::shown(fields);
    file.latest()
        .is_none_or(|latest| latest.version != version || latest.sha256 != sha256)
}

fn told(signing: &Signing) -> Event<'_> {
    Event::Signed {
        signature: audit::Signing {
            record_version: signing.version,
            sha256: &signing.sha256,
            party: signing.party.key(),
            choice: signing.choice.key(),
            items: &signing.items,
            words_sha256: digest(&signing.words),
            means: signing.means.key(),
        },
    }
}

/// What ties a text to the chain without repeating it there.
pub(super) fn digest(words: &str) -> String {
    super::super::sha256_hex(words)
}
