//! Nominating, asking, striking, ending the round.

use axum::response::Response;
use uuid::Uuid;

use super::{
    pages,
    rules::{Round, State as Is},
    store::{self, Nominated},
};
use crate::{
    access::Action,
    app::App,
    appraisals::Seen,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// The round where it is open; the sentence why not where it is over or never was.
pub(super) async fn open_round(app: &App, shell: &Shell, seen: &Seen) -> Result<Round> {
    let today = app.clock.today(&app.settings.zone);
    store::round(&app.db, seen)
        .await?
        .filter(|round| round.open(today))
        .ok_or_else(|| Error::Refused(vec![shell.l.colleagues_over()]))
}

/// `POST …/colleagues`: by employee or superior; whom the superior names is asked at once.
pub async fn nominate(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let round = open_round(&app, &shell, &seen).await?;
    let l = shell.l;
    let mut faults = Faults::default();
    let who = fields.required("colleague", SHORT, &mut faults);
    let mut colleague = None;
    if faults.is_empty() {
        let found = store::find(&app.db, &seen, &who).await?;
        let fault = match found.as_slice() {
            [] => Some(l.parties_unknown(who)),
            [one] if one.party => Some(l.colleagues_party()),
            [one] => {
                colleague = Some(one.id);
                None
            }
            _ => Some(l.colleagues_several()),
        };
        if let Some(text) = fault {
            faults.add("colleague", Fault::Other(text));
        }
    }
    if let Some(colleague) = colleague {
        let (state, notice) = if seen.can(Action::AskColleague) {
            (Is::Asked, Notice::ColleagueAsked)
        } else {
            (Is::Nominated, Notice::ColleagueNominated)
        };
        let mut change = app.change(Some(seen.viewer.id)).await?;
        match store::nominate(&mut change, &seen, colleague, state, round.most).await? {
            Nominated::Done => {
                change.commit().await?;
                return Ok(see(&seen.address("/colleagues"), notice));
            }
            Nominated::Already => {
                faults.add("colleague", Fault::Other(l.colleagues_already()));
            }
            Nominated::Full => {
                let text = l.colleagues_full(i64::from(round.most));
                faults.add("colleague", Fault::Other(text));
            }
        }
    }
    pages::render(&app, shell, &seen, &fields, &faults).await
}

/// `POST …/colleagues/decision`: the superior asks a nominated colleague, or strikes them.
pub async fn decide(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    const BEFORE: &[Is] = &[Is::Nominated, Is::Asked];
    open_round(&app, &shell, &seen).await?;
    let colleague: Uuid = fields.get("id").parse().map_err(|_| Error::NotFound)?;
    let mut faults = Faults::default();
    let reason = fields.text("reason", SHORT, &mut faults);
    if let Some(fault) = faults.of("reason") {
        return Err(Error::Refused(vec![fault.text(shell.l)]));
    }
    let (from, to, notice) = fields.pressed("do", |key| match key {
        "ask" => Some((&BEFORE[..1], Is::Asked, Notice::ColleagueAsked)),
        "strike" => Some((BEFORE, Is::Struck, Notice::ColleagueStruck)),
        _ => None,
    })?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let which = (colleague, fields.version());
    store::decide(&mut change, &seen, which, from, to, &reason).await?;
    change.commit().await?;
    Ok(see(&seen.address("/colleagues"), notice))
}

/// `POST …/colleagues/closing`: no more answers; what came is shown.
pub async fn close(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    open_round(&app, &shell, &seen).await?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    store::close(&mut change, &seen).await?;
    change.commit().await?;
    Ok(see(&seen.address("/colleagues"), Notice::ColleaguesClosed))
}
