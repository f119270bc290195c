//! `/parked`: mine to report, of my appraisal, of my team, and the ledger of HR.

use askama::Template;
use axum::response::Response;
use time::Date;

use super::store::{self, Line};
use crate::{
    access::Viewer,
    app::App,
    appraisals::due_chip,
    plans::listing::{Filter, Frame, Offers},
    web::{Asked, Result, Shell, page, when},
};

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
    frame: Frame,
    lines: Vec<LineView>,
}

pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let filter = Filter::asked(&asked, today);
    let whose = vec![
        ("", l.plan_mine()),
        ("own", l.parked_own()),
        ("team", l.plan_team()),
    ];
    let states = vec![
        ("", l.plan_all()),
        ("open", l.plan_open()),
        ("overdue", l.plan_overdue()),
        ("reported", l.parked_reported()),
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
