//! From what the interview left behind to a record, and from a record to its corrected successor.
//! Pure: whoever calls it has read everything already.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::content::{
    Cause, Comment, Cycle, Development, FORMAT, Goal, GoalSource, Improvement, Interview, Item,
    Note, Objection, Outcome, Parked, Participant, Person, Record, Role, Ruling, Stance, StepTime,
};
use crate::{
    access::Lang,
    appraisals::Appraisal,
    evaluations::{superior as evaluation, superior::Evaluation},
    forms::{
        form::{Bilingual, Form, Kind},
        grades::Scheme,
    },
    ground::ids::PersonId,
    interviews::{
        Gathered,
        gathered::StanceBy,
        kinds,
        rules::{self, CONFIRMATION, OPENING},
    },
    scoring,
    web::texts,
};

/// What a record needs and an interview does not know.
#[derive(Debug, Clone)]
pub struct Around {
    pub company: String,
    pub version: u32,
    /// The three people as they are on this day.
    pub people: Vec<Person>,
}

/// The record of an interview that ends now. `None` where the evaluation has no complete result;
/// the lifecycle never lets an interview begin then.
#[must_use]
pub fn assemble(
    appraisal: &Appraisal,
    gathered: &Gathered,
    around: Around,
    now: OffsetDateTime,
) -> Option<Record> {
    let cycle = &appraisal.cycle;
    let (form, scheme) = (&cycle.form, &cycle.scheme);
    let evaluation = gathered.evaluation.as_ref()?;
    let result = outcome(form, scheme, evaluation)?;
    let held = gathered.interview.as_ref()?;
    let person = |id: PersonId| around.people.iter().find(|one| one.id == id.0).cloned();
    let mut appraisee = person(appraisal.appraisee.id)?;
    // the employee as launched, whatever the roster says today
    appraisee.position.clone_from(&appraisal.position);
    if let Some((_, department)) = &appraisal.department {
        appraisee.department.clone_from(department);
    }
    let superior = person(appraisal.superior.id)?;
    let facilitator = appraisal
        .facilitator
        .as_ref()
        .and_then(|party| person(party.id));
    let participants = [
        (Some(&appraisee), Role::Appraisee),
        (Some(&superior), Role::Superior),
        (facilitator.as_ref(), Role::Facilitator),
    ]
    .into_iter()
    .filter_map(|(one, role)| {
        one.map(|one| Participant {
            id: one.id,
            name: one.name.clone(),
            role,
        })
    })
    .collect();
    Some(Record {
        format: FORMAT,
        appraisal: appraisal.id.0,
        version: around.version,
        company: around.company.clone(),
        cycle: Cycle {
            name: cycle.name.clone(),
            from: cycle.starts_on,
            to: cycle.ends_on,
        },
        participants,
        interview: Interview {
            purpose: held.purpose,
            method: held.method,
            place_kind: held.place_kind,
            place: held.place.clone(),
            started: held.started_at.unwrap_or(now),
            ended: now,
            times: times(gathered, now),
        },
        items: items(form, gathered, evaluation),
        result,
        summary: gathered.summary().to_owned(),
        strengths: first(&gathered.exchange.body.strengths, &evaluation.strengths),
        improvements: improvements(gathered),
        development: Development {
            difficulties: gathered.development.body.difficulties.clone(),
            support: gathered.development.body.support.clone(),
            growth: gathered.development.body.growth.clone(),
        },
        goals: goals(gathered),
        parked: parked(gathered),
        objections: objections(gathered),
        notes: notes(gathered),
        employee_comment: gathered
            .note(CONFIRMATION, appraisal.appraisee.id)
            .map(|note| note.text.clone())
            .unwrap_or_default(),
        ruling: None,
        appraisee,
        superior,
        facilitator,
    })
}

/// The next version of a record after a settlement or a ruling: scores from the corrected evaluation
/// where there is one; everything else as it was said and written in the interview.
#[must_use]
pub fn revised(
    record: &Record,
    form: &Form,
    scheme: &Scheme,
    corrected: Option<&Evaluation>,
    ruling: Option<Ruling>,
) -> Option<Record> {
    let mut next = record.clone();
    next.version += 1;
    next.ruling = ruling;
    next.result.provisional = false;
    if let Some(evaluation) = corrected {
        next.result = outcome(form, scheme, evaluation)?;
        for item in &mut next.items {
            let said = std::mem::take(&mut item.comment);
            let (stance, own) = (item.stance, item.self_points);
            if let Some(new) = scored(form, &item.key, evaluation) {
                *item = new;
            }
            item.stance = stance;
            item.self_points = own;
            item.comment.difference = said.difference;
        }
    }
    Some(next)
}

fn outcome(form: &Form, scheme: &Scheme, evaluation: &Evaluation) -> Option<Outcome> {
    let scoring::Outcome::Complete { total, band, .. } =
        evaluation::outcome(form, scheme, evaluation)
    else {
        return None;
    };
    let grade = scheme.band(band)?;
    Some(Outcome {
        total,
        grade: grade.name.clone(),
        multiplier: grade.multiplier,
        provisional: false,
    })
}

/// One indicator with its score and the superior's words; the interview's part is still empty.
fn scored(form: &Form, key: &str, evaluation: &Evaluation) -> Option<Item> {
    let indicator = form.indicator(key)?;
    let written = evaluation.items.get(key)?;
    let score = scoring::score_item(indicator, form.percent_mode, &written.input).ok()?;
    let (target, actual) = written.figures();
    Some(Item {
        key: key.to_owned(),
        name: indicator.name.clone(),
        weight: indicator.weight,
        target,
        actual,
        unit: indicator.unit.clone(),
        level: level(&indicator.kind, &score.explanation.basis),
        points: score.points,
        explanation: score.explanation,
        self_points: None,
        comment: Comment {
            words: written.comment.clone(),
            example: written.example.clone(),
            cause: written.cause.map(cause),
            problem: written.problem.clone(),
            direction: written.direction.clone(),
            support: written.support.clone(),
            difference: String::new(),
        },
        stance: Stance::Agreed,
    })
}

fn level(kind: &Kind, basis: &scoring::Basis) -> Option<Bilingual> {
    let scoring::Basis::Level { index, .. } = basis else {
        return None;
    };
    let level = kind.levels().get(*index);
    level.map(|level| level.label.clone())
}

fn items(form: &Form, gathered: &Gathered, evaluation: &Evaluation) -> Vec<Item> {
    let own: BTreeMap<&str, _> = gathered
        .items
        .iter()
        .map(|item| (item.key.as_str(), item.own))
        .collect();
    let objected = gathered.confirmation.as_ref();
    form.indicators
        .iter()
        .filter_map(|indicator| {
            let key = indicator.key.as_str();
            let mut item = scored(form, key, evaluation)?;
            item.self_points = own.get(key).copied().flatten();
            if let Some(said) = gathered.exchange.body.differences.get(key) {
                item.comment.difference.clone_from(said);
            }
            item.stance = if objected.is_some_and(|word| word.objections.contains_key(key)) {
                Stance::Objected
            } else {
                match gathered.stances.get(key) {
                    Some(StanceBy {
                        stance: kinds::Stance::Parked,
                        ..
                    }) => Stance::Parked,
                    _ => Stance::Agreed,
                }
            };
            Some(item)
        })
        .collect()
}

fn times(gathered: &Gathered, now: OffsetDateTime) -> Vec<StepTime> {
    (OPENING..=CONFIRMATION)
        .map(|step| StepTime {
            step,
            seconds: u32::try_from(rules::seconds(step, gathered, now)).unwrap_or(0),
        })
        .collect()
}

fn improvements(gathered: &Gathered) -> Vec<Improvement> {
    gathered
        .plan
        .iter()
        .map(|item| Improvement {
            what: item.what.clone(),
            item: (!item.item.is_empty()).then(|| item.item.clone()),
            cause: both_languages(item.cause),
            measure: item.measure.clone(),
            support: item.support.clone(),
            support_by: item.support_by_name.clone().unwrap_or_default(),
            owner: item.owner_name.clone(),
            due: Some(item.due_on),
            criteria: item.criteria.clone(),
        })
        .collect()
}

fn goals(gathered: &Gathered) -> Vec<Goal> {
    gathered
        .goals
        .iter()
        .map(|goal| Goal {
            text: goal.title.clone(),
            source: Some(match goal.source {
                kinds::GoalSource::Company => GoalSource::Company,
                kinds::GoalSource::Department => GoalSource::Department,
                kinds::GoalSource::Own => GoalSource::Own,
            }),
            drawn_from: goal.serves.clone(),
            weight: None,
            confirmed: goal.confirmed_at.is_some(),
        })
        .collect()
}

fn parked(gathered: &Gathered) -> Vec<Parked> {
    gathered
        .parked
        .iter()
        .map(|point| Parked {
            item: Some(point.item.clone()),
            employee_view: point.employee_view.clone(),
            superior_view: point.superior_view.clone(),
            owner: point.owner_name.clone(),
            due: Some(point.due_on),
        })
        .collect()
}

fn objections(gathered: &Gathered) -> Vec<Objection> {
    gathered
        .confirmation
        .iter()
        .flat_map(|word| &word.objections)
        .map(|(item, words)| Objection {
            item: item.clone(),
            words: words.clone(),
        })
        .collect()
}

fn notes(gathered: &Gathered) -> Vec<Note> {
    gathered
        .notes
        .iter()
        .filter(|note| !note.text.trim().is_empty())
        .map(|note| Note {
            step: note.step,
            author: note.author.0,
            name: note.name.clone(),
            text: note.text.clone(),
        })
        .collect()
}

/// What was said in the interview, else what was written before it.
fn first(said: &str, written: &str) -> String {
    if said.trim().is_empty() {
        written.to_owned()
    } else {
        said.to_owned()
    }
}

fn both_languages(cause: evaluation::Cause) -> Bilingual {
    Bilingual::new(cause.name(texts(Lang::En)), cause.name(texts(Lang::Zh)))
}

fn cause(cause: evaluation::Cause) -> Cause {
    match cause {
        evaluation::Cause::Resources => Cause::Resources,
        evaluation::Cause::Process => Cause::Process,
        evaluation::Cause::Ability => Cause::Ability,
    }
}
