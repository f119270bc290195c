//! The hold of a person or an appraisal, and the list of all.

use askama::Template;
use axum::{extract::FromRequestParts, http::request::Parts, response::Response};
use uuid::Uuid;

use super::store::{self, Hold, Subject, Target};
use crate::{
    access::Viewer,
    app::App,
    appraisals::{Header, Seen},
    retention::store::micros,
    web::{
        Asked, At, Error, Fields, FormView, LIMIT, PAGE, Result, Shell, forms::Faults, page,
        turn_page, when,
    },
};

/// A hold in words.
pub struct HoldView {
    pub id: Uuid,
    pub placed: String,
    pub reason: String,
    /// Empty while it stands.
    pub lifted: String,
    pub lift_reason: String,
}

/// The form and the lines below it, the same for a person and an appraisal.
pub struct Card {
    pub action: String,
    /// The one that stands.
    pub standing: Option<HoldView>,
    pub earlier: Vec<HoldView>,
    pub form: FormView,
}

impl Card {
    pub async fn load(
        app: &App,
        target: Target,
        action: String,
        viewer: &Viewer,
        (fields, faults): (&Fields, &Faults),
        shell: &Shell,
    ) -> Result<Self> {
        let all = store::of(&app.db, target).await?;
        let (standing, earlier): (Vec<Hold>, Vec<Hold>) =
            all.into_iter().partition(|hold| hold.lifted_at.is_none());
        let view = |hold: Hold| HoldView {
            id: hold.id,
            placed: shell.l.hold_placed(
                hold.placed_by,
                when::instant(hold.placed_at, &viewer.zone, shell.lang),
            ),
            reason: hold.reason,
            lifted: hold
                .lifted_at
                .zip(hold.lifted_by)
                .map(|(at, by)| {
                    shell
                        .l
                        .hold_lifted(by, when::instant(at, &viewer.zone, shell.lang))
                })
                .unwrap_or_default(),
            lift_reason: hold.lift_reason,
        };
        Ok(Self {
            action,
            standing: standing.into_iter().next().map(view),
            earlier: earlier.into_iter().map(view).collect(),
            form: FormView::of(fields, faults, shell.l)
                .labels([("reason", shell.l.retention_reason())]),
        })
    }
}

#[derive(Template)]
#[template(path = "retention/person_hold.html")]
struct PersonHoldPage {
    shell: Shell,
    person: Subject,
    reach: String,
    card: Card,
}

#[derive(Template)]
#[template(path = "retention/appraisal_hold.html")]
struct AppraisalHoldPage {
    shell: Shell,
    header: Header,
    card: Card,
}

/// The person of the address; whether one is under hold oneself is nothing that one looks up.
impl FromRequestParts<App> for Subject {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        let At(id) = At::from_request_parts(parts, app).await?;
        let found = store::subject(&app.db, id, viewer.id).await?;
        let person = found.ok_or(Error::NotFound)?;
        if person.own {
            return Err(Error::Refused(vec![Shell::of(parts).l.hold_own()]));
        }
        Ok(person)
    }
}

/// `GET /people/{id}/hold`
pub async fn person_hold(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Subject,
) -> Result<Response> {
    person_page(
        &app,
        shell,
        &viewer,
        person,
        (&Fields::default(), &Faults::default()),
    )
    .await
}

pub(super) async fn person_page(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    person: Subject,
    typed: (&Fields, &Faults),
) -> Result<Response> {
    let action = format!("/people/{}/hold", person.id);
    let card = Card::load(
        app,
        Target::Person(person.id),
        action,
        viewer,
        typed,
        &shell,
    )
    .await?;
    page(&PersonHoldPage {
        reach: shell.l.hold_reach(person.appraisals),
        person,
        card,
        shell: {
            let title = shell.l.hold_title();
            shell.titled(title)
        },
    })
}

/// `GET /appraisals/{id}/hold`
pub async fn appraisal_hold(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    appraisal_page(&app, shell, &seen, (&Fields::default(), &Faults::default())).await
}

pub(super) async fn appraisal_page(
    app: &App,
    shell: Shell,
    seen: &Seen,
    typed: (&Fields, &Faults),
) -> Result<Response> {
    let title = shell.l.hold_title();
    let shell = shell.titled(title);
    let target = Target::Appraisal(seen.appraisal.id.0);
    let action = seen.address("/hold");
    let card = Card::load(app, target, action, &seen.viewer, typed, &shell).await?;
    page(&AppraisalHoldPage {
        header: Header::of(seen, app, &shell),
        card,
        shell,
    })
}

struct LineView {
    href: String,
    name: String,
    what: String,
    reason: String,
    placed: String,
    /// By whom and when; empty while it stands.
    lifted: String,
    lift_reason: String,
}

#[derive(Template)]
#[template(path = "retention/holds.html")]
struct HoldsPage {
    shell: Shell,
    q: String,
    lifted: bool,
    narrowed: bool,
    lines: Vec<LineView>,
    shown: String,
    before: String,
    after: String,
}

/// `GET /retention/holds`
pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let lifted = asked.text("state") == "lifted";

    let search = asked.pattern("q");
    let cursor = asked.cursor();
    let lines = store::lines(
        &app.db,
        viewer.id,
        search.as_deref(),
        lifted,
        &cursor,
        LIMIT,
    )
    .await?;
    let (lines, before, after) = turn_page(lines, PAGE, &asked, |line| {
        (micros(line.placed_at), line.id)
    });
    page(&HoldsPage {
        q: asked.text("q"),
        narrowed: search.is_some(),
        lifted,
        shown: l.hold_shown(i64::try_from(lines.len()).unwrap_or_default()),
        lines: lines
            .into_iter()
            .map(|line| LineView {
                href: match (line.person, line.appraisal) {
                    (Some(id), _) => format!("/people/{id}/hold"),
                    (_, Some(id)) => format!("/appraisals/{id}/hold"),
                    _ => String::new(),
                },
                what: line
                    .cycle
                    .map_or_else(|| l.hold_on_person(), |cycle| l.hold_on_appraisal(cycle)),
                placed: l.hold_placed(
                    line.placed_by,
                    when::instant(line.placed_at, &viewer.zone, shell.lang),
                ),
                lifted: line
                    .lifted_by
                    .zip(line.lifted_at)
                    .map(|(by, at)| l.hold_lifted(by, when::instant(at, &viewer.zone, shell.lang)))
                    .unwrap_or_default(),
                lift_reason: line.lift_reason,
                name: line.name,
                reason: line.reason,
            })
            .collect(),
        before,
        after,
        shell: shell.titled(l.hold_list_title()),
    })
}
