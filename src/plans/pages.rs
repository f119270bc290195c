//! The lists of plan items: mine, my team's, my promises, and the ledger of HR.

use askama::Template;
use axum::response::Response;

use super::{
    item,
    listing::{Filter, Frame, Offers},
    rules::Status,
    store::{self, Line},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::due_chip,
    web::{Asked, Result, Shell, page, when},
};

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
    frame: Frame,
    lines: Vec<LineView>,
}

pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let filter = Filter::asked(&asked, today);
    let whose = vec![
        ("", l.plan_mine()),
        ("team", l.plan_team()),
        ("support", l.plan_promised()),
    ];
    let states = vec![
        ("", l.plan_all()),
        ("open", l.plan_open()),
        ("overdue", l.plan_overdue()),
        ("done", l.plan_accepted()),
    ];
    let offers = Offers::load(&app.db, &viewer, l, whose, states).await?;
    let lines = store::lines(&app.db, &viewer, &filter).await?;
    let (lines, frame) = Frame::around(lines, &asked, &filter, offers, l, |line| {
        (line.due_on, line.id)
    });
    page(&ListPage {
        lines: lines
            .into_iter()
            .map(|line| view(line, today, &shell))
            .collect(),
        frame,
        shell: shell.titled(l.nav_plans()),
    })
}

fn view(line: Line, today: time::Date, shell: &Shell) -> LineView {
    // what is reported waits for the superior, however late
    let (due_state, due_text) = if line.status == Status::Open {
        due_chip(line.due_on, today, shell)
    } else {
        ("", when::day(line.due_on, shell.lang))
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
