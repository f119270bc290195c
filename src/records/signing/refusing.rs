//! Refusing to sign: the employee's own word, which can be taken back; the superior's note of it; the witness; the
//! employee's comment.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    super::{
        file::Party,
        rules::{Hindrance, Standing},
        store,
    },
    acts::{digest, is_stale, signed_off},
    forms,
    pages::{self, Again},
};
use crate::{
    app::App,
    appraisals::{
        Header, Seen,
        advance::{advance, hold},
        lifecycle::{Guard, Proven, Step},
    },
    audit::Event,
    web::{
        Error, Fields, FormView, Notice, Result, Shell,
        forms::{Faults, LONG},
        page, see, when,
    },
};

#[derive(Template)]
#[template(path = "records/declare.html")]
struct DeclarePage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
    sha256: String,
    stale: bool,
    /// What follows and until when it can be taken back, in words.
    then: String,
    /// A ruling is final: no dispute is left.
    ruled: bool,
}

/// `GET …/sign/declaration`
pub async fn declaration(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    if !Standing::of(&file, seen.appraisal.due_on).may_declare() {
        return Ok(see(&seen.address("/sign"), Notice::AlreadyDone));
    }
    declaring(
        &app,
        shell,
        &seen,
        &Fields::default(),
        &Faults::default(),
        false,
    )
    .await
}

async fn declaring(
    app: &App,
    shell: Shell,
    seen: &Seen,
    typed: &Fields,
    faults: &Faults,
    stale: bool,
) -> Result<Response> {
    let file = store::file(&app.db, seen, None).await?;
    let record = file.record()?;
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let shell = shell.titled(l.refusal_title());
    let answer = page(&DeclarePage {
        form: FormView::of(typed, faults, l).labels([
            ("words", l.declare_words()),
            ("password", l.sign_password()),
        ]),
        header: Header::of(seen, app, &shell),
        version: file.shown,
        sha256: file.sha256(),
        stale,
        then: match seen.appraisal.due_on.filter(|day| *day >= today) {
            Some(day) => l.declare_until(when::day(day, shell.lang)),
            None => l.declare_then(),
        },
        ruled: record.ruling.is_some(),
        shell,
    })?;
    let status = match (stale, faults.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, answer).into_response())
}

/// `POST …/sign/declaration`: the employee's own word that there will be no signature.
pub async fn declare(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    let mut faults = Faults::default();
    let words = fields.text("words", LONG, &mut faults);
    if is_stale(&file, &fields) {
        return declaring(&app, shell, &seen, &fields, &faults, true).await;
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return declaring(&app, shell, &seen, &fields, &faults, false).await;
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let file = store::file(&mut *change, &seen, None).await?;
    if is_stale(&file, &fields) {
        return declaring(&app, shell, &seen, &fields, &faults, true).await;
    }
    let (version, sha256) = forms::shown(&fields);
    let standing = Standing::of(&file, seen.appraisal.due_on);
    if !standing.may_declare()
        || !store::declare(&mut change, &seen, (version, sha256), &words, now).await?
    {
        return Ok(see(&seen.address("/sign"), Notice::AlreadyDone));
    }
    let event = Event::RefusalDeclared {
        record_version: version,
        sha256,
        words_sha256: digest(&words),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::RefusalDeclared))
}

/// `POST …/sign/declaration/withdrawal`: the employee thought again.
pub async fn take_back(app: App, shell: Shell, seen: Seen, _: Fields) -> Result<Response> {
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let file = store::file(&mut *change, &seen, None).await?;
    let standing = Standing::of(&file, seen.appraisal.due_on);
    if standing.refusal_recorded {
        return Err(Error::Refused(vec![shell.l.refusal_recorded_already()]));
    }
    let Some(latest) = file.latest().filter(|_| standing.may_take_back()) else {
        return Ok(see(&seen.address("/sign"), Notice::AlreadyDone));
    };
    store::take_back(&mut change, &seen, latest.version, now).await?;
    let event = Event::RefusalTakenBack {
        record_version: latest.version,
        sha256: &latest.sha256,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::RefusalTakenBack))
}

/// `POST …/sign/refusal`: the superior records that the employee refuses, and why.
pub async fn refusal(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    let mut faults = Faults::default();
    let reason = fields.required("reason", LONG, &mut faults);
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale).await;
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults)).await;
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let file = store::file(&mut *change, &seen, None).await?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale).await;
    }
    match Standing::of(&file, seen.appraisal.due_on).refusal_hindered(change.today()) {
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
        Some(Hindrance::TimeToAnswer(day)) => {
            let day = when::day(day, shell.lang);
            return Err(Error::Refused(vec![shell.l.refusal_too_early(day)]));
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
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale).await;
    }
    forms::confirmed(&app, seen.viewer.id, &fields, shell.l, &mut faults).await?;
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults)).await;
    }
    let (version, sha256) = forms::shown(&fields);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let file = store::file(&mut *change, &seen, None).await?;
    if is_stale(&file, &fields) {
        return pages::again(&app, shell, &seen, &file, &fields, Again::Stale).await;
    }
    let recorder = file.refusal(version).map(|one| one.recorded_by);
    if recorder == Some(seen.viewer.id) {
        return Err(Error::Refused(vec![shell.l.witness_is_recorder()]));
    }
    let standing = Standing::of(&file, seen.appraisal.due_on);
    if standing.signed_by_appraisee {
        return Err(Error::Refused(vec![shell.l.refusal_employee_signed()]));
    }
    let proven = Proven::of([(Guard::RefusalRecorded, standing.refusal_recorded)]);
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
        return pages::again(&app, shell, &seen, &file, &fields, Again::Faults(&faults)).await;
    }
    let (version, _) = forms::shown(&fields);
    if file.refusal(version).is_none() || file.signature(version, Party::Appraisee).is_some() {
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
