//! One page for every run: before the word a preview, after it the result.

use askama::Template;
use axum::{Extension, response::Response};

use uuid::Uuid;

use super::{
    act::{Acts, State as RunState},
    lines::{self, Outcome},
    seen::seen,
};
use crate::{
    access::Viewer,
    app::App,
    jobs::{self, Progress},
    web::{Asked, At, Result, Shell, Texts, page, turn_page, when},
};

const PAGE: usize = 50;

struct Tab {
    href: String,
    current: bool,
    label: String,
    count: i64,
}

struct LineView {
    href: String,
    name: String,
    number: String,
    about: String,
    department: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "bulk/show.html")]
struct RunPage {
    shell: Shell,
    href: String,
    back: String,
    csv: String,
    tells: String,
    draft: bool,
    /// What happened, or why nothing can be done.
    outcome: String,
    progress: Option<Progress>,
    /// The button that does it; empty for who may not, or where there is nothing to do.
    go: String,
    stops: bool,
    unseen: String,
    /// Why some are left out.
    groups: Vec<String>,
    tabs: Vec<Tab>,
    current: &'static str,
    q: String,
    left: bool,
    lines: Vec<LineView>,
    shown: String,
    before: String,
    after: String,
}

pub(super) fn outcome(outcome: Outcome, state: RunState, l: &Texts) -> String {
    match (outcome, state) {
        (Outcome::Waiting, RunState::Draft) => l.run_will_be_done(),
        (Outcome::Waiting, _) => l.run_waiting(),
        (Outcome::Done, _) => l.run_done(),
        (Outcome::Left, _) => l.run_left(),
    }
}

/// `GET /runs/{id}?show=…&q=…`
pub async fn show(
    app: App,
    Extension(acts): Extension<Acts>,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    asked: Asked,
) -> Result<Response> {
    let (run, act, scope) = seen(&app.db, acts, &viewer, id).await?;
    let l = shell.l;
    let counts = lines::counts(&app.db, run.id, &viewer, &scope).await?;
    let of = |outcome: Outcome| -> i64 {
        let counted = counts.iter().filter(|one| one.outcome == outcome);
        counted.map(|one| one.count).sum()
    };
    let (waiting, done) = (of(Outcome::Waiting), of(Outcome::Done));
    let chosen = Outcome::ALL
        .into_iter()
        .find(|one| one.key() == asked.text("show"));
    let current = chosen.unwrap_or(match run.state {
        _ if done > 0 => Outcome::Done,
        _ if waiting > 0 => Outcome::Waiting,
        _ => Outcome::Left,
    });
    let size = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let pattern = asked.pattern("q");
    let reader = (&viewer, &scope);
    let found = lines::page(
        &app.db,
        run.id,
        reader,
        current,
        pattern.as_deref(),
        &asked.cursor(),
        size,
    )
    .await?;
    let (found, before, after) =
        turn_page(found, PAGE, &asked, |one| (one.seq.to_string(), one.person));
    let live = match run.state {
        RunState::Running => jobs::live(&app.db, act.name, &run.id.to_string()).await?,
        _ => None,
    };
    let progress = match live {
        Some(job) => Some(Progress::load(&app, job).await?),
        None => None,
    };
    let rests = progress.is_none() && run.state != RunState::Done;
    let draft = run.state == RunState::Draft;
    let go = if run.actor != viewer.id || !rests || (draft && waiting == 0) {
        String::new()
    } else if draft {
        (act.go)(waiting, l)
    } else {
        l.run_take_up(waiting)
    };
    let what = match (run.state, run.stopped_by.as_deref().zip(run.stopped_at)) {
        (RunState::Draft, _) if waiting == 0 => l.run_nobody(),
        (_, Some((who, at))) => l.run_stopped(
            who,
            when::instant(at, &viewer.zone, shell.lang),
            done,
            waiting,
        ),
        (RunState::Done, _) => l.run_ended(done, of(Outcome::Left)),
        _ => String::new(),
    };
    let tabs = Outcome::ALL
        .into_iter()
        .filter(|one| of(*one) > 0 || *one == current)
        .map(|one| Tab {
            href: asked.with(&[("show", one.key())]),
            current: one == current,
            label: outcome(one, run.state, l),
            count: of(one),
        });
    let tells = (act.tells)(&run, &shell)?;
    page(&RunPage {
        href: run.address(""),
        csv: run.address("/results.csv"),
        tells: match &run.cycle {
            Some(cycle) => format!("{cycle} · {tells}"),
            None => tells,
        },
        draft,
        outcome: what,
        stops: progress.is_some() && act.stops,
        progress,
        go,
        unseen: match run.unseen {
            0 => String::new(),
            count => l.run_unseen(count),
        },
        groups: counts
            .iter()
            .filter(|one| one.outcome == Outcome::Left)
            .map(|one| l.run_group(one.count, act.why(&one.reason, l)))
            .collect(),
        tabs: tabs.collect(),
        current: current.key(),
        q: asked.text("q"),
        left: current == Outcome::Left,
        shown: l.run_shown(i64::try_from(found.len()).unwrap_or(i64::MAX)),
        lines: found
            .into_iter()
            .map(|one| LineView {
                href: match one.appraisal {
                    Some(appraisal) => format!("/appraisals/{appraisal}"),
                    None => format!("/people/{}", one.person),
                },
                reason: if one.reason.is_empty() {
                    String::new()
                } else {
                    act.why(&one.reason, l)
                },
                name: one.name,
                number: one.number,
                about: one.about.unwrap_or_default(),
                department: one.department,
            })
            .collect(),
        before,
        after,
        back: run.back,
        shell: shell.titled((act.title)(l)),
    })
}
