//! `/parked`: mine to report, of my appraisal, of my team, and the ledger of HR.

use askama::Template;
use axum::{extract::State, response::Response};
use time::Date;

use super::store::{self, Filter, Line};
use crate::{
    access::{Role, Viewer},
    app::App,
    appraisals::due_chip,
    plans::pages::Tab,
    web::{Asked, Result, Shell, page, when},
};

const SIZE: usize = 50;

struct LineView {
    href: String,
    name: String,
    appraisee: String,
    cycle: String,
    owner: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
}

#[derive(Template)]
#[template(path = "plans/parked_list.html")]
struct ListPage {
    shell: Shell,
    whose: Vec<Tab>,
    states: Vec<Tab>,
    lines: Vec<LineView>,
    shown: String,
    after: String,
}

pub async fn list(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let (whose, state) = (asked.text("whose"), asked.text("state"));
    let after = asked
        .cursor()
        .at
        .and_then(|(day, id)| when::parse_day(&day).map(|day| (day, id)));
    let filter = Filter {
        whose: &whose,
        state: &state,
        cycle: asked.parsed("cycle"),
        department: asked.parsed("department"),
        today,
        after,
        limit: i64::try_from(SIZE + 1).unwrap_or(i64::MAX),
    };
    let mut lines = store::lines(&app.db, &viewer, filter).await?;
    let more = lines.len() > SIZE;
    lines.truncate(SIZE);
    let after = lines
        .last()
        .filter(|_| more)
        .map(|last| asked.beyond("after", &when::input_day(last.due_on), last.id))
        .unwrap_or_default();
    let tab = |name: &str, key: &str, label: String, current: &str| Tab {
        href: asked.with(&[(name, key)]),
        label,
        current: key == current,
    };
    let mut tabs = vec![
        tab("whose", "", l.plan_mine(), &whose),
        tab("whose", "own", l.parked_own(), &whose),
        tab("whose", "team", l.plan_team(), &whose),
    ];
    if viewer.is(Role::Hr) || viewer.is(Role::Clerk) {
        tabs.push(tab("whose", "ledger", l.plan_ledger(), &whose));
    }
    let states = vec![
        tab("state", "", l.plan_all(), &state),
        tab("state", "open", l.plan_open(), &state),
        tab("state", "overdue", l.plan_overdue(), &state),
        tab("state", "reported", l.parked_reported(), &state),
    ];
    page(&ListPage {
        whose: tabs,
        states,
        shown: l.plan_shown(lines.len()),
        lines: lines
            .into_iter()
            .map(|line| view(line, today, &shell))
            .collect(),
        after,
        shell: shell.titled(l.parked_title()),
    })
}

fn view(line: Line, today: Date, shell: &Shell) -> LineView {
    let (due_state, due_text) = if line.reported {
        ("ok", shell.l.parked_reported())
    } else {
        due_chip(line.due_on, today, shell)
    };
    LineView {
        href: format!("/appraisals/{}/parked", line.appraisal),
        name: line
            .name
            .map_or(line.item, |name| name.get(shell.lang).to_owned()),
        appraisee: line.appraisee,
        cycle: line.cycle,
        owner: line.owner,
        due_state,
        due_iso: when::input_day(line.due_on),
        due_text,
    }
}
