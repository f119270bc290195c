//! The parts of a record with every figure, day and name ready to be shown.

use rust_decimal::Decimal;

use super::{
    content::{Goal, Improvement, Item, Parked, Person, Record, Ruling},
    views, words,
};
use crate::{
    access::Lang,
    appraisals::Seen,
    ground::decimals::{rounded, show, show_points, show_signed},
    interviews,
    scoring::{ItemScore, breakdown::Why, explain::explain_stored},
    web::{Shell, Texts, when},
};

/// A label and its value, for a list of facts.
pub struct Fact {
    pub label: String,
    pub value: String,
}

pub struct ItemPart {
    pub name: String,
    pub weight: String,
    pub target: String,
    pub actual: String,
    pub own: String,
    pub points: String,
    pub gap: String,
    pub own_higher: bool,
    pub stance: String,
    pub explanation: String,
    /// The superior's words, each under what it answers; nothing empty.
    pub said: Vec<Fact>,
}

pub struct PlanPart {
    pub what: String,
    pub item: String,
    pub facts: Vec<Fact>,
}

pub struct GoalPart {
    pub text: String,
    pub source: String,
    pub confirmed: bool,
}

pub struct ParkedPart {
    pub item: String,
    pub employee: String,
    pub superior: String,
    pub owner: String,
}

pub struct NotePart {
    pub step: String,
    pub name: String,
    pub text: String,
}

pub struct RulingPart {
    pub decision: String,
    pub facts: Vec<Fact>,
    pub items: Vec<Fact>,
    pub grounds: String,
}

pub struct Parts {
    pub company: String,
    pub cycle: String,
    pub facts: Vec<Fact>,
    pub total: String,
    pub grade: String,
    pub multiplier: String,
    pub why: Why,
    pub items: Vec<ItemPart>,
    pub summary: String,
    pub strengths: String,
    pub plan: Vec<PlanPart>,
    pub development: Vec<Fact>,
    pub goals: Vec<GoalPart>,
    pub parked: Vec<ParkedPart>,
    pub objections: Vec<Fact>,
    pub employee_comment: String,
    pub notes: Vec<NotePart>,
    pub ruling: Option<RulingPart>,
}

pub fn of(record: &Record, seen: &Seen, shell: &Shell) -> Parts {
    let (l, lang) = (shell.l, shell.lang);
    let name = |key: &str| item_name(record, key, lang);
    Parts {
        company: record.company.clone(),
        cycle: record.cycle.name.clone(),
        facts: facts(record, seen, shell),
        total: seen
            .appraisal
            .cycle
            .scheme
            .printable(record.result.total)
            .to_string(),
        grade: record.result.grade.get(lang).to_owned(),
        multiplier: show(record.result.multiplier),
        why: views::why(record, seen, shell),
        items: record
            .items
            .iter()
            .map(|item| item_part(item, shell))
            .collect(),
        summary: record.summary.clone(),
        strengths: record.strengths.clone(),
        plan: record
            .improvements
            .iter()
            .map(|one| plan_part(one, record, shell))
            .collect(),
        development: filled([
            (l.record_difficulties(), &record.development.difficulties),
            (l.record_support(), &record.development.support),
            (l.record_growth(), &record.development.growth),
        ]),
        goals: record.goals.iter().map(|one| goal_part(one, l)).collect(),
        parked: record
            .parked
            .iter()
            .map(|one| parked_part(one, record, shell))
            .collect(),
        objections: record
            .objections
            .iter()
            .map(|one| Fact {
                label: name(&one.item),
                value: one.words.clone(),
            })
            .collect(),
        employee_comment: record.employee_comment.clone(),
        notes: record
            .notes
            .iter()
            .map(|note| NotePart {
                step: interviews::words::step(note.step, l),
                name: note.name.clone(),
                text: note.text.clone(),
            })
            .collect(),
        ruling: record.ruling.as_ref().map(|ruling| RulingPart {
            decision: words::decision(ruling.decision, l),
            facts: ruling_facts(
                ruling,
                seen,
                shell,
                &when::local_day(ruling.ruled, &seen.viewer.zone, lang),
            ),
            items: ruling
                .items
                .iter()
                .map(|item| Fact {
                    label: name(&item.item),
                    value: l.record_before_after(show_points(item.after), show_points(item.before)),
                })
                .collect(),
            grounds: ruling.grounds.clone(),
        }),
    }
}

fn item_name(record: &Record, key: &str, lang: Lang) -> String {
    record
        .items
        .iter()
        .find(|item| item.key == key)
        .map_or_else(|| key.to_owned(), |item| item.name.get(lang).to_owned())
}

fn filled<const N: usize>(pairs: [(String, &String); N]) -> Vec<Fact> {
    pairs
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(label, value)| Fact {
            label,
            value: value.clone(),
        })
        .collect()
}

fn person(person: &Person, l: &Texts) -> String {
    [
        &person.name,
        &person.number,
        &person.position,
        &person.department,
    ]
    .into_iter()
    .filter(|text| !text.is_empty())
    .cloned()
    .collect::<Vec<_>>()
    .join(&l.words_comma())
}

fn facts(record: &Record, seen: &Seen, shell: &Shell) -> Vec<Fact> {
    let l = shell.l;
    let held = &record.interview;
    let minutes = (held.ended - held.started).whole_minutes();
    let place = [
        held.place_kind
            .map(|kind| words::place(kind, l))
            .unwrap_or_default(),
        held.place.clone(),
    ];
    let participants: Vec<String> = record
        .participants
        .iter()
        .map(|one| l.record_participant(one.name.as_str(), words::role(one.role, l)))
        .collect();
    let period = l.period(
        when::day(record.cycle.from, shell.lang),
        when::day(record.cycle.to, shell.lang),
    );
    let time = l.record_time_value(
        when::instant(held.started, &seen.viewer.zone, shell.lang),
        minutes,
    );
    let comma = l.words_comma();
    filled([
        (l.relation_appraisee(), &person(&record.appraisee, l)),
        (l.relation_superior(), &person(&record.superior, l)),
        (
            l.relation_facilitator(),
            &record
                .facilitator
                .as_ref()
                .map(|one| person(one, l))
                .unwrap_or_default(),
        ),
        (l.facts_period(), &period),
        (l.record_time(), &time),
        (
            l.record_place(),
            &place
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(&comma),
        ),
        (l.record_purpose(), &words::purpose(held.purpose, l)),
        (l.record_method(), &words::method(held.method, l)),
        (l.record_participants(), &participants.join(&comma)),
    ])
}

fn item_part(item: &Item, shell: &Shell) -> ItemPart {
    let (l, lang) = (shell.l, shell.lang);
    let figure = |value: Option<Decimal>| {
        value.map_or_else(String::new, |value| {
            format!("{} {}", show(value), item.unit.get(lang))
                .trim()
                .to_owned()
        })
    };
    let gap = item.self_points.map(|own| rounded(own - item.points, 2));
    let said = &item.comment;
    let score = ItemScore {
        points: item.points,
        explanation: item.explanation.clone(),
    };
    ItemPart {
        name: item.name.get(lang).to_owned(),
        weight: show(item.weight),
        target: figure(item.target),
        actual: figure(item.actual),
        own: item.self_points.map(show_points).unwrap_or_default(),
        points: show_points(item.points),
        gap: gap
            .filter(|gap| !gap.is_zero())
            .map(show_signed)
            .unwrap_or_default(),
        own_higher: gap.is_some_and(|gap| gap > Decimal::ZERO),
        stance: words::stance(item.stance, l),
        explanation: explain_stored(
            &score,
            item.level.as_ref().map_or("", |level| level.get(lang)),
            shell.lang,
        ),
        said: filled([
            (l.record_said_words(), &said.words),
            (l.record_said_example(), &said.example),
            (
                l.record_said_cause(),
                &said
                    .cause
                    .map(|cause| words::cause(cause, l))
                    .unwrap_or_default(),
            ),
            (l.record_said_problem(), &said.problem),
            (l.record_said_direction(), &said.direction),
            (l.record_said_support(), &said.support),
            (l.record_said_difference(), &said.difference),
        ]),
    }
}

fn plan_part(one: &Improvement, record: &Record, shell: &Shell) -> PlanPart {
    let (l, lang) = (shell.l, shell.lang);
    let support = if one.support_by.is_empty() {
        one.support.clone()
    } else {
        l.record_support_by(one.support.as_str(), one.support_by.as_str())
    };
    PlanPart {
        what: one.what.clone(),
        item: one
            .item
            .as_ref()
            .map(|key| item_name(record, key, lang))
            .unwrap_or_default(),
        facts: filled([
            (l.record_said_cause(), &one.cause.get(lang).to_owned()),
            (l.record_measure(), &one.measure),
            (l.record_support(), &support),
            (l.record_owner(), &one.owner),
            (
                l.record_due(),
                &one.due
                    .map(|due| when::day(due, shell.lang))
                    .unwrap_or_default(),
            ),
            (l.record_criteria(), &one.criteria),
        ]),
    }
}

fn goal_part(goal: &Goal, l: &Texts) -> GoalPart {
    let source = goal.source.map(|source| words::source(source, l));
    GoalPart {
        text: goal.text.clone(),
        source: source
            .into_iter()
            .chain((!goal.drawn_from.is_empty()).then(|| goal.drawn_from.clone()))
            .collect::<Vec<_>>()
            .join(&l.words_comma()),
        confirmed: goal.confirmed,
    }
}

fn parked_part(one: &Parked, record: &Record, shell: &Shell) -> ParkedPart {
    let due = one
        .due
        .map(|due| shell.l.due_until(when::day(due, shell.lang)));
    ParkedPart {
        item: one
            .item
            .as_ref()
            .map(|key| item_name(record, key, shell.lang))
            .unwrap_or_default(),
        employee: one.employee_view.clone(),
        superior: one.superior_view.clone(),
        owner: std::iter::once(one.owner.clone())
            .chain(due)
            .collect::<Vec<_>>()
            .join(&shell.l.words_comma()),
    }
}

fn ruling_facts(ruling: &Ruling, seen: &Seen, shell: &Shell, day: &str) -> Vec<Fact> {
    let (l, lang) = (shell.l, shell.lang);
    let scheme = &seen.appraisal.cycle.scheme;
    let total = |value| scheme.printable(value).to_string();
    filled([
        (
            l.record_dispute_kind(),
            &words::dispute_kind(ruling.kind, l),
        ),
        (
            l.result_total(),
            &l.record_before_after(total(ruling.total_after), total(ruling.total_before)),
        ),
        (
            l.result_grade(),
            &l.record_before_after(ruling.grade_after.get(lang), ruling.grade_before.get(lang)),
        ),
        (l.record_members(), &ruling.members.join(&l.words_comma())),
        (l.record_ruled_on(), &day.to_owned()),
    ])
}
