//! Naming a delegate and ending it at once.

use axum::response::Response;
use time::Time;
use uuid::Uuid;

use super::{forms, pages, store};
use crate::{
    access::{Role, Viewer},
    app::App,
    audit::Event,
    ground::clock::instant_in,
    web::{
        At, Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults},
        see,
    },
};

/// `POST /delegations`
pub async fn name(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let (typed, mut faults) = forms::read(&fields, app.clock.today(&app.settings.zone), l);
    let Some(typed) = typed else {
        return pages::render(&app, shell, &viewer, &fields, &faults).await;
    };
    // only HR names somebody for another
    let delegator = if viewer.is(Role::Hr) {
        typed.delegator.as_str()
    } else {
        ""
    };
    let found = store::find(&app.db, viewer.id, delegator, &typed.delegate).await?;
    if found.delegator.is_none() {
        faults.add("delegator", Fault::Other(l.delegation_unknown()));
    } else if !found.leads {
        let field = if viewer.is(Role::Hr) {
            "delegator"
        } else {
            "delegate"
        };
        faults.add(field, Fault::Other(l.delegation_leads_nobody()));
    } else if found.delegate.is_none() {
        faults.add("delegate", Fault::Other(l.delegation_unknown()));
    } else if found.delegate == found.delegator {
        faults.add("delegate", Fault::Other(l.delegation_self()));
    }
    let (Some(delegator), Some(delegate), true) =
        (found.delegator, found.delegate, faults.is_empty())
    else {
        return pages::render(&app, shell, &viewer, &fields, &faults).await;
    };
    let begins = |day: Option<time::Date>| {
        day.and_then(|day| instant_in(day.with_time(Time::MIDNIGHT), &app.settings.zone))
    };
    let (Some(since), Some(until)) = (
        begins(Some(typed.starts_on)),
        begins(typed.ends_on.next_day()),
    ) else {
        let mut faults = Faults::default();
        faults.add("starts_on", Fault::NotADate);
        return pages::render(&app, shell, &viewer, &fields, &faults).await;
    };
    let new = store::New {
        delegator,
        delegate,
        starts_on: typed.starts_on,
        ends_on: typed.ends_on,
        since,
        until,
        reason: &typed.reason,
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let id = store::insert(&mut change, &new, viewer.id, now).await?;
    let event = Event::DelegationNamed {
        delegation: id,
        delegator,
        delegate,
        starts_on: typed.starts_on.to_string(),
        ends_on: typed.ends_on.to_string(),
        reason: &typed.reason,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see("/delegations", Notice::DelegationNamed))
}

/// `POST /delegations/{id}/revocation`
pub async fn revoke(app: App, viewer: Viewer, At(id): At<Uuid>) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let (delegator, delegate) = store::revoke(&mut change, id, viewer.id, now)
        .await?
        .ok_or(Error::NotFound)?;
    let event = Event::DelegationRevoked {
        delegation: id,
        delegator,
        delegate,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see("/delegations", Notice::DelegationRevoked))
}
