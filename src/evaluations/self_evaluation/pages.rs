//! Writing it, and reading it once it is submitted.

use askama::Template;
use axum::response::Response;

use super::rules::SelfEvaluation;
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        header::Header,
        papers::{self, Paper, PaperKind},
    },
    evaluations::{
        dossier::{Dossier, Wanted},
        goals_panel::Panel,
    },
    forms::form::{Form, Indicator},
    ground::decimals,
    notes::Gathered,
    scoring::{self, explain::explain},
    web::{Fields, FormView, Result, Shell, Texts, forms::Faults, page, when},
};

struct ItemView {
    key: String,
    /// The heading before it; empty where its section goes on.
    section: String,
    section_intro: String,
    name: String,
    hint: String,
    weight: String,
    bounds: String,
    /// What was agreed and recorded for it, and what that comes to, in words.
    sources: Vec<String>,
    points: String,
    points_error: String,
    /// Described levels to choose from, in place of a number.
    levels: Vec<LevelView>,
    words: String,
    words_error: String,
}

struct LevelView {
    value: String,
    label: String,
    hint: String,
    chosen: bool,
}

struct QuestionView {
    key: String,
    prompt: String,
    hint: String,
    required: bool,
    answer: String,
    error: String,
}

#[derive(Template)]
#[template(path = "evaluations/self_evaluation.html")]
struct SelfEvaluationPage {
    form: FormView,
    shell: Shell,
    header: Header,
    writing: bool,
    skipped: bool,
    version: i32,
    saved_at: String,
    items: Vec<ItemView>,
    questions: Vec<QuestionView>,
    can_return: bool,
    can_skip: bool,
    return_reason: String,
    panel: Panel,
    gathered: Gathered,
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let paper = papers::load::<SelfEvaluation>(&app.db, &seen, PaperKind::SelfEvaluation).await?;
    let (version, saved_at) = paper
        .as_ref()
        .map(|paper| {
            (
                paper.version,
                when::clock(paper.updated_at, &seen.viewer.zone),
            )
        })
        .unwrap_or_default();
    let body = paper.map(|Paper { body, .. }| body).unwrap_or_default();
    render(
        &app,
        shell,
        &seen,
        &body,
        version,
        saved_at,
        &Faults::default(),
        None,
    )
    .await
}

/// The form again with everything that was typed and a message at each field.
pub(super) async fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    body: &SelfEvaluation,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    render(
        app,
        shell,
        seen,
        body,
        fields.version(),
        String::new(),
        faults,
        Some(fields),
    )
    .await
}

/// The fields of the form, each with its item.
fn labels(form: &Form, shell: &Shell) -> Vec<(String, String)> {
    let (l, lang) = (shell.l, shell.lang);
    let of_item = |one: &Indicator| {
        let of = |label: String| l.evaluation_error(one.name.get(lang), label);
        [
            (format!("points.{}", one.key), of(l.self_points())),
            (format!("words.{}", one.key), of(l.self_words())),
        ]
    };
    let questions = form.self_questions.iter();
    form.own_indicators()
        .flat_map(of_item)
        .chain(questions.map(|one| {
            let prompt = one.prompt.get(lang).to_owned();
            (format!("answer.{}", one.key), prompt)
        }))
        .collect()
}

#[allow(clippy::too_many_arguments)] // one place that fills one page
async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    body: &SelfEvaluation,
    version: i32,
    saved_at: String,
    faults: &Faults,
    typed: Option<&Fields>,
) -> Result<Response> {
    let (l, lang) = (shell.l, shell.lang);
    let form = &seen.appraisal.cycle.form;
    let text = |name: &str, kept: String| typed.map_or(kept, |fields| fields.get(name).to_owned());
    let mut open = "";
    let writing = seen.can(Action::WriteSelfEvaluation);
    let wanted = Wanted {
        notes: true,
        ..Panel::WANTED
    };
    let (panel, gathered) = if writing {
        let dossier = Dossier::load(&app.db, seen, wanted).await?;
        (
            Panel::of(&dossier, seen, &shell),
            Gathered::of(dossier.notes, seen, &shell),
        )
    } else {
        Default::default()
    };
    let items = form
        .own_indicators()
        .map(|indicator| {
            // the heading stands before the first of the section that the employee fills
            let section = form
                .section(&indicator.section)
                .filter(|section| section.key != open);
            open = &indicator.section;
            let own = body.items.get(&indicator.key).cloned().unwrap_or_default();
            let (points, words) = (
                format!("points.{}", indicator.key),
                format!("words.{}", indicator.key),
            );
            let mode = form.percent_mode;
            let by_rule = panel.score(indicator, mode).filter(|_| writing);
            let mut sources = panel.sources(indicator, (None, None), &shell);
            if let Some(score) = &by_rule {
                sources.push(l.self_by_rule(explain(indicator, score, shell.lang)));
            }
            // until something else is kept, the figures say what the points are
            let kept = own
                .points
                .or_else(|| by_rule.map(|score| decimals::rounded(score.points, 2)));
            ItemView {
                section: section
                    .map(|section| section.title.get(lang).to_owned())
                    .unwrap_or_default(),
                section_intro: section
                    .map(|section| section.intro.get(lang).to_owned())
                    .unwrap_or_default(),
                sources,
                name: indicator.name.get(lang).to_owned(),
                hint: indicator.hint.get(lang).to_owned(),
                weight: decimals::show(indicator.weight),
                bounds: bounds_hint(indicator, l),
                points_error: faults.at(&points, l),
                words_error: faults.at(&words, l),
                levels: levels(
                    indicator,
                    &text(&points, own.points.map(decimals::plain).unwrap_or_default()),
                    &shell,
                ),
                points: text(&points, kept.map(decimals::show).unwrap_or_default()),
                words: text(&words, own.words),
                key: indicator.key.clone(),
            }
        })
        .collect();
    let questions = form
        .self_questions
        .iter()
        .map(|question| {
            let name = format!("answer.{}", question.key);
            QuestionView {
                prompt: question.prompt.get(lang).to_owned(),
                hint: question.hint.get(lang).to_owned(),
                required: question.required,
                error: faults.at(&name, l),
                answer: text(
                    &name,
                    body.answers.get(&question.key).cloned().unwrap_or_default(),
                ),
                key: question.key.clone(),
            }
        })
        .collect();
    let shell = shell.titled(l.self_title());
    page(&SelfEvaluationPage {
        form: FormView::of(typed.unwrap_or(&Fields::default()), faults, l)
            .labels([("reason", l.reason())])
            .labels(labels(form, &shell)),
        header: Header::of(seen, app, &shell),
        writing,
        panel,
        gathered,
        skipped: seen.appraisal.self_skipped,
        version,
        saved_at,
        items,
        questions,
        can_return: seen.can(Action::ReturnSelfEvaluation) && !seen.appraisal.self_skipped,
        can_skip: seen.can(Action::SkipSelfEvaluation),
        return_reason: seen
            .appraisal
            .return_reason
            .clone()
            .filter(|_| seen.can(Action::WriteSelfEvaluation))
            .unwrap_or_default(),
        shell,
    })
}

/// The levels of an anchored scale, each standing for its points; none for other kinds.
fn levels(indicator: &Indicator, kept: &str, shell: &Shell) -> Vec<LevelView> {
    let lang = shell.lang;
    let levels = indicator.kind.levels().iter();
    levels
        .map(|level| {
            let points = decimals::rounded(level.share * indicator.weight, 2);
            let value = decimals::plain(points);
            LevelView {
                label: shell
                    .l
                    .evaluation_level(level.label.get(lang), decimals::show(points)),
                hint: level.behaviour.get(lang).to_owned(),
                chosen: value == kept,
                value,
            }
        })
        .collect()
}

/// From where to where a score may go, and where it lies when the target is just met.
fn bounds_hint(indicator: &Indicator, l: &Texts) -> String {
    let bounds = scoring::points_bounds(indicator);
    let (min, max) = (decimals::show(bounds.min), decimals::show(bounds.max));
    if indicator.kind.is_measured() {
        l.self_points_target(decimals::show(indicator.weight), min, max)
    } else {
        l.self_points_hint(min, max)
    }
}
