//! What the page shows of the two forms, made from what is saved and what was just typed.

use super::{
    arranging::place,
    forms,
    typed::{Part, Typed},
};
use crate::{
    access::{Lang, Relation},
    appraisals::Seen,
    forms::form::Form,
    ground::decimals,
    interviews::{
        gathered::{Gathered, Saved},
        kinds::PlaceKind,
        sheets::{EmployeePreparation, SuperiorPreparation},
        words,
    },
    requests::delegations::Delegate,
    web::{Pick, Shell, Texts, when},
};

pub struct QuestionView {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub answer: String,
    pub error: String,
    pub required: bool,
}

/// The wording of a question that is always asked.
pub fn asked_label(form: &Form, key: &str, l: &Texts, lang: Lang) -> String {
    forms::worded(form, key).map_or_else(
        || match key {
            "view" => l.prepare_view(),
            "difficulties" => l.prepare_difficulties(),
            "wishes" => l.prepare_wishes(),
            _ => l.prepare_questions(),
        },
        |question| question.prompt.get(lang).to_owned(),
    )
}

pub struct EmployeeView {
    pub version: i32,
    pub saved_at: String,
    pub submitted: String,
    pub questions: Vec<QuestionView>,
    pub kinds: Vec<Pick>,
    pub place: String,
    pub place_label: String,
}

pub fn employee(
    seen: &Seen,
    saved: &Saved<EmployeePreparation>,
    typed: Option<&Typed<'_>>,
    shell: &Shell,
) -> EmployeeView {
    let (l, lang) = (shell.l, shell.lang);
    let form = &seen.appraisal.cycle.form;
    let typed = typed.filter(|typed| typed.part == Part::Employee);
    let text = |name: &str, kept: &str| {
        typed
            .map_or(kept, |typed| typed.fields.get(name))
            .to_owned()
    };
    let error = |name: &str| {
        typed
            .map(|typed| typed.faults.at(name, l))
            .unwrap_or_default()
    };
    let body = &saved.body;
    let asked = forms::ASKED.iter().map(|key| {
        let own = forms::worded(form, key);
        QuestionView {
            name: (*key).to_owned(),
            label: asked_label(form, key, l, lang),
            hint: own
                .map(|question| question.hint.get(lang).to_owned())
                .unwrap_or_default(),
            answer: text(key, forms::asked(body, key)),
            error: error(key),
            required: own.is_some_and(|question| question.required),
        }
    });
    let further = forms::further(form).map(|question| {
        let name = format!("answer.{}", question.key);
        QuestionView {
            label: question.prompt.get(lang).to_owned(),
            hint: question.hint.get(lang).to_owned(),
            answer: text(
                &name,
                body.answers.get(&question.key).map_or("", String::as_str),
            ),
            error: error(&name),
            required: question.required,
            name,
        }
    });
    let kind = text("wanted_kind", body.place_kind.map_or("", PlaceKind::key));
    let none = Pick::new("", l.prepare_place_any(), kind.is_empty());
    // the places that nobody wishes for are not offered
    let kinds = PlaceKind::ALL
        .iter()
        .filter(|one| !one.is_formal())
        .map(|one| Pick::new(one.key(), words::place(*one, l), kind == one.key()));
    EmployeeView {
        version: typed.map_or(saved.version, |typed| typed.fields.version()),
        saved_at: saved
            .updated_at
            .filter(|_| typed.is_none())
            .map(|at| when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        submitted: saved
            .submitted_at
            .map(|at| when::instant(at, &seen.viewer.zone, shell.lang))
            .unwrap_or_default(),
        questions: asked.chain(further).collect(),
        kinds: std::iter::once(none).chain(kinds).collect(),
        place: text("wanted_place", &body.place),
        place_label: forms::worded(form, "place").map_or_else(
            || l.prepare_place(),
            |question| question.prompt.get(lang).to_owned(),
        ),
    }
}

/// What the employee prepared, question by question, where something was answered.
pub fn answers(
    seen: &Seen,
    saved: &Saved<EmployeePreparation>,
    shell: &Shell,
) -> Vec<(String, String)> {
    let l = shell.l;
    let body = &saved.body;
    employee(seen, saved, None, shell)
        .questions
        .into_iter()
        .map(|question| (question.label, question.answer))
        .chain([(l.prepare_place(), place(body.place_kind, &body.place, l))])
        .filter(|(_, answer)| !answer.is_empty())
        .collect()
}

pub struct CheckView {
    pub name: String,
    pub label: String,
    pub ticked: bool,
    pub error: String,
}

pub struct DifferenceView {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub text: String,
    pub error: String,
}

pub struct SuperiorView {
    pub version: i32,
    pub saved_at: String,
    pub submitted: String,
    /// Who reads and writes it.
    pub intro: String,
    /// The superior's name where the reader is a delegate.
    pub stands_in_for: String,
    pub checks: Vec<CheckView>,
    pub differences: Vec<DifferenceView>,
}

pub fn superior(
    seen: &Seen,
    g: &Gathered,
    typed: Option<&Typed<'_>>,
    delegates: &[Delegate],
    shell: &Shell,
) -> SuperiorView {
    let (l, lang) = (shell.l, shell.lang);
    let form = &seen.appraisal.cycle.form;
    let typed = typed.filter(|typed| typed.part == Part::Superior);
    let error = |name: &str| {
        typed
            .map(|typed| typed.faults.at(name, l))
            .unwrap_or_default()
    };
    let none = Saved::<SuperiorPreparation>::default();
    let saved = g.superior_preparation.as_ref().unwrap_or(&none);
    let body = &saved.body;
    let check = |name: String, label: String, kept: bool| CheckView {
        ticked: typed.map_or(kept, |typed| typed.fields.has(&name)),
        error: error(&name),
        name,
        label,
    };
    let title = |key: &str| {
        form.indicator(key)
            .map_or_else(|| key.to_owned(), |one| one.name.get(lang).to_owned())
    };
    let mut checks = vec![
        check(
            "duties_read".into(),
            l.prepare_duties_read(),
            body.duties_read,
        ),
        check(
            "results_read".into(),
            l.prepare_results_read(),
            body.results_read,
        ),
    ];
    checks.extend(g.items.iter().filter(|item| item.weak).map(|item| {
        check(
            format!("example.{}", item.key),
            l.prepare_example(title(&item.key)),
            body.examples.contains(&item.key),
        )
    }));
    let stands_in_for = if seen.is(Relation::Superior) {
        String::new()
    } else {
        seen.appraisal.superior.name.clone()
    };
    let differences = g
        .items
        .iter()
        .filter(|item| item.self_is_higher())
        .map(|item| {
            let name = format!("explanation.{}", item.key);
            let kept = body.explanations.get(&item.key).map_or("", String::as_str);
            DifferenceView {
                label: title(&item.key),
                hint: difference_hint(
                    item.own.map(decimals::show).unwrap_or_default(),
                    &stands_in_for,
                    item.points.map(decimals::show).unwrap_or_default(),
                    l,
                ),
                text: typed
                    .map_or(kept, |typed| typed.fields.get(&name))
                    .to_owned(),
                error: error(&name),
                name,
            }
        })
        .collect();
    SuperiorView {
        version: typed.map_or(saved.version, |typed| typed.fields.version()),
        saved_at: saved
            .updated_at
            .filter(|_| typed.is_none())
            .map(|at| when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        submitted: saved
            .submitted_at
            .map(|at| when::instant(at, &seen.viewer.zone, shell.lang))
            .unwrap_or_default(),
        intro: intro(&stands_in_for, delegates, shell),
        stands_in_for,
        checks,
        differences,
    }
}

/// Who reads and writes the superior's preparation: nobody else, while nobody stands in.
fn intro(stands_in_for: &str, delegates: &[Delegate], shell: &Shell) -> String {
    let l = shell.l;
    if !stands_in_for.is_empty() {
        return l.prepare_delegate_intro(stands_in_for);
    }
    if delegates.is_empty() {
        return l.prepare_superior_intro();
    }
    let names: Vec<String> = delegates
        .iter()
        .map(|one| l.prepare_delegate_until(one.name.as_str(), when::day(one.ends_on, shell.lang)))
        .collect();
    l.prepare_superior_shared(names.join(&l.words_comma()))
}

fn difference_hint(own: String, stands_in_for: &str, points: String, l: &Texts) -> String {
    if stands_in_for.is_empty() {
        l.prepare_difference_hint(own, points)
    } else {
        l.prepare_delegate_difference_hint(own, stands_in_for, points)
    }
}
