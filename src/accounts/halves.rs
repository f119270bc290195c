//! `/letter`: the owner has a letter, and what the second person told them.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{opening, password, secret, store};
use crate::{
    app::App,
    sessions::Peer,
    web::{
        Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "accounts/letter.html")]
struct LetterPage {
    shell: Shell,
    form: FormView,
}

fn form(shell: Shell, fields: &Fields, faults: &Faults) -> Result<Response> {
    let l = shell.l;
    // the halves come back as they were typed, passwords do not
    let kept = fields.clone().without("password").without("again");
    page(&LetterPage {
        form: FormView::of(&kept, faults, l).labels([
            ("first", l.letter_first()),
            ("second", l.letter_second()),
            ("password", l.account_new()),
            ("again", l.invitation_again()),
        ]),
        shell: shell.titled(l.letter_title()),
    })
}

/// `GET /letter`
pub async fn letter(shell: Shell) -> Result<Response> {
    form(shell, &Fields::default(), &Faults::default())
}

/// `POST /letter`
pub async fn unseal(app: App, shell: Shell, peer: Peer, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let first = secret::typed(&fields.required("first", SHORT, &mut faults));
    let second = secret::typed(&fields.required("second", SHORT, &mut faults));
    password::check_twice(&app, &fields, &[], &mut faults, l);
    if !faults.is_empty() {
        return form(shell, &fields, &faults);
    }
    if let Err(seconds) = app.limits.guess(peer.address()) {
        faults.add("first", Fault::Other(l.problem_too_many_why(seconds)));
        let slow = form(shell, &fields, &faults)?;
        return Ok((StatusCode::TOO_MANY_REQUESTS, slow).into_response());
    }
    let (first, second) = (secret::digest(&first), secret::digest(&second));
    let now = app.clock.now();
    let opened = match store::arrived(&app.db, &first, Some(&second), now).await? {
        Some(arrived) => {
            // only now it is known of whom the password must not be made
            let personal = [arrived.name.as_str(), arrived.login.as_str()];
            password::check(&app, &fields, "password", &personal, &mut faults, l);
            if !faults.is_empty() {
                return form(shell, &fields, &faults);
            }
            opening::open(&app, &arrived, fields.get("password")).await?
        }
        None => false,
    };
    if opened {
        return Ok(see("/sign-in", Notice::PasswordSet));
    }
    // which of the two is wrong is nobody's to know
    faults.add("first", Fault::Other(l.letter_wrong()));
    form(shell, &fields, &faults)
}
