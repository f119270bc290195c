//! Making and revoking tokens, each with its event in the company's chain.

use axum::response::Response;
use uuid::Uuid;

use super::{
    pages,
    rules::{self, MOST_DAYS},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    ground::clock,
    web::{
        At, Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// `POST /api-tokens`: the answer shows the token, this once.
pub async fn create(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let name = fields.required("name", SHORT, &mut faults);
    let expires = fields.day("expires", &mut faults);
    let department: Option<Uuid> =
        fields.choice("department", |text| text.parse().ok(), &mut faults);
    if let Some(id) = department {
        let known = store::departments(&app.db).await?;
        if !known.iter().any(|(one, _)| *one == id) {
            faults.add("department", Fault::NotAChoice);
        }
    }
    let today = app.clock.today(&app.settings.zone);
    match expires {
        None => faults.add("expires", Fault::Required),
        Some(day) if day <= today || (day - today).whole_days() > MOST_DAYS => {
            faults.add(
                "expires",
                Fault::Other(shell.l.tokens_expires_hint(MOST_DAYS)),
            );
        }
        Some(_) => {}
    }
    // good to the end of the day
    let expires_at = expires
        .and_then(time::Date::next_day)
        .and_then(|day| clock::instant_in(day.midnight(), &app.settings.zone));
    let (Some(expires_at), true) = (expires_at, faults.is_empty()) else {
        return pages::again(&app, shell, &viewer, &fields, &faults).await;
    };
    let token = rules::new();
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let id = store::insert(
        &mut change,
        &name,
        &token,
        (viewer.id, department),
        now,
        expires_at,
    )
    .await?;
    change
        .record_company(Event::ApiTokenCreated {
            token: id,
            name: &name,
            department,
        })
        .await?;
    change.commit().await?;
    let empty = Fields::from_pairs(vec![(
        "expires".to_owned(),
        fields.get("expires").to_owned(),
    )]);
    pages::render(&app, shell, &viewer, &empty, &faults, &token).await
}

/// `POST /api-tokens/{id}/revocation`
pub async fn revoke(app: App, viewer: Viewer, At(id): At<Uuid>) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let name = store::revoke(&mut change, id, viewer.id, now)
        .await?
        .ok_or(Error::NotFound)?;
    change
        .record_company(Event::ApiTokenRevoked {
            token: id,
            name: &name,
        })
        .await?;
    change.commit().await?;
    Ok(see("/api-tokens", Notice::TokenRevoked))
}
