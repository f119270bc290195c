//! Proposing, applying, giving up.

use axum::response::Response;
use uuid::Uuid;

use super::{
    pages,
    store::{self, Member, Points, Session, Status},
    writes,
};
use crate::{
    access::{Action, Denial, Viewer},
    app::App,
    appraisals::Seen,
    audit::{Change, Event},
    ground::{decimals, ids::AppraisalId},
    scoring,
    web::{
        At, Error, Fields, Notice, Result, Shell, Texts, conflict,
        forms::{Fault, Faults, LONG, SHORT},
        see,
    },
};

async fn open_session(app: &App, viewer: &Viewer, id: Uuid) -> Result<Session> {
    let session = store::session(&app.db, viewer, id).await?;
    if session.status == Status::Open {
        Ok(session)
    } else {
        Err(Error::Conflict)
    }
}

/// `POST /calibrations/{id}/proposals`: other points for one person, with a reason; or none any more.
pub async fn propose(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let session = open_session(&app, &viewer, id).await?;
    let appraisal: AppraisalId = fields
        .get("appraisal")
        .parse()
        .map_err(|_| Error::NotFound)?;
    let seen = Seen::by_id(&app.db, appraisal, viewer.clone()).await?;
    seen.must(Action::Calibrate)?;
    let form = &seen.appraisal.cycle.form;
    let clears = fields.either("do", "clear", "propose")?;
    let mut faults = Faults::default();
    let mut points = Points::new();
    let mut reason = String::new();
    if !clears {
        for indicator in &form.indicators {
            let name = format!("adjust.{}", indicator.key);
            let bounds = scoring::points_bounds(indicator);
            if let Some(value) = fields.decimal(&name, bounds, &mut faults) {
                points.insert(indicator.key.clone(), value);
            }
        }
        reason = fields.required("reason", LONG, &mut faults);
        if points.is_empty()
            && faults.is_empty()
            && let Some(first) = form.indicators.first()
        {
            let text = shell.l.review_adjust_none();
            faults.add(format!("adjust.{}", first.key), Fault::Other(text));
        }
    }
    if !faults.is_empty() {
        return pages::again(&app, shell, &viewer, &session, (&fields, &faults)).await;
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let version = fields.version();
    let proposal = (&points, reason.as_str());
    match writes::propose(&mut change, &seen, session.id, version, proposal).await {
        Err(Error::Conflict) => {
            drop(change);
            return clash(&app, shell, &viewer, &session, appraisal, &fields).await;
        }
        other => other?,
    }
    change.commit().await?;
    Ok(see(
        &format!("{}#m-{appraisal}", pages::address(session.id)),
        Notice::Saved,
    ))
}

/// Another HR person was faster: what they proposed beside what was typed.
async fn clash(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    session: &Session,
    appraisal: AppraisalId,
    fields: &Fields,
) -> Result<Response> {
    let session = store::session(&app.db, viewer, session.id).await?;
    let members = store::members(&app.db, viewer, session.id).await?;
    let member = members
        .iter()
        .find(|one| one.appraisal == appraisal)
        .ok_or(Error::NotFound)?;
    let lang = shell.lang;
    let form = &member.form(&session).ok_or(Error::NotFound)?.form;
    let mut rows: Vec<(String, String, String)> = form
        .indicators
        .iter()
        .map(|indicator| {
            let saved = member.points.get(&indicator.key);
            (
                format!("adjust.{}", indicator.key),
                indicator.name.get(lang).to_owned(),
                saved.copied().map(decimals::plain).unwrap_or_default(),
            )
        })
        .collect();
    rows.push(("reason".into(), shell.l.reason(), member.reason.clone()));
    let writable = session.status == Status::Open && member.stage == crate::access::Stage::Review;
    let target = format!("{}/proposals", pages::address(session.id));
    let back = pages::address(session.id);
    conflict::page_below(
        shell,
        (&target, &back),
        member.version,
        writable,
        rows,
        fields,
    )
}

/// Closes a session, after which nobody proposes anything: but not over a change of what is not the viewer's to
/// review, their own result above all.
async fn close(
    change: &mut Change,
    viewer: &Viewer,
    session: Uuid,
    how: (Status, &str),
    l: &Texts,
) -> Result<Session> {
    writes::close(change, viewer, session, how).await?;
    let closed = store::session(&mut **change, viewer, session).await?;
    if closed.hidden_changed > 0 {
        return Err(Error::Refused(vec![l.calibration_not_yours()]));
    }
    Ok(closed)
}

/// `POST /calibrations/{id}/application`: all proposals together, or none.
pub async fn apply(app: App, shell: Shell, viewer: Viewer, At(id): At<Uuid>) -> Result<Response> {
    let session = open_session(&app, &viewer, id).await?;
    let l = shell.l;
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    if writes::rests(&mut change, session.cycle_id).await? {
        return Err(Error::Denied(Denial::Paused));
    }
    let how = (Status::Applied, "");
    let session = close(&mut change, &viewer, session.id, how, l).await?;
    let members = store::members(&mut *change, &viewer, session.id).await?;
    let names = |which: &dyn Fn(&Member) -> bool| {
        let named: Vec<&str> = members
            .iter()
            .filter(|one| which(one))
            .map(|one| one.name.as_str())
            .collect();
        named.join(&l.words_comma())
    };
    let stale = names(&Member::stale);
    if !stale.is_empty() {
        return Err(Error::Refused(vec![l.calibration_stale(stale)]));
    }
    let broken = names(&|one| one.broken(&session));
    if !broken.is_empty() {
        return Err(Error::Refused(vec![l.calibration_broken(broken)]));
    }
    let changes: Vec<(&Member, store::After)> = members
        .iter()
        .filter_map(|one| Some((one, one.proposal(&session)?)))
        .collect();
    writes::apply(&mut change, &viewer, &session, &changes, now).await?;
    change.commit().await?;
    Ok(see(&pages::address(session.id), Notice::CalibrationApplied))
}

/// `POST /calibrations/{id}/abandonment`: nothing changes.
pub async fn abandon(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let session = open_session(&app, &viewer, id).await?;
    let mut faults = Faults::default();
    let reason = fields.required("abandon_reason", SHORT, &mut faults);
    if !faults.is_empty() {
        return pages::again(&app, shell, &viewer, &session, (&fields, &faults)).await;
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let how = (Status::Abandoned, reason.as_str());
    close(&mut change, &viewer, session.id, how, shell.l).await?;
    let event = Event::CalibrationAbandoned {
        calibration: session.id,
        cycle: session.cycle_id.0,
        reason: &reason,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(
        &pages::address(session.id),
        Notice::CalibrationAbandoned,
    ))
}
