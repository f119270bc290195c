//! The list of leavers whose time is over, and the question before they are anonymised.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::store::{self, Keeps, Leaver};
use crate::{
    access::Viewer,
    app::App,
    retention::rules,
    web::{
        Asked, Error, Fields, FormView, LIMIT, Notice, PAGE, Result, Shell, forms::Faults, page,
        see, turn_page, when,
    },
};

pub struct LeaverView {
    pub id: Uuid,
    pub name: String,
    pub number: String,
    pub department: String,
    pub left_on: String,
    pub due_on: String,
    pub appraisals: i64,
    /// Why it has to stay; empty where it need not.
    pub kept: String,
    /// Where that is to be seen.
    pub kept_href: String,
}

pub(super) fn view(one: Leaver, shell: &Shell) -> LeaverView {
    let l = shell.l;
    LeaverView {
        kept: match one.keeps {
            Keeps::Nothing => String::new(),
            Keeps::Hold | Keeps::OtherHold => l.leavers_held(),
            Keeps::OpenWork => l.leavers_open(),
        },
        kept_href: match one.keeps {
            Keeps::Hold => format!("/people/{}/hold", one.id),
            Keeps::OtherHold => "/retention/holds".to_owned(),
            Keeps::OpenWork | Keeps::Nothing => String::new(),
        },
        id: one.id,
        name: one.name,
        number: one.number,
        department: one.department.unwrap_or_default(),
        left_on: when::day(one.left_on, shell.lang),
        due_on: when::day(one.due_on, shell.lang),
        appraisals: one.appraisals,
    }
}

#[derive(Template)]
#[template(path = "retention/leavers.html")]
struct LeaversPage {
    shell: Shell,
    q: String,
    rows: Vec<LeaverView>,
    shown: String,
    before: String,
    after: String,
    period: String,
}

/// `GET /retention/leavers`
pub async fn list(app: App, shell: Shell, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let terms = crate::retention::store::standing(&app.db).await?.terms;

    let search = asked.pattern("q");
    let cursor = asked.cursor();
    let found = store::page(&app.db, today, search.as_deref(), &cursor, LIMIT).await?;
    let (rows, before, after) = turn_page(found, PAGE, &asked, |one| {
        (when::input_day(one.left_on), one.id)
    });
    page(&LeaversPage {
        q: asked.text("q"),
        shown: l.leavers_shown(i64::try_from(rows.len()).unwrap_or_default()),
        period: l.retention_months(terms.record),
        rows: rows.into_iter().map(|one| view(one, &shell)).collect(),
        before,
        after,
        shell: shell.titled(l.leavers_title()),
    })
}

#[derive(Template)]
#[template(path = "retention/anonymise.html")]
struct AskPage {
    form: FormView,
    shell: Shell,
    rows: Vec<LeaverView>,
    /// Those of the chosen whose data has to stay.
    kept: Vec<LeaverView>,
    to_type: String,
    single: bool,
}

/// The chosen people, each once, never the viewer.
pub(super) fn chosen(fields: &Fields, viewer: &Viewer) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = fields
        .all("id")
        .filter_map(|id| id.parse().ok())
        .filter(|id| *id != viewer.id.0)
        .take(PAGE)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// `GET /retention/anonymisation?id=…&id=…`
pub async fn ask(
    app: App,
    shell: Shell,
    viewer: Viewer,
    axum::extract::RawQuery(raw): axum::extract::RawQuery,
) -> Result<Response> {
    let pairs = form_urlencoded::parse(raw.unwrap_or_default().as_bytes())
        .into_owned()
        .take(500)
        .collect();
    let fields = Fields::from_pairs(pairs);
    again(
        &app,
        shell,
        &viewer,
        &Fields::default(),
        &chosen(&fields, &viewer),
        &Faults::default(),
    )
    .await
}

/// The question, with what was typed.
pub(super) async fn again(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    ids: &[Uuid],
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let ids: Vec<Uuid> = ids
        .iter()
        .copied()
        .filter(|id| *id != viewer.id.0)
        .collect();
    if ids.is_empty() {
        return Ok(see("/retention/leavers", Notice::NobodyChosen));
    }
    let today = app.clock.today(&app.settings.zone);
    let found = store::named(&app.db, today, &ids).await?;
    if found.is_empty() {
        return Err(Error::Refused(vec![l.leavers_nobody()]));
    }
    let (free, kept): (Vec<Leaver>, Vec<Leaver>) = found
        .into_iter()
        .partition(|one| one.keeps == Keeps::Nothing);
    let numbers: Vec<&str> = free.iter().map(|one| one.number.as_str()).collect();
    page(&AskPage {
        form: FormView::of(fields, faults, l).labels([("reason", l.retention_reason())]),
        to_type: rules::to_type(&numbers),
        single: free.len() == 1,
        rows: free.into_iter().map(|one| view(one, &shell)).collect(),
        kept: kept.into_iter().map(|one| view(one, &shell)).collect(),
        shell: shell.titled(l.anonymise_title()),
    })
}
