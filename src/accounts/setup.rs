//! `/setup/{token}`: the first administrator of a database in which nobody has an account. The secret is printed when
//! the server starts and kept by that process alone, as a hash; it opens nothing any more once somebody has an account.

use askama::Template;
use axum::{extract::Path, response::Response};
use sqlx::PgExecutor;

use super::{
    first_admin::{self, Admin, Refused},
    password, secret,
};
use crate::{
    app::App,
    web::{
        Error, Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

async fn nobody_yet(db: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select not exists(select from credentials) as "nobody!""#)
        .fetch_one(db)
        .await
}

/// The path at which the first administrator is made, where nobody has an account.
pub async fn offer(app: &App) -> sqlx::Result<Option<String>> {
    if !nobody_yet(&app.db).await? {
        return Ok(None);
    }
    let token = secret::for_link();
    Ok(app
        .first_admin
        .set(secret::digest(&token))
        .is_ok()
        .then(|| format!("/setup/{token}")))
}

fn knows(app: &App, token: &str) -> Result<()> {
    let hash = secret::digest(token);
    if app.first_admin.get().is_some_and(|known| *known == hash) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

#[derive(Template)]
#[template(path = "accounts/setup.html")]
struct SetupPage {
    shell: Shell,
    form: FormView,
    hr: bool,
}

fn form(shell: Shell, fields: &Fields, faults: &Faults, hr: bool) -> Result<Response> {
    let l = shell.l;
    let kept = fields.clone().without("password").without("again");
    page(&SetupPage {
        form: FormView::of(&kept, faults, l).labels([
            ("name", l.people_name()),
            ("email", l.people_email()),
            ("number", l.people_number()),
            ("password", l.account_new()),
            ("again", l.invitation_again()),
        ]),
        hr,
        shell: shell.titled(l.setup_title()),
    })
}

/// `GET /setup/{token}`
pub async fn show(app: App, shell: Shell, Path(token): Path<String>) -> Result<Response> {
    knows(&app, &token)?;
    if !nobody_yet(&app.db).await? {
        return Err(Error::NotFound);
    }
    form(shell, &Fields::default(), &Faults::default(), true)
}

/// `POST /setup/{token}`
pub async fn create(
    app: App,
    shell: Shell,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response> {
    knows(&app, &token)?;
    let l = shell.l;
    let mut faults = Faults::default();
    let name = fields.required("name", SHORT, &mut faults);
    let address = fields.required("email", SHORT, &mut faults);
    let email = first_admin::email(&address);
    if email.is_err() {
        faults.add("email", Fault::Other(l.person_email_bad()));
    }
    let number = fields.text("number", 64, &mut faults);
    let personal = [name.as_str(), address.as_str(), number.as_str()];
    password::check_twice(&app, &fields, &personal, &mut faults, l);
    let hr = fields.has("hr");
    let admin = match email {
        Ok(email) if faults.is_empty() => Admin {
            email,
            name: Some(name),
            number: (!number.is_empty()).then_some(number),
            hr,
        },
        _ => return form(shell, &fields, &faults, hr),
    };
    let hash = app.hasher.hash(fields.get("password").to_owned()).await?;
    let mut change = app.change(None).await?;
    // two who open the address at once are not both the first
    sqlx::query("lock table credentials in share row exclusive mode")
        .execute(&mut *change)
        .await?;
    if !nobody_yet(&mut *change).await? {
        return Err(Error::NotFound);
    }
    match first_admin::make(&mut change, &admin).await? {
        Ok(person) => password::set(&app, &mut change, person, &hash, None).await?,
        Err(refused) => {
            let (field, why) = match refused {
                Refused::Left => ("email", l.setup_left()),
                Refused::NumberTaken => ("number", l.person_number_taken()),
            };
            faults.add(field, Fault::Other(why));
            return form(shell, &fields, &faults, hr);
        }
    }
    change.commit().await?;
    Ok(see("/sign-in", Notice::PasswordSet))
}
