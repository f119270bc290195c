//! Decisions for single people on the preview.

use axum::response::Response;
use uuid::Uuid;

use super::{
    address::address,
    exceptions::{self, Exception, Whose},
    population::Place,
    states,
    store::Status,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    ground::ids::CycleId,
    web::{
        Asked, At, Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// `POST /cycles/{id}/exceptions`: a named reviewer, an exemption, taken in by name, or nothing any more.
pub async fn except(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    // what is wrong with a form is told only where there is a cycle
    states::exists(&app.db, cycle).await?;
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let mut faults = Faults::default();
    let whose = match fields.get("person") {
        "all" => Whose::All(fields.pressed("show", |key| {
            Place::from_key(key).filter(|place| !place.takes_part())
        })?),
        // somebody from anywhere, by number or name
        "" => {
            let text = fields.required("who", SHORT, &mut faults);
            match exceptions::find(&app.db, &text).await? {
                Some(id) => Whose::One(id),
                None => return Err(Error::Refused(vec![l.preview_reviewer_unknown(text)])),
            }
        }
        id => Whose::One(id.parse().map_err(|_| Error::NotFound)?),
    };
    let mut reviewer: Option<Uuid> = None;
    let mut reason = String::new();
    let mut first_due = None;
    match fields.get("do") {
        "reviewer" => {
            let text = fields.required("reviewer", SHORT, &mut faults);
            if faults.is_empty() {
                reviewer = exceptions::find(&app.db, &text).await?;
                if reviewer.is_none() {
                    faults.add("reviewer", Fault::Other(l.preview_reviewer_unknown(text)));
                }
            }
        }
        "exempt" => reason = fields.required("reason", SHORT, &mut faults),
        "include" => {
            reason = fields.required("reason", SHORT, &mut faults);
            first_due = fields.day("first_due", &mut faults);
            if first_due.is_some_and(|day| day < today) {
                faults.add("first_due", Fault::Other(l.extend_past()));
            }
        }
        "nothing" => {}
        _ => return Err(Error::Malformed),
    }
    for (field, label) in [
        ("reviewer", l.preview_reviewer()),
        ("reason", l.reason()),
        ("first_due", l.preview_first_due()),
    ] {
        if let Some(fault) = faults.of(field) {
            return Err(Error::Refused(vec![format!("{label}: {}", fault.text(l))]));
        }
    }
    let exception = match (fields.get("do"), reviewer) {
        (_, Some(id)) => Exception::Reviewer(id),
        ("exempt", _) => Exception::Exempt(&reason),
        ("include", _) => Exception::Include(&reason, first_due),
        _ => Exception::Nothing,
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let (status, _) = states::lock(&mut change, cycle).await?;
    if status != Status::Draft {
        return Err(Error::Conflict);
    }
    let people = exceptions::decide(&mut change, cycle, whose, exception).await?;
    if people == 0 && !matches!(exception, Exception::Nothing) {
        return Err(Error::Refused(vec![l.preview_nobody_changed()]));
    }
    let event = Event::CycleException {
        cycle: cycle.0,
        person: match whose {
            Whose::One(id) => id.to_string(),
            Whose::All(place) => place.key().to_owned(),
        },
        people,
        decision: fields.get("do"),
        reviewer,
        reason: &reason,
    };
    change.record_company(event).await?;
    change.commit().await?;
    let show = fields.get("show");
    let back = Asked::of(&address(cycle, "/preview"), "").with(&[("show", show)]);
    Ok(see(&back, Notice::Saved))
}
