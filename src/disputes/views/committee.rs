//! What the seated members see: the shared notes, their vote, the ruling.

use super::{
    Again, Choice, CommitteeView, ItemView, JudgementView, RuledView, RulingView, decision,
    decision_hint, shown,
};
use crate::{
    appraisals::Seen,
    disputes::{
        rules::{self, Decision, Points, Tally},
        store::{Case, Desk, Seat},
    },
    forms::form::Form,
    ground::decimals,
    scoring,
    web::{Shell, when},
};

/// A field of points for each named item.
pub(super) fn fields(
    case: &Case,
    form: &Form,
    prefix: &str,
    kept: &Points,
    shell: &Shell,
    again: &Again<'_>,
) -> Vec<ItemView> {
    let l = shell.l;
    case.items
        .iter()
        .filter_map(|item| form.indicator(item))
        .map(|indicator| {
            let field = format!("{prefix}.{}", indicator.key);
            let bounds = scoring::points_bounds(indicator);
            let value = kept
                .get(&indicator.key)
                .map(|points| decimals::plain(*points));
            ItemView {
                key: indicator.key.clone(),
                name: indicator.name.get(shell.lang).to_owned(),
                checked: false,
                before: shown(case.points.get(&indicator.key)),
                after: String::new(),
                value: again.text(&field, value.unwrap_or_default()),
                hint: l.dispute_points_hint(
                    shown(case.points.get(&indicator.key)),
                    decimals::show(bounds.min),
                    decimals::show(bounds.max),
                ),
                error: again.faults.at(&field, l),
                field,
            }
        })
        .collect()
}

fn vote(case: &Case, form: &Form, seat: &Seat, shell: &Shell, again: &Again<'_>) -> JudgementView {
    let l = shell.l;
    let none = Points::new();
    let kept = seat.points.as_ref().unwrap_or(&none);
    JudgementView {
        choices: Decision::ALL
            .iter()
            .map(|one| Choice {
                value: one.key(),
                label: decision(*one, l),
                hint: decision_hint(*one, l),
                checked: again.ticked("vote", one.key(), seat.vote == Some(*one)),
                class: if *one == Decision::Adjusted {
                    "opens-1"
                } else {
                    ""
                },
            })
            .collect(),
        items: fields(case, form, "vote", kept, shell, again),
        words: again.text("vote_words", seat.words.clone()),
        version: seat.version,
    }
}

/// What the majority comes down to; none where it changes nothing.
fn ruling(case: &Case, form: &Form, majority: Decision, shell: &Shell) -> Option<RulingView> {
    let l = shell.l;
    let points = if majority == Decision::Adjusted {
        rules::adjusted(&case.items, &case.points, case.proposals())?
    } else {
        Points::new()
    };
    let votes = |item: &str| {
        let all: Vec<String> = case
            .proposals()
            .filter_map(|one| one.get(item))
            .map(|points| decimals::show(*points))
            .collect();
        all.join(&l.words_comma())
    };
    Some(RulingView {
        key: majority.key(),
        decision: decision(majority, l),
        hint: decision_hint(majority, l),
        points: points
            .iter()
            .map(|(item, middle)| RuledView {
                name: form
                    .indicator(item)
                    .map_or(item.as_str(), |one| one.name.get(shell.lang))
                    .to_owned(),
                field: format!("ruling.{item}"),
                value: decimals::plain(*middle),
                words: l.dispute_middle(votes(item), decimals::show(*middle)),
            })
            .collect(),
        version: case.version,
    })
}

pub(super) fn committee(
    desk: &Desk,
    case: &Case,
    seat: &Seat,
    seen: &Seen,
    shell: &Shell,
    again: &Again<'_>,
) -> CommitteeView {
    let (l, form) = (shell.l, &seen.appraisal.cycle.form);
    let (notes, notes_version, saved_at) = desk
        .hearing
        .as_ref()
        .map(|(hearing, version, at)| {
            (
                hearing.notes.clone(),
                *version,
                when::clock(*at, &seen.viewer.zone),
            )
        })
        .unwrap_or_default();
    let tally = rules::tally(&case.votes());
    let voted = case.counting().filter(|seat| seat.voted).count();
    let ruling = tally
        .majority()
        .and_then(|majority| ruling(case, form, majority, shell));
    CommitteeView {
        notes: again.text("notes", notes),
        notes_version,
        saved_at,
        voted: seat.vote.is_some(),
        vote: vote(case, form, seat, shell, again),
        tally: match tally {
            _ if seat.vote.is_none() => l.dispute_vote_first(),
            Tally::NoQuorum { .. } => l.dispute_tally_waiting(voted, case.counting().count()),
            Tally::Split => l.dispute_tally_split(),
            Tally::Majority(for_it) => l.dispute_tally_majority(decision(for_it, l)),
        },
        split: tally == Tally::Split,
        unchanged: tally.majority().is_some() && ruling.is_none(),
        ruling,
    }
}
