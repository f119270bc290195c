//! The lists of plan items: mine, my team's, my promises, and the ledger of HR.

use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    item,
    rules::Status,
    store::{self, Filter, Line},
};
use crate::{
    access::{Role, Viewer},
    app::App,
    appraisals::due_chip,
    web::{Asked, Result, Shell, page, when},
};

const SIZE: usize = 50;

pub(super) struct Tab {
    pub href: String,
    pub label: String,
    pub current: bool,
}

struct LineView {
    href: String,
    line: Line,
    status: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
}

#[derive(Template)]
#[template(path = "plans/list.html")]
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
        tab("whose", "team", l.plan_team(), &whose),
        tab("whose", "support", l.plan_promised(), &whose),
    ];
    if viewer.is(Role::Hr) || viewer.is(Role::Clerk) {
        tabs.push(tab("whose", "ledger", l.plan_ledger(), &whose));
    }
    let states = vec![
        tab("state", "", l.plan_all(), &state),
        tab("state", "open", l.plan_open(), &state),
        tab("state", "overdue", l.plan_overdue(), &state),
        tab("state", "done", l.plan_accepted(), &state),
    ];
    let count = lines.len();
    let lines = lines
        .into_iter()
        .map(|line| view(line, today, &shell))
        .collect();
    page(&ListPage {
        whose: tabs,
        states,
        lines,
        shown: l.plan_shown(count),
        after,
        shell: shell.titled(l.nav_plans()),
    })
}

fn view(line: Line, today: time::Date, shell: &Shell) -> LineView {
    let (due_state, due_text) = if line.status == Status::Accepted {
        ("", when::day(line.due_on, shell.lang))
    } else {
        due_chip(line.due_on, today, shell)
    };
    LineView {
        href: if line.linked {
            format!("/plans/{}", line.id)
        } else {
            String::new()
        },
        status: item::status(line.status, shell.l),
        due_state,
        due_iso: when::input_day(line.due_on),
        due_text,
        line,
    }
}
