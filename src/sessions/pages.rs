//! The sign-in page.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::carried::Carried;
use crate::web::{Fields, FormView, Result, Shell, forms::Faults, page};

#[derive(Template)]
#[template(path = "sessions/sign_in.html")]
struct SignInPage {
    form: FormView,
    shell: Shell,
    login: String,
    /// What was wrong as a whole.
    wrong: String,
    /// A form that was sent without a session, as hidden fields.
    carried: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

pub async fn sign_in_page(shell: Shell, Query(query): Query<Next>) -> Result<Response> {
    if shell.viewer.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let fields = Fields::from_pairs(vec![("next".into(), query.next)]);
    let mut response = sign_in_form(shell, &fields, &Faults::default(), String::new())?;
    *response.status_mut() = StatusCode::OK;
    Ok(response)
}

pub(super) fn sign_in_form(
    mut shell: Shell,
    fields: &Fields,
    faults: &Faults,
    wrong: String,
) -> Result<Response> {
    let l = shell.l;
    let carried = Carried::of(fields).map(|carried| carried.hidden());
    if carried.is_some() {
        // another language would leave the text behind
        shell.back = String::new();
    }
    let template = SignInPage {
        form: FormView::of(fields, faults, l).labels([
            ("login", l.sign_in_login()),
            ("password", l.sign_in_password()),
        ]),
        carried: carried.unwrap_or_default(),
        login: fields.get("login").chars().take(200).collect(),
        wrong,
        shell: shell.titled(l.sign_in_title()),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&template)?).into_response())
}
