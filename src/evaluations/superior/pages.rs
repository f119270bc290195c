//! Writing the evaluation, reviewing it, and reading the result with the basis of each score.

use askama::Template;
use axum::{http::Method, response::Response};

use super::{
    filling::Filling,
    queue::{self, QueueView},
    rules::{Evaluation, outcome},
    side::Side,
    store::{self, Desk},
    view::{self, AnswerView, EarlierView, Entry, ItemView, Slot, TotalView},
};
use crate::{
    access::{Action, Relation},
    app::App,
    appraisals::{Seen, header::Header},
    evaluations::{
        colleagues::{self, InputView},
        dossier::{Dossier, Wanted},
        explanation,
        goals_panel::Panel,
    },
    ground::decimals,
    notes::Gathered,
    scoring::breakdown::{Breakdown, Why},
    web::{Asked, FieldError, Fields, Result, Shell, forms::Faults, page, when},
};

/// A further superior and whether their part is there.
struct PartState {
    who: String,
    state: String,
    chip: &'static str,
}

/// What HR can do with it now.
struct ReviewView {
    approved: bool,
    /// A low grade is approved by itself before it is released.
    one_go: bool,
    adjust_reason: Slot,
    reason: Slot,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
#[derive(Template)]
#[template(path = "evaluations/evaluation.html")]
struct EvaluationPage {
    shell: Shell,
    header: Header,
    /// The address of this side of the evaluation.
    base: String,
    /// The whole evaluation, not a further superior's part of it.
    whole: bool,
    /// What that part counts, in percent.
    share: String,
    writing: bool,
    /// Nothing has been written that could be read.
    empty: bool,
    /// The version of the paper where it is written, of the appraisal where it is reviewed.
    version: i32,
    saved_at: String,
    errors: Vec<FieldError>,
    return_reason: String,
    skipped: bool,
    employee: String,
    superior: String,
    items: Vec<ItemView>,
    answers: Vec<AnswerView>,
    strengths: Slot,
    summary: Slot,
    total: TotalView,
    why: Option<Why>,
    earlier: Vec<EarlierView>,
    parts: Vec<PartState>,
    queue: Option<QueueView>,
    input: Option<InputView>,
    /// Leads from the read page to the next one to do.
    goes_on: bool,
    /// The writer of a part may take it back as long as the evaluation is open.
    can_reopen: bool,
    review: Option<ReviewView>,
    can_return_self: bool,
    can_unrelease: bool,
    reads_own: bool,
    panel: Panel,
    gathered: Gathered,
}

/// `GET …/evaluation`
pub async fn show(
    app: App,
    method: Method,
    shell: Shell,
    mut seen: Seen,
    asked: Asked,
) -> Result<Response> {
    // a look whether there is anything (HEAD) is no reading
    let reads = method == Method::GET;
    if reads && seen.is(Relation::Appraisee) && seen.appraisal.opened_at.is_none() {
        let now = app.clock.now();
        store::mark_opened(&app, &seen).await?;
        seen.appraisal.opened_at = Some(now);
    }
    if reads && seen.is(Relation::Superior) && seen.appraisal.evaluated_at.is_some() {
        store::mark_calibration_read(&app, &seen).await?;
    }
    let all = Related::load(&app, &shell, &seen, Side::Whole, asked.ticked("todo")).await?;
    render(&app, shell, &seen, all, None, &Faults::default())
}

/// `GET …/part`: what a further superior gives.
pub async fn show_part(app: App, shell: Shell, seen: Seen, asked: Asked) -> Result<Response> {
    let all = Related::load(&app, &shell, &seen, Side::Part, asked.ticked("todo")).await?;
    render(&app, shell, &seen, all, None, &Faults::default())
}

/// The form again with everything that was typed and a message at each field. `body` is what the
/// typed form amounts to; without it the saved document is shown.
pub async fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    body: Option<Evaluation>,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    again_on(app, shell, seen, Side::Whole, (body, fields), faults).await
}

pub(super) async fn again_on(
    app: &App,
    shell: Shell,
    seen: &Seen,
    side: Side,
    typed: (Option<Evaluation>, &Fields),
    faults: &Faults,
) -> Result<Response> {
    let todo = typed.1.has("todo");
    let all = Related::load(app, &shell, seen, side, todo).await?;
    render(app, shell, seen, all, Some(typed), faults)
}

/// Everything that one side's page shows beside the appraisal itself.
struct Related {
    side: Side,
    desk: Desk,
    queue: Option<QueueView>,
    input: Option<InputView>,
    /// Goals and figures for the one who writes and for HR; what was noted for the one who writes.
    panel: Panel,
    gathered: Gathered,
}

impl Related {
    async fn load(app: &App, shell: &Shell, seen: &Seen, side: Side, todo: bool) -> Result<Self> {
        let writes = seen.can(side.writer());
        let figures = writes || seen.can(Action::Approve);
        let wanted = Wanted {
            figures,
            goals: figures,
            notes: writes,
            colleagues: true,
        };
        let dossier = Dossier::load(&app.db, seen, wanted).await?;
        let mut desk = store::desk(&app.db, seen, side).await?;
        desk.kept = explanation::standing(&app.db, seen, desk.kept.take()).await?;
        let today = app.clock.today(&app.settings.zone);
        let voices = |round| colleagues::beside(round, dossier.voices.clone(), seen, today, shell);
        Ok(Self {
            side,
            input: dossier.round.as_ref().map(voices),
            panel: if figures {
                Panel::of(&dossier, seen, shell)
            } else {
                Panel::default()
            },
            gathered: Gathered::of(dossier.notes, seen, shell),
            queue: queue::view(&desk.queue, seen, side, todo, shell.l),
            desk,
        })
    }
}

fn part_states(body: &Evaluation, shell: &Shell) -> Vec<PartState> {
    body.parts
        .iter()
        .map(|part| PartState {
            who: shell
                .l
                .part_who(part.name.as_str(), decimals::show(part.share)),
            state: if part.submitted {
                shell.l.part_submitted()
            } else {
                shell.l.part_open()
            },
            chip: if part.submitted { "ok" } else { "soon" },
        })
        .collect()
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    all: Related,
    typed: Option<(Option<Evaluation>, &Fields)>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let (side, mut desk) = (all.side, all.desk);
    let whole = side == Side::Whole;
    let form = side.form(&seen.appraisal.cycle.form);
    let submitted = desk
        .evaluation
        .as_ref()
        .is_some_and(|paper| paper.submitted_at.is_some());
    let writing = seen.can(side.writer()) && !submitted;
    let empty = desk.evaluation.is_none();
    let (saved, paper_version, updated_at) = desk
        .evaluation
        .map(|paper| (paper.body, paper.version, Some(paper.updated_at)))
        .unwrap_or_default();
    let (typed_body, typed) = typed.map_or((None, None), |(body, fields)| (body, Some(fields)));
    let mut body = typed_body.unwrap_or(saved);
    if writing && whole {
        body.parts = std::mem::take(&mut desk.parts);
        body.superior.clone_from(&seen.appraisal.superior.name);
    }
    let shell = shell.titled(if whole {
        l.evaluation_title()
    } else {
        l.part_title()
    });
    let filling = Filling {
        shell: &shell,
        appraisal: &seen.appraisal,
        form: &form,
        body: &body,
        own: desk.own.as_ref().map(|paper| &paper.body),
        past: &desk.past,
        typed,
        faults,
        panel: &all.panel,
    };
    let total = view::total(&body, seen, &shell);
    // while it is written, what is typed counts; from the submission on, what was kept
    let computed = || {
        let cycle = &seen.appraisal.cycle;
        Breakdown::of(cycle.basis(), &outcome(&cycle.form, &cycle.scheme, &body))
    };
    let why = desk
        .kept
        .filter(|_| !writing)
        .or_else(computed)
        .filter(|_| total.missing.is_empty())
        .map(|breakdown| Why::of(&breakdown, shell.lang));
    let review = (whole && seen.can(Action::Approve)).then(|| ReviewView {
        approved: seen.appraisal.approved_at.is_some(),
        one_go: !total.low,
        adjust_reason: filling.slot("adjust_reason", l.reason(), String::new()),
        reason: filling.slot("reason", l.reason(), String::new()),
    });
    let version = match (writing, typed) {
        (true, Some(fields)) => fields.version(),
        (true, None) => paper_version,
        (false, _) => seen.appraisal.version,
    };
    let template = EvaluationPage {
        header: Header::of(seen, app, &shell),
        base: seen.address(side.below()),
        whole,
        share: seen
            .appraisal
            .further
            .iter()
            .find(|one| !whole && one.id == seen.viewer.id)
            .map(|one| one.share.clone())
            .unwrap_or_default(),
        writing,
        empty,
        version,
        saved_at: updated_at
            .filter(|_| typed.is_none())
            .map(|at| when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        errors: filling.errors(),
        return_reason: seen
            .appraisal
            .return_reason
            .clone()
            .filter(|_| writing)
            .unwrap_or_default(),
        skipped: seen.appraisal.self_skipped,
        employee: seen.appraisal.appraisee.name.clone(),
        superior: if whole {
            seen.appraisal.superior.name.clone()
        } else {
            seen.viewer.name.clone()
        },
        items: filling.items(),
        answers: filling.answers(),
        strengths: filling.slot(
            "strengths",
            l.evaluation_strengths(),
            body.strengths.clone(),
        ),
        summary: filling.slot("summary", l.evaluation_summary(), body.summary.clone()),
        total,
        why,
        earlier: view::earlier(&desk.earlier, &shell),
        parts: if whole {
            part_states(&body, &shell)
        } else {
            Vec::new()
        },
        goes_on: all.queue.is_some() && !writing,
        queue: all.queue,
        input: all.input,
        can_reopen: !whole && submitted && seen.can(Action::WritePart),
        review,
        can_return_self: seen.can(Action::ReturnSelfEvaluation) && !seen.appraisal.self_skipped,
        can_unrelease: whole && seen.can(Action::Unrelease) && seen.appraisal.opened_at.is_none(),
        reads_own: seen.is(Relation::Appraisee),
        gathered: all.gathered,
        panel: all.panel,
        shell,
    };
    page(&template)
}
