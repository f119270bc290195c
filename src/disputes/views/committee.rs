//! What the seated members see: the shared notes, their vote, the ruling.

use super::{
    Again, Choice, CommitteeView, ItemView, JudgementView, decision, decision_hint, shown,
};
use crate::{
    appraisals::{Seen, scoring},
    cycles::form::Form,
    disputes::{
        rules::{self, Decision, Points, Tally},
        store::{Case, Desk, Seat},
    },
    ground::decimals,
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

fn judgement(
    case: &Case,
    form: &Form,
    prefix: &str,
    (chosen, kept, words, version): (Option<Decision>, &Points, String, i32),
    shell: &Shell,
    again: &Again<'_>,
) -> JudgementView {
    let l = shell.l;
    let words_name = format!("{prefix}_words");
    JudgementView {
        choices: Decision::ALL
            .iter()
            .map(|one| Choice {
                value: one.key(),
                label: decision(*one, l),
                hint: decision_hint(*one, l),
                checked: again.ticked(prefix, one.key(), chosen == Some(*one)),
                class: if *one == Decision::Adjusted {
                    "opens-1"
                } else {
                    ""
                },
            })
            .collect(),
        error: again.faults.at(prefix, l),
        items: fields(case, form, prefix, kept, shell, again),
        words_error: again.faults.at(&words_name, l),
        words: again.text(&words_name, words),
        version,
    }
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
    let none = Points::new();
    let own = (
        seat.vote,
        seat.points.as_ref().unwrap_or(&none),
        seat.words.clone(),
        seat.version,
    );
    let tally = rules::tally(&case.votes());
    let voted = case.seats.iter().filter(|seat| seat.voted).count();
    let medians = rules::medians(case.seats.iter().filter_map(|seat| seat.points.as_ref()));
    CommitteeView {
        notes: again.text("notes", notes),
        notes_version,
        saved_at,
        voted: seat.vote.is_some(),
        vote: judgement(case, form, "vote", own, shell, again),
        tally: match tally {
            _ if seat.vote.is_none() => l.dispute_vote_first(),
            Tally::NoQuorum { .. } => l.dispute_tally_waiting(voted, case.seats.len()),
            Tally::Split => l.dispute_tally_split(),
            Tally::Majority(for_it) => l.dispute_tally_majority(decision(for_it, l)),
        },
        split: tally == Tally::Split,
        ruling: tally.majority().map(|majority| {
            let kept = (Some(majority), &medians, String::new(), case.version);
            judgement(case, form, "ruling", kept, shell, again)
        }),
    }
}
