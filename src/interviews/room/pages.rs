//! The room's page: one step at a time, readable by all three, also after the interview.

use askama::Template;
use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    bodies::{self, Body, Maker, ParkedView, Said},
    forms, frame,
    typed::{Part, Typed},
};
use crate::{
    access::Action,
    app::App,
    appraisals::{Header, Seen},
    company_goals,
    ground::ids::PersonId,
    interviews::{gather, gathered::Gathered, presence, rules, words},
    web::{FieldError, Fields, Result, Shell, forms::Faults, page},
};

#[derive(Template)]
#[template(path = "interviews/room.html")]
struct RoomPage {
    shell: Shell,
    header: Header,
    errors: Vec<FieldError>,
    faults: Faults,
    /// Why the step that was to be done is not.
    refused: Vec<String>,
    /// The interview goes on and the reader takes part.
    writing: bool,
    conducting: bool,
    /// Whether the words of the superior's step are the reader's.
    speaking: bool,
    /// The reader is the employee, whose word nobody else can give.
    answering: bool,
    ended: bool,
    /// The reader's signature is what comes next.
    signing: bool,
    steps: Vec<frame::StepLink>,
    step: u8,
    position: usize,
    name: String,
    prompt: String,
    clock: frame::ClockView,
    /// The three are in another step: its number and name.
    elsewhere: Option<(u8, String)>,
    here: bool,
    done: bool,
    lacks: Vec<String>,
    questions: Vec<frame::AskView>,
    own: frame::OwnVoice,
    others: Vec<frame::VoiceView>,
    prepared: Vec<Said>,
    body: Body,
    share: Option<frame::ShareView>,
    parked: Vec<ParkedView>,
    /// Company and department goals from which one of the next period may be drawn.
    offered: Vec<String>,
    present: Vec<frame::Present>,
    private: String,
    private_version: i32,
    private_saved: String,
    unfinished: Vec<String>,
    quality: Vec<String>,
    can_close: bool,
}

impl RoomPage {
    fn fault(&self, field: &str) -> String {
        self.faults.at(field, self.shell.l)
    }
}

pub async fn show(
    app: App,
    shell: Shell,
    seen: Seen,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let gathered = gather(&app.db, &seen).await?;
    let present = present(&app, &seen).await?;
    let wanted = query.as_deref().and_then(|query| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "step")
            .and_then(|(_, value)| forms::parse_step(&value))
    });
    let form = &seen.appraisal.cycle.form;
    let current = gathered
        .interview
        .as_ref()
        .map_or(rules::OPENING, |one| one.current_step);
    let step = wanted
        .filter(|step| rules::is_open(*step, &gathered, form))
        .unwrap_or(current);
    let offered = offered(&app, &seen, step).await?;
    let beside = Related {
        present,
        offered,
        refused: false,
    };
    render(&app, shell, &seen, &gathered, beside, step, None)
}

/// The step again, with what it still lacks on top.
pub async fn lacking(app: &App, shell: Shell, seen: &Seen, step: u8) -> Result<Response> {
    let gathered = gather(&app.db, seen).await?;
    let beside = Related {
        present: present(app, seen).await?,
        offered: offered(app, seen, step).await?,
        refused: true,
    };
    let response = render(app, shell, seen, &gathered, beside, step, None)?;
    Ok((StatusCode::CONFLICT, response).into_response())
}

/// The step again with everything that was typed and a message at each field.
pub async fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    step: u8,
    part: Part,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let gathered = gather(&app.db, seen).await?;
    let form = &seen.appraisal.cycle.form;
    // a step that is closed shows nothing, whatever is sent there
    let step = if rules::is_open(step, &gathered, form) {
        step
    } else {
        rules::OPENING
    };
    let typed = Typed {
        part,
        fields,
        faults,
    };
    let beside = Related {
        present: present(app, seen).await?,
        offered: offered(app, seen, step).await?,
        refused: false,
    };
    render(app, shell, seen, &gathered, beside, step, Some(&typed))
}

async fn offered(app: &App, seen: &Seen, step: u8) -> Result<Vec<String>> {
    if step != rules::GOALS || !seen.can(Action::TakePartInInterview) {
        return Ok(Vec::new());
    }
    let a = &seen.appraisal;
    let department = a.department.as_ref().map(|(id, _)| id.0);
    let offered = company_goals::offered(&app.db, department, a.cycle.ends_on).await?;
    Ok(offered.into_iter().map(|goal| goal.title).collect())
}

/// Who has the room open; of interest only while the interview goes on.
async fn present(app: &App, seen: &Seen) -> Result<Vec<PersonId>> {
    if seen.can(Action::TakePartInInterview) {
        presence::present(&app.db, seen.appraisal.id).await
    } else {
        Ok(Vec::new())
    }
}

/// What is shown beside the interview itself.
struct Related {
    present: Vec<PersonId>,
    offered: Vec<String>,
    refused: bool,
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    g: &Gathered,
    beside: Related,
    step: u8,
    typed: Option<&Typed<'_>>,
) -> Result<Response> {
    let (l, lang) = (shell.l, shell.lang);
    // the clock of the last step is not stopped by closing
    let ended = g.interview.as_ref().and_then(|one| one.ended_at);
    let now = ended.unwrap_or_else(|| app.clock.now());
    let form = &seen.appraisal.cycle.form;
    let writing = seen.can(Action::TakePartInInterview);
    let shell = shell.titled(l.room_title());
    let maker = Maker {
        seen,
        g,
        typed,
        shell: &shell,
    };
    let current = g.interview.as_ref().map(|one| one.current_step);
    let unfinished = rules::unfinished(g, form);
    let private = typed
        .filter(|typed| typed.part == Part::Private)
        .map_or(g.private_note.body.text.as_str(), |typed| {
            typed.fields.get("private")
        });
    let steps = frame::steps(seen, g, step, now, l);
    let lacks: Vec<String> = rules::lacking(step, g, form)
        .iter()
        .map(|lack| words::lack(lack, form, l, lang))
        .collect();
    page(&RoomPage {
        header: Header::of(seen, app, &shell),
        errors: typed
            .map(|typed| FieldError::list(typed.faults, l))
            .unwrap_or_default(),
        faults: typed.map(|typed| typed.faults.clone()).unwrap_or_default(),
        writing,
        conducting: seen.can(Action::ConductInterview),
        speaking: seen.can(Action::SpeakAsSuperior),
        answering: seen.can(Action::AnswerInInterview),
        ended: ended.is_some() && !writing,
        signing: seen.can(Action::Sign),
        position: steps
            .iter()
            .position(|one| one.step == step)
            .map_or(1, |at| at + 1),
        steps,
        step,
        name: words::step(step, l),
        prompt: words::prompt(step, l),
        clock: frame::clock(seen, g, step, now, l),
        elsewhere: current
            .filter(|current| writing && *current != step)
            .map(|current| (current, words::step(current, l))),
        here: current == Some(step),
        done: g.is_done(step),
        refused: if beside.refused {
            lacks.clone()
        } else {
            Vec::new()
        },
        lacks,
        questions: frame::questions(seen, g, step, &shell),
        own: frame::own(seen, g, step, typed, l),
        others: frame::others(seen, g, step, writing, l),
        prepared: if step == rules::OWN_WORDS {
            bodies::prepared(&maker)
        } else {
            Vec::new()
        },
        body: maker.body(step),
        share: frame::share(g, now, l),
        parked: g.parked.iter().map(|point| maker.parked(point)).collect(),
        offered: beside.offered,
        present: frame::present(seen, &beside.present, l),
        private: private.to_owned(),
        private_version: g.private_note.version,
        private_saved: g
            .private_note
            .updated_at
            .map(|at| crate::web::when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        can_close: seen.can(Action::CloseInterview) && unfinished.is_empty(),
        unfinished: if step == rules::CONFIRMATION && writing {
            words::unfinished(&unfinished, form, l, lang)
        } else {
            Vec::new()
        },
        quality: if step == rules::CONFIRMATION && seen.can(Action::ConductInterview) {
            frame::quality(seen, g, now, &shell)
        } else {
            Vec::new()
        },
        shell,
    })
}
