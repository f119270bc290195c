//! Signing, recording a refusal, witnessing it, commenting on it.

use axum::{extract::State, response::Response};
use serde_json::json;
use sqlx::PgTransaction;
use time::{Date, OffsetDateTime};

use super::{
    super::{
        file::{Choice, File, Party},
        rules::{Hindrance, Standing},
        store,
    },
    forms,
    pages::{self, Again},
};
use crate::{
    access::Relation,
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        dispute_window,
        lifecycle::{Guard, Proven, Step},
    },
    history,
    web::{
        Error, Fields, Notice, Result, Shell, Texts,
        forms::{Faults, LONG},
        see,
    },
};

/// The side on which the viewer signs.
pub(super) fn party(seen: &Seen) -> Party {
    if seen.is(Relation::Appraisee) {
        Party::Appraisee
    } else {
        Party::Superior
    }
}

/// `POST …/sign`: this person, this choice, this hash.
pub async fn sign(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let party = party(&seen);
    let file = store::file(&app.db, &seen, None).await?;
    let record = file.record()?;
    let mut faults = Faults::default();
    let signing = forms::signing(&fields, party, &record, shell.l, &mut faults);
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults));
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let held = hold(&mut tx, &seen).await;
    let file = store::file(&mut *tx, &seen, None).await?;
    if file.signature(signing.version, party).is_some() {
        return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
    }
    held?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    store::sign(&mut tx, &seen, &signing, now).await?;
    let detail = json!({
        "record_version": signing.version, "sha256": signing.sha256, "party": signing.party,
        "choice": signing.choice, "items": signing.items,
        "words_sha256": digest(&signing.words),
    });
    history::append(
        &mut tx,
        seen.appraisal.id.0,
        Some(seen.viewer.id),
        "signed",
        &detail,
        now,
    )
    .await?;
    let standing = Standing::of(&file).with(party, signing.choice);
    let both = standing.both_signed();
    if both {
        conclude(
            &mut tx,
            &seen,
            &Proven::of([(Guard::BothSigned, both)]),
            signing.version,
            shell.l,
            (now, app.clock.today(&app.settings.zone)),
        )
        .await?;
    }
    tx.commit().await?;
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
pub async fn refusal(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
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
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    hold(&mut tx, &seen).await?;
    let file = store::file(&mut *tx, &seen, None).await?;
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
    store::record_refusal(&mut tx, &seen, version, &reason, now).await?;
    let detail = json!({
        "record_version": version, "sha256": sha256, "reason": reason, "refusal_sha256": digest(&reason),
    });
    history::append(
        &mut tx,
        seen.appraisal.id.0,
        Some(seen.viewer.id),
        "refusal_recorded",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::RefusalRecorded))
}

/// `POST …/sign/witness`: a third person confirms the refusal; with it the appraisal is concluded.
pub async fn witness(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    let mut faults = Faults::default();
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults));
    }
    let now = app.clock.now();
    let (version, sha256) = forms::shown(&fields);
    let mut tx = app.db.begin().await?;
    hold(&mut tx, &seen).await?;
    let file = store::file(&mut *tx, &seen, None).await?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale);
    }
    let recorder = file.refusal(version).map(|one| one.recorded_by);
    if recorder == Some(seen.viewer.id) {
        return Err(Error::Refused(vec![shell.l.witness_is_recorder()]));
    }
    let proven = Proven::of([(Guard::RefusalRecorded, recorder.is_some())]);
    let allowed = seen
        .next(Step::RefusalWitnessed, &proven)
        .map_err(|stop| stop.tell(shell.l))?;
    if !store::witness(&mut tx, &seen, version, now).await? {
        return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
    }
    let items = store::open_plan(&mut tx, seen.appraisal.id.0).await?;
    let detail = json!({ "record_version": version, "sha256": sha256, "witnessed": true, "plan_items": items });
    let today = app.clock.today(&app.settings.zone);
    let effects = signed_off(&mut tx, &seen, today).await?;
    advance(&mut tx, &seen, allowed, effects, &detail, now).await?;
    tx.commit().await?;
    Ok(see(&seen.address(""), Notice::RefusalWitnessed))
}

/// `POST …/sign/comment`: the employee's own words beside the refusal.
pub async fn comment(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
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
    let mut tx = app.db.begin().await?;
    if !store::comment(&mut tx, &seen, version, &words).await? {
        return Ok(see(&seen.address("/record"), Notice::AlreadyDone));
    }
    let detail = json!({ "record_version": version, "words_sha256": digest(&words) });
    history::append(
        &mut tx,
        seen.appraisal.id.0,
        Some(seen.viewer.id),
        "refusal_commented",
        &detail,
        app.clock.now(),
    )
    .await?;
    tx.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::Saved))
}

async fn conclude(
    tx: &mut PgTransaction<'_>,
    seen: &Seen,
    proven: &Proven,
    version: i32,
    l: &Texts,
    (now, today): (OffsetDateTime, Date),
) -> Result<()> {
    let allowed = seen
        .next(Step::SignedByBoth, proven)
        .map_err(|stop| stop.tell(l))?;
    let items = store::open_plan(tx, seen.appraisal.id.0).await?;
    let detail = json!({ "record_version": version, "plan_items": items });
    let effects = signed_off(tx, seen, today).await?;
    advance(tx, seen, allowed, effects, &detail, now).await
}

/// The window for a dispute counts from here.
async fn signed_off(tx: &mut PgTransaction<'_>, seen: &Seen, today: Date) -> Result<StepEffects> {
    Ok(StepEffects {
        dispute_until: Some(dispute_window::closes(tx, seen, today).await?),
        ..StepEffects::default()
    })
}

/// Whether the record has changed since the page was shown: then nobody signs what they have not read.
fn is_stale(file: &File, fields: &Fields) -> bool {
    let (version, sha256) = forms::shown(fields);
    file.latest()
        .is_none_or(|latest| latest.version != version || latest.sha256 != sha256)
}

/// What ties a text to the chain without repeating it there.
fn digest(words: &str) -> String {
    super::super::sha256_hex(words)
}
