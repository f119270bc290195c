//! `/account`: what somebody chooses for themselves, their password, and how their account was opened.

use askama::Template;
use axum::response::Response;
use tower_sessions::Session;

use super::{helping, password, view::Openings};
use crate::{
    access::Viewer,
    app::App,
    sessions,
    web::{
        Error, Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct AccountPage {
    form: FormView,
    shell: Shell,
    mail: bool,
    openings: Openings,
}

pub async fn account(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let chosen = sqlx::query!(
        r#"select zone, digest::text as "digest!" from people where id = $1"#,
        viewer.id.0
    )
    .fetch_one(&app.db)
    .await?;
    let fields = Fields::from_pairs(vec![
        ("zone".into(), chosen.zone.unwrap_or_default()),
        ("digest".into(), chosen.digest),
        ("theme".into(), viewer.theme.clone()),
    ]);
    account_form(&app, shell, &viewer, &fields, &Faults::default()).await
}

async fn account_form(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    page(&AccountPage {
        form: FormView::of(fields, faults, l).labels([
            ("zone", l.account_zone()),
            ("theme", l.account_theme()),
            ("digest", l.account_digest()),
            ("password", l.account_present()),
            ("new_password", l.account_new()),
        ]),
        mail: app.mailer.is_some(),
        openings: Openings::own(app, &shell, viewer).await?,
        shell: shell.titled(viewer.name.clone()),
    })
}

/// Zone, colours and, with the present one, a new password.
pub async fn account_save(
    app: App,
    shell: Shell,
    viewer: Viewer,
    session: Session,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let zone = fields.text("zone", SHORT, &mut faults);
    if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
        faults.add("zone", Fault::NotAChoice);
    }
    let theme = fields.choice(
        "theme",
        |theme| ["light", "dark"].contains(&theme).then(|| theme.to_owned()),
        &mut faults,
    );
    let digest = fields.choice(
        "digest",
        |digest| {
            ["daily", "weekly", "due"]
                .contains(&digest)
                .then(|| digest.to_owned())
        },
        &mut faults,
    );
    let new = fields.get("new_password");
    if !new.is_empty() {
        let known = sqlx::query!(
            "select number, email from people where id = $1",
            viewer.id.0
        )
        .fetch_one(&app.db)
        .await?;
        let email = known.email.unwrap_or_default();
        let personal = [viewer.name.as_str(), known.number.as_str(), email.as_str()];
        password::check(
            &app,
            &fields,
            "new_password",
            &personal,
            &mut faults,
            shell.l,
        );
        if faults.is_empty() {
            sessions::confirm_password(&app, viewer.id, &fields, shell.l, &mut faults).await?;
        }
    }
    if !faults.is_empty() {
        return account_form(&app, shell, &viewer, &fields, &faults).await;
    }
    let hash = if new.is_empty() {
        None
    } else {
        Some(app.hasher.hash(new.to_owned()).await?)
    };
    let mut change = app.change(Some(viewer.id)).await?;
    sqlx::query!(
        "update people set zone = nullif($2, ''), theme = $3, digest = coalesce($4::text::digest_wish, digest) where id = $1",
        viewer.id.0,
        zone,
        theme,
        digest
    )
    .execute(&mut *change)
    .await?;
    if let Some(hash) = hash {
        password::set(&app, &mut change, viewer.id.0, &hash, None).await?;
    }
    change.commit().await?;
    // the page that follows shows it, whenever the database's word of it arrives
    app.session_cache.forget_person(viewer.id.0);
    if !new.is_empty() {
        // every other device has to sign in again
        sessions::end_all(&app, viewer.id)
            .await
            .map_err(Error::from)?;
        session.cycle_id().await?;
        session.save().await?;
    }
    Ok(see("/account", Notice::Saved))
}

/// `POST /account/opening/revocation`
pub async fn revoke_own(app: App, viewer: Viewer, fields: Fields) -> Result<Response> {
    helping::take_back(&app, &viewer, viewer.id.0, &fields, "/account#openings").await
}
