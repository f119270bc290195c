//! Every component and every colour on one page, as the reader's language, theme and screen make them. `docs/design.md`
//! says when which is used; a test holds page and stylesheets together.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::{
    FieldError, Fields, FormView, Heading, Pick, Result, Shell,
    forms::{Fault, Faults},
};
use crate::access::Stage;

/// The colours, by their names in `base.css`.
pub const COLOURS: &[&str] = &[
    "paper",
    "sheet",
    "sunk",
    "rule",
    "edge",
    "text",
    "soft",
    "ink",
    "ink-deep",
    "ink-wash",
    "ink-on",
    "seal",
    "seal-wash",
    "amber",
    "amber-wash",
    "green",
    "green-wash",
];

struct Line {
    name: String,
    words: String,
    points: String,
}

/// As an explanation of a result is shown.
struct Why {
    lines: Vec<Line>,
    notes: Vec<String>,
    sum: String,
    total: String,
}

#[derive(Template)]
#[template(path = "design.html")]
struct DesignPage {
    shell: Shell,
    form: FormView,
    errors: Vec<FieldError>,
    picks: Vec<Pick>,
    stages: Vec<&'static str>,
    why: Why,
    headings: [Heading; 3],
}

/// `GET /design`
pub async fn show(shell: Shell) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    faults.add("bad", Fault::Required);
    let form = FormView::of(&Fields::default(), &faults, l)
        .labels(["line", "bad", "area", "pick"].map(|name| (name, format!("{name}.label"))));
    let why = Why {
        lines: vec![Line {
            name: "indicator".to_owned(),
            words: "weight × points".to_owned(),
            points: "91.33".to_owned(),
        }],
        notes: vec!["note".to_owned()],
        sum: "91.33".to_owned(),
        total: "91.33".to_owned(),
    };
    let page = DesignPage {
        errors: form.errors(),
        picks: vec![
            Pick::new("a", "option.a", true).hint("option.hint"),
            Pick::new("b", "option.b", false),
        ],
        stages: Stage::ALL.into_iter().map(Stage::key).collect(),
        form,
        why,
        headings: ["ascending", "descending", ""].map(|order| Heading {
            label: "heading".to_owned(),
            href: "/design".to_owned(),
            order,
        }),
        shell: shell.titled(l.design_title()),
    };
    // the summary of errors that it shows is none of its own
    Ok(Html(page.render()?).into_response())
}
