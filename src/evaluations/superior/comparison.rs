//! The saved document field by field, to compare with one that comes late.

use super::{filling::Filling, rules::Evaluation, view::Entry};
use crate::{
    appraisals::Seen,
    evaluations::goals_panel::Panel,
    forms::form::Form,
    web::{Pick, Shell, forms::Faults},
};

/// Every field of the saved document as (field, label, text), for the comparison with a late one.
pub fn rows(
    seen: &Seen,
    form: &Form,
    saved: &Evaluation,
    shell: &Shell,
) -> Vec<(String, String, String)> {
    let (typed, faults, panel) = (None, Faults::default(), Panel::default());
    let filling = Filling {
        shell,
        appraisal: &seen.appraisal,
        form,
        body: saved,
        own: None,
        past: &[],
        typed,
        faults: &faults,
        panel: &panel,
    };
    let chosen = |picks: &[Pick]| {
        picks
            .iter()
            .find(|pick| pick.chosen)
            .map(|pick| pick.value.clone())
            .unwrap_or_default()
    };
    let mut rows = Vec::new();
    for item in filling.items().into_iter().filter(|item| item.open) {
        let mut row = |name: String, label: &str, value: String| {
            rows.push((
                name,
                shell.l.evaluation_error(item.name.as_str(), label),
                value,
            ));
        };
        match item.entry {
            Entry::Points { points, .. } => row(points.name, &points.label, points.value),
            Entry::Levels { levels, .. } => row(
                format!("level.{}", item.key),
                &shell.l.evaluation_points(),
                chosen(&levels),
            ),
            Entry::Figures(figures) => {
                for slot in [
                    figures.target,
                    figures.actual,
                    figures.points,
                    figures.reason,
                ] {
                    row(slot.name, &slot.label, slot.value);
                }
            }
        }
        row(
            format!("cause.{}", item.key),
            &shell.l.evaluation_cause(),
            chosen(&item.causes),
        );
        for slot in [item.comment, item.example].into_iter().chain(item.triple) {
            row(slot.name, &slot.label, slot.value);
        }
    }
    for question in &seen.appraisal.cycle.form.superior_questions {
        rows.push((
            format!("answer.{}", question.key),
            question.prompt.get(shell.lang).to_owned(),
            saved
                .answers
                .get(&question.key)
                .cloned()
                .unwrap_or_default(),
        ));
    }
    rows.push((
        "strengths".into(),
        shell.l.evaluation_strengths(),
        saved.strengths.clone(),
    ));
    rows.push((
        "summary".into(),
        shell.l.evaluation_summary(),
        saved.summary.clone(),
    ));
    rows
}
