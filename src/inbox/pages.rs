//! The start page.

use askama::Template;
use axum::response::Response;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    hr,
    kind::Kind,
    lines::Line,
    mine::{self, Mine, Waits},
    news::{self, Told},
};
use crate::{
    access::{Duty, Relation, Role, Stage, Viewer},
    accounts,
    app::App,
    appraisals::{event_words, header::due_chip, words},
    audit::Moment,
    ground::clock::date_in,
    web::{Result, Shell, Texts, page, when},
};

struct Todo {
    class: &'static str,
    href: String,
    label: String,
    context: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
    day: String,
    /// Since when it waits, and for what.
    since: String,
    /// A reminder, or why it came back.
    told: Vec<String>,
    /// Overdue first, then by day, what has no day last.
    order: (bool, Option<Date>),
}

struct Waiting {
    href: String,
    label: String,
    who: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
}

#[derive(Template)]
#[template(path = "inbox/show.html")]
struct TasksPage {
    shell: Shell,
    todos: Vec<Todo>,
    overdue: i64,
    waiting: Vec<Waiting>,
    more_waiting: bool,
    next: String,
    starts_cycles: bool,
    news: Vec<Told>,
}

/// More news than this is no news.
const NEWS: usize = 12;

/// `GET /`
pub async fn show(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let at = Moment {
        today: app.clock.today(&app.settings.zone),
        now: app.clock.now(),
    };
    let mut mine = mine::load(&app.db, &viewer, at).await?;
    if viewer.is(Role::Hr) {
        let of_hr = hr::load(&app.db, &[viewer.id.0], at).await?;
        mine.todos.extend(of_hr.into_iter().map(|(_, line)| line));
    }
    let news = news::load(&app.db, &viewer, at.today, at.now).await?;
    let letters = accounts::opened_by_letter(&app, viewer.id.0).await?;
    let agreed = mine::appointments(&app.db, &preparing(&mine)).await?;
    let l = shell.l;
    let day = |line: &Line| {
        let facts = agreed.get(&line.appraisal?)?;
        words::appointment(facts, &viewer.zone, l, shell.lang)
    };
    let mut todos: Vec<Todo> = mine
        .todos
        .iter()
        .map(|line| {
            let mut todo = todo(line, at.today, &shell);
            if let (Some(appraisal), Some(relation), Some(kind)) =
                (line.appraisal, line.relation, line.kind())
                && kind.is_turn()
            {
                todo.since = since(line, &shell, &viewer);
                todo.told = news.beside(appraisal, relation, &shell, &viewer);
                todo.told.extend(day(line));
            }
            todo
        })
        .collect();
    todos.sort_by_key(|todo| (todo.order.1.is_none(), todo.order.1, !todo.order.0));
    let mut waiting: Vec<Waiting> = mine
        .waits
        .iter()
        .filter_map(|waits| {
            let who = who(waits, day(&waits.line), l)?;
            Some(waiting_line(waits, who, at.today, &shell))
        })
        .collect();
    waiting.extend(mine.asked.iter().map(|line| Waiting {
        href: line.href(),
        label: l.tasks_reopening(line.employee.clone(), line.cycle.clone()),
        who: l.tasks_reopening_asked(),
        due_state: "",
        due_iso: String::new(),
        due_text: String::new(),
    }));
    let next = match mine::next_of_plan(&mine.coming) {
        Some((due, line)) => {
            let what = line.about.as_ref().map(|about| about.text.clone());
            l.tasks_next_plan(what.unwrap_or_default(), when::day(due, shell.lang))
        }
        None => waiting.first().map_or_else(
            || l.tasks_next_none(),
            |first| l.tasks_next_waiting(first.label.clone(), first.who.clone()),
        ),
    };
    let more_waiting = waiting.len() > mine::WAITING;
    waiting.truncate(mine::WAITING);
    page(&TasksPage {
        overdue: i64::try_from(todos.iter().filter(|todo| todo.order.0).count()).unwrap_or(0),
        todos,
        waiting,
        more_waiting,
        news: opened(letters, &shell, &viewer)
            .chain(news.told(&shell, &viewer, NEWS))
            .collect(),
        next,
        starts_cycles: Duty::ManageCycles.scope(&viewer).is_some(),
        shell: shell.titled(l.nav_tasks()),
    })
}

/// That the viewer's account was opened by a letter, before everything else.
fn opened<'a>(
    letters: Vec<(OffsetDateTime, String, String)>,
    shell: &'a Shell,
    viewer: &'a Viewer,
) -> impl Iterator<Item = Told> + 'a {
    letters.into_iter().map(|(at, starter, second)| Told {
        href: "/account#openings".to_owned(),
        label: shell.l.news_letter(),
        text: shell.l.news_letter_by(starter, second),
        day: when::local_day(at, &viewer.zone, shell.lang),
    })
}

/// Of whom an appointment is shown.
fn preparing(mine: &Mine) -> Vec<Uuid> {
    let lines = mine
        .todos
        .iter()
        .chain(mine.waits.iter().map(|one| &one.line));
    lines
        .filter(|line| line.stage == Some(Stage::Preparation))
        .filter_map(|line| line.appraisal)
        .collect()
}

fn todo(line: &Line, today: Date, shell: &Shell) -> Todo {
    let l = shell.l;
    let (due_state, due_text) = line
        .due_on
        .map_or(("", String::new()), |due| due_chip(due, today, shell));
    let outside = [Some(Relation::Hr), Some(Relation::Committee)].contains(&line.relation);
    let turn = line.kind().is_some_and(Kind::is_turn) && !outside;
    Todo {
        class: match due_state {
            "over" => "over",
            "soon" => "soon",
            _ => "",
        },
        context: match line.stage {
            Some(_) if line.paused => l.tasks_paused(line.cycle.clone()),
            Some(stage) if line.relation == Some(Relation::Delegate) => l.tasks_context_delegate(
                line.cycle.clone(),
                words::stage(stage, l),
                line.superior.clone(),
            ),
            Some(stage) if turn => l.tasks_context(line.cycle.clone(), words::stage(stage, l)),
            _ => line.cycle.clone(),
        },
        label: line.label(l),
        href: line.href(),
        due_state,
        since: String::new(),
        told: Vec::new(),
        due_iso: line.due_on.map(when::input_day).unwrap_or_default(),
        day: line
            .due_on
            .map(|due| when::day(due, shell.lang))
            .unwrap_or_default(),
        due_text,
        order: (due_state == "over", line.due_on),
    }
}

/// Since when it has been their turn, and what made it so.
fn since(line: &Line, shell: &Shell, viewer: &Viewer) -> String {
    let Some(at) = line.since else {
        return String::new();
    };
    let day = when::day(date_in(at, &viewer.zone), shell.lang);
    match &line.why {
        Some(key) => shell
            .l
            .tasks_since_why(day, event_words::kind(key, shell.l)),
        None => shell.l.tasks_since(day),
    }
}

fn waiting_line(waits: &Waits, who: String, today: Date, shell: &Shell) -> Waiting {
    let (line, l) = (&waits.line, shell.l);
    let (due_state, due_text) = line
        .due_on
        .map_or(("", String::new()), |due| due_chip(due, today, shell));
    let stage = words::stage(waits.stage.told_to(waits.relation), l);
    Waiting {
        href: line.href(),
        label: match waits.relation {
            Relation::Appraisee => l.tasks_own(line.cycle.clone(), stage),
            _ => l.tasks_of(line.employee.clone(), stage),
        },
        who,
        due_state,
        due_iso: line.due_on.map(when::input_day).unwrap_or_default(),
        due_text,
    }
}

/// For whom somebody waits, by name where there is one person, else by what they are; or for the agreed day.
fn who(waits: &Waits, day: Option<String>, l: &Texts) -> Option<String> {
    let line = &waits.line;
    // they wait with nobody in particular, but for the agreed day
    if [Relation::Facilitator, Relation::Delegate].contains(&waits.relation) {
        return day;
    }
    // what HR looks at is as closed to the employee as the evaluation itself
    if waits.stage.told_to(waits.relation) != waits.stage {
        return Some(l.tasks_being_evaluated());
    }
    let names: Vec<String> = waits
        .turns
        .iter()
        .filter(|relation| **relation != waits.relation)
        .map(|relation| match relation {
            Relation::Appraisee => line.employee.clone(),
            Relation::Superior => line.superior.clone(),
            Relation::Facilitator if !line.facilitator.is_empty() => line.facilitator.clone(),
            other => words::relation(*other, l),
        })
        .collect();
    let named = (!names.is_empty()).then(|| l.tasks_waits_for(names.join(&l.words_comma())));
    Some(named.or(day).unwrap_or_else(|| l.tasks_waits_day()))
}
