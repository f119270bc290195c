//! Signing, recording a refusal, witnessing it, commenting on it.

use axum::response::Response;

use super::{
    super::{
        file::{Choice, File},
        rules::{Hindrance, Standing},
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
    web::{
        Error, Fields, Notice, Result, Shell, Texts,
        forms::{Faults, LONG},
        see,
    },
};

/// `POST …/sign`: this person, this choice, this hash.
pub async fn sign(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let party = party(&seen);
    let file = store::file(&app.db, &seen, None).await?;
    let record = file.record()?;
    let mut faults = Faults::default();
    let signing = forms::signing(&fields, party, &record, shell.l, &mut faults);
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    let Some(signing) = signing.filter(|_| faults.is_empty()) else {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults));
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
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    store::sign(&mut change, &seen, &signing, now).await?;
    change.record(seen.appraisal.id, told(&signing)).await?;
    let standing = Standing::of(&file).with(party, signing.choice);
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
    let notice = match signing.choice {
        _ if both => Notice::SignedByBoth,
        Choice::Refuse => Notice::RefusalDeclared,
        _ if standing.appraisee == Some(Choice::Refuse) => Notice::SignedToRecord,
        Choice::Agree | Choice::AgreeInPart => Notice::Signed,
    };
    // once concluded there is nothing left to sign
    let next = if both { "/record" } else { "/sign" };
    Ok(see(&seen.address(next), notice))
}

/// `POST …/sign/refusal`: the superior records that the employee refuses, and why.
pub async fn refusal(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    let mut faults = Faults::default();
    let reason = fields.required("reason", LONG, &mut faults);
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults));
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let file = store::file(&mut *change, &seen, None).await?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    match Standing::of(&file).refusal_hindered() {
        None => {}
        Some(Hindrance::AlreadyRecorded) => {
            return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
        }
        Some(Hindrance::EmployeeSigned) => {
            return Err(Error::Refused(vec![shell.l.refusal_employee_signed()]));
        }
        Some(Hindrance::SuperiorFirst) => {
            return Err(Error::Refused(vec![shell.l.refusal_sign_first()]));
        }
    }
    let (version, sha256) = forms::shown(&fields);
    store::record_refusal(&mut change, &seen, version, &reason, now).await?;
    let event = Event::RefusalRecorded {
        record_version: version,
        sha256,
        reason: &reason,
        refusal_sha256: digest(&reason),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::RefusalRecorded))
}

/// `POST …/sign/witness`: a third person confirms the refusal; with it the appraisal is concluded.
pub async fn witness(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    let mut faults = Faults::default();
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults));
    }
    let (version, sha256) = forms::shown(&fields);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let file = store::file(&mut *change, &seen, None).await?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    let recorder = file.refusal(version).map(|one| one.recorded_by);
    if recorder == Some(seen.viewer.id) {
        return Err(Error::Refused(vec![shell.l.witness_is_recorder()]));
    }
    let proven = Proven::of([(Guard::RefusalRecorded, recorder.is_some())]);
    let allowed = seen.step(Step::RefusalWitnessed, &proven, shell.l)?;
    if !store::witness(&mut change, &seen, version, now).await? {
        return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
    }
    let items = store::open_plan(&mut change, seen.appraisal.id.0).await?;
    let event = Event::RefusalWitnessed {
        record_version: version,
        sha256,
        witnessed: true,
        plan_items: items,
    };
    let effects = signed_off(&mut change, &seen).await?;
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::RefusalWitnessed))
}

/// `POST …/sign/comment`: the employee's own words beside the refusal.
pub async fn comment(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    let mut faults = Faults::default();
    let words = fields.required("comment", LONG, &mut faults);
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults));
    }
    let (version, _) = forms::shown(&fields);
    if file.refusal(version).is_none() {
        return Err(Error::Refused(vec![shell.l.comment_without_refusal()]));
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    if !store::comment(&mut change, &seen, version, &words).await? {
        return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
    }
    let event = Event::RefusalCommented {
        record_version: version,
        words_sha256: digest(&words),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::Saved))
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
async fn signed_off(change: &mut Change, seen: &Seen) -> Result<StepEffects> {
    let today = change.today();
    Ok(StepEffects {
        dispute_until: Some(dispute_window::closes(change, seen, today).await?),
        ..StepEffects::default()
    })
}

/// Whether the record has changed since the page was shown: then nobody signs what they have not read.
fn is_stale(file: &File, fields: &Fields) -> bool {
    let (version, sha256) = forms::shown(fields);
    file.latest()
        .is_none_or(|latest| latest.version != version || latest.sha256 != sha256)
}

fn told(signing: &super::super::rules::Signing) -> Event<'_> {
    let signature = audit::Signing {
        record_version: signing.version,
        sha256: &signing.sha256,
        party: signing.party.key(),
        choice: signing.choice.key(),
        items: &signing.items,
        words_sha256: digest(&signing.words),
    };
    if signing.choice == Choice::Refuse {
        Event::RefusalDeclared { signature }
    } else {
        Event::Signed { signature }
    }
}

/// What ties a text to the chain without repeating it there.
fn digest(words: &str) -> String {
    super::super::sha256_hex(words)
}
