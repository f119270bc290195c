//! A case: what it is about, where it stands, and what the viewer can do in it now.

use super::{
    Again, AnswerView, CaseView, FileView, ItemView, SeatView,
    committee::{committee, fields},
    decision, kind, shown, status,
};
use crate::{
    access::{Action, Relation, Stage},
    appraisals::{Seen, header::due_chip},
    disputes::{
        rules::{Points, Status},
        store::{Case, Desk, Seat},
    },
    forms::form::Form,
    ground::decimals,
    web::{Shell, when},
};

/// A case and what the viewer can do in it now.
pub fn case(
    desk: &Desk,
    case: &Case,
    seen: &Seen,
    today: time::Date,
    shell: &Shell,
    again: &Again<'_>,
) -> CaseView {
    let (l, form) = (shell.l, &seen.appraisal.cycle.form);
    let zone = &seen.viewer.zone;
    let instant = |at| when::instant(at, zone, shell.lang);
    let open = |wanted| case.status == wanted && seen.appraisal.stage == Stage::Dispute;
    let (opened, referred) = (open(Status::Opened), open(Status::Referred));
    let none = Points::new();
    let after = case.new_points.as_ref().or(case.proposal.as_ref());
    let voted = case.counting().filter(|seat| seat.voted).count();
    CaseView {
        kind: kind(case.kind, l),
        status_name: status(case.status, case.answered_at.is_some(), l),
        opened: instant(case.opened_at),
        due: (opened || referred).then(|| {
            let (state, text) = due_chip(case.due_on, today, shell);
            (state, when::input_day(case.due_on), text)
        }),
        items: case
            .items
            .iter()
            .map(|item| ItemView {
                key: item.clone(),
                name: form
                    .indicator(item)
                    .map_or(item.as_str(), |one| one.name.get(shell.lang))
                    .to_owned(),
                checked: true,
                before: shown(case.points.get(item)),
                after: shown(after.and_then(|points| points.get(item))),
                field: String::new(),
                value: String::new(),
                hint: String::new(),
                error: String::new(),
            })
            .collect(),
        after_title: match case.status {
            _ if after.is_none() => String::new(),
            Status::Ruled => l.dispute_points_ruled(),
            Status::Settled => l.dispute_points_settled(),
            _ => l.dispute_points_offered(),
        },
        held: if case.interview_held {
            l.dispute_held_yes()
        } else {
            l.dispute_held_no()
        },
        sees_result: seen.result().is_some(),
        grounds: case.grounds.clone(),
        files: case
            .files
            .iter()
            .map(|file| FileView {
                href: seen.address(&format!("/dispute/files/{}", file.id)),
                name: file.name.clone(),
                size: size(file.bytes),
            })
            .collect(),
        next: match case.status {
            Status::Opened if case.answered_at.is_some() => l.dispute_next_answered(),
            Status::Opened => l.dispute_next_opened(),
            Status::Referred => l.dispute_next_referred(),
            Status::Ruled => l.dispute_next_ruled(),
            Status::Settled => l.dispute_next_settled(),
        },
        answer: case.answer.clone(),
        answered: case.answered_at.map(instant).unwrap_or_default(),
        offered: case.proposal.is_some(),
        version: case.version,
        can_answer: (opened && seen.can(Action::AnswerDispute)).then(|| AnswerView {
            words: again.text("answer", case.answer.clone()),
            offers: again.ticked("offer", "1", case.proposal.is_some()),
            items: fields(
                case,
                form,
                "offer",
                case.proposal.as_ref().unwrap_or(&none),
                shell,
                again,
            ),
            version: case.version,
        }),
        can_accept: opened && case.answered_at.is_some() && seen.can(Action::SettleDispute),
        can_refer: opened && seen.can(Action::ReferDispute),
        can_reseat: referred && seen.can(Action::SeatDispute),
        seats: case
            .seats
            .iter()
            .map(|one| seat(one, case, form, shell))
            .collect(),
        seats_note: if referred {
            l.dispute_tally_waiting(voted, case.counting().count())
        } else {
            String::new()
        },
        committee: case
            .seat(seen.viewer.id)
            .filter(|_| referred && seen.is(Relation::Committee))
            .map(|seat| committee(desk, case, seat, seen, shell, again)),
        decision: case
            .decision
            .map(|one| decision(one, l))
            .unwrap_or_default(),
        decided: case.decided_at.map(instant).unwrap_or_default(),
        written_grounds: case.written_grounds.clone(),
    }
}

fn seat(seat: &Seat, case: &Case, form: &Form, shell: &Shell) -> SeatView {
    let l = shell.l;
    let points: Vec<String> = case
        .items
        .iter()
        .filter_map(|item| {
            let points = seat.points.as_ref()?.get(item)?;
            let name = form.indicator(item)?.name.get(shell.lang);
            Some(format!("{name} {}", decimals::show(*points)))
        })
        .collect();
    SeatView {
        name: seat.name.clone(),
        state: if seat.vacant {
            l.dispute_seat_vacant()
        } else if seat.voted {
            l.dispute_has_voted()
        } else {
            l.dispute_not_voted()
        },
        vote: seat.vote.map(|one| decision(one, l)).unwrap_or_default(),
        points: points.join(" · "),
        words: seat.words.clone(),
    }
}

fn size(bytes: i64) -> String {
    if bytes < 1 << 20 {
        format!("{} kB", (bytes + 1023) / 1024)
    } else {
        let tenths = (bytes * 10 + (1 << 19)) / (1 << 20);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
