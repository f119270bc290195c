//! Who is asked: the list for employee, superior and HR, each told what they may know.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{FEWEST, Mode, State as Is},
    shown::{InputView, beside},
    store::{self, Request},
};
use crate::{
    access::{Action, Relation},
    app::App,
    appraisals::{Seen, header::Header},
    evaluations::dossier::{Dossier, Wanted},
    web::{Fields, FormView, Result, Shell, Texts, forms::Faults, page, when},
};

struct RequestView {
    id: String,
    name: String,
    department: String,
    by: String,
    chip: &'static str,
    state: String,
    reason: String,
    version: i32,
    can_ask: bool,
    can_strike: bool,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
#[derive(Template)]
#[template(path = "evaluations/colleagues.html")]
struct ColleaguesPage {
    form: FormView,
    shell: Shell,
    header: Header,
    /// The cycle asks no colleagues.
    off: bool,
    promise: String,
    open: bool,
    until: String,
    requests: Vec<RequestView>,
    can_nominate: bool,
    by_superior: bool,
    limit: String,
    can_close: bool,
    /// Too few are asked for anything anonymous to be shown.
    few: bool,
    input: Option<InputView>,
}

/// `GET …/colleagues`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    render(&app, shell, &seen, &Fields::default(), &Faults::default()).await
}

pub async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let shell = shell.titled(l.colleagues_title());
    let today = app.clock.today(&app.settings.zone);
    let round = store::round(&app.db, seen).await?;
    let open = round.is_some_and(|round| round.open(today));
    let mode = round.map_or(Mode::Named, |round| round.mode);
    let all = store::requests(&app.db, seen).await?;
    let wanted = Wanted {
        colleagues: true,
        ..Wanted::default()
    };
    let dossier = Dossier::load(&app.db, seen, wanted).await?;
    let asked = all.iter().filter(|one| one.state.was_asked()).count();
    let may_ask = open && seen.can(Action::AskColleague);
    page(&ColleaguesPage {
        form: FormView::of(fields, faults, l).labels([("colleague", l.colleagues_name())]),
        header: Header::of(seen, app, &shell),
        off: round.is_none(),
        promise: match mode {
            Mode::Named => l.colleagues_named(),
            Mode::Anonymous => l.colleagues_anonymous(),
        },
        open,
        until: round
            .map(|round| l.colleagues_until(when::day(round.due_on, shell.lang)))
            .unwrap_or_default(),
        requests: all
            .into_iter()
            .map(|one| view(one, seen, mode, may_ask, l))
            .collect(),
        can_nominate: open && seen.can(Action::NominateColleague),
        by_superior: seen.is(Relation::Superior),
        limit: round
            .map(|round| l.colleagues_limit(i64::from(round.most)))
            .unwrap_or_default(),
        can_close: may_ask,
        few: may_ask && mode == Mode::Anonymous && asked < FEWEST,
        input: dossier
            .round
            .map(|round| beside(&round, dossier.voices, seen, today, &shell)),
        shell,
    })
}

fn view(one: Request, seen: &Seen, mode: Mode, may_ask: bool, l: &Texts) -> RequestView {
    let employee = seen.is(Relation::Appraisee);
    let told = if employee {
        one.state.told_to_employee()
    } else {
        one.state.told_to_superior(mode)
    };
    // what a colleague declined with is not the employee's to read
    let reason = if told == one.state || !employee {
        one.reason
    } else {
        String::new()
    };
    RequestView {
        id: one.colleague.to_string(),
        name: one.name,
        department: one.department,
        by: if one.by_employee {
            l.relation_appraisee()
        } else {
            l.relation_superior()
        },
        chip: match told {
            Is::Nominated => "soon",
            Is::Answered => "ok",
            _ => "plain",
        },
        state: match told {
            Is::Nominated => l.request_nominated(),
            Is::Struck => l.request_struck(),
            Is::Asked => l.request_asked(),
            Is::Accepted => l.request_accepted(),
            Is::Declined => l.request_declined(),
            Is::Answered => l.request_answered(),
        },
        can_ask: may_ask && one.state == Is::Nominated,
        can_strike: may_ask && matches!(one.state, Is::Nominated | Is::Asked),
        version: one.version,
        reason,
    }
}
