//! The names of stages, parties, guards and steps in the reader's language.

use jiff::tz::TimeZone;

use super::{
    lifecycle::{Guard, Step},
    next_actions::Facts,
};
use crate::{
    access::{Lang, Relation, Stage},
    web::{Texts, when},
};

#[must_use]
pub fn stage(stage: Stage, l: &Texts) -> String {
    match stage {
        Stage::Goals => l.stage_goals(),
        Stage::SelfEvaluation => l.stage_self_evaluation(),
        Stage::Evaluation => l.stage_evaluation(),
        Stage::Review => l.stage_review(),
        Stage::Preparation => l.stage_preparation(),
        Stage::Interview => l.stage_interview(),
        Stage::SignOff => l.stage_sign_off(),
        Stage::Dispute => l.stage_dispute(),
        Stage::Concluded => l.stage_concluded(),
        Stage::Withdrawn => l.stage_withdrawn(),
    }
}

#[must_use]
pub fn relation(relation: Relation, l: &Texts) -> String {
    match relation {
        Relation::Appraisee => l.relation_appraisee(),
        Relation::Superior => l.relation_superior(),
        Relation::Facilitator => l.relation_facilitator(),
        Relation::Hr => l.relation_hr(),
        Relation::Clerk => l.relation_clerk(),
        Relation::Committee => l.relation_committee(),
        Relation::CoSuperior => l.relation_co_superior(),
        Relation::Colleague => l.relation_colleague(),
        Relation::Delegate => l.relation_delegate(),
    }
}

/// "the employee and the superior"
#[must_use]
pub fn relations(who: &[Relation], l: &Texts) -> String {
    let names: Vec<String> = who.iter().map(|one| relation(*one, l)).collect();
    listed(&names, l)
}

/// "A, B and C"
#[must_use]
pub fn listed(names: &[String], l: &Texts) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => l.words_and(first.join(&l.words_comma()), last.clone()),
    }
}

/// "Interview on 1 Dec 2026, 11:00, lounge": once time and place are agreed.
#[must_use]
pub fn appointment(facts: &Facts, zone: &TimeZone, l: &Texts, lang: Lang) -> Option<String> {
    let at = facts.starts_at.filter(|_| facts.agreed && !facts.wish)?;
    let kind = place(&facts.place_kind, l);
    let place: Vec<String> = [when::instant(at, zone, lang), kind, facts.place.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Some(l.interview_on(place.join(&l.words_comma())))
}

/// A kind of place by its key, as rows name it; empty where there is none.
#[must_use]
pub fn place(key: &str, l: &Texts) -> String {
    match key {
        "reception_room" => l.place_reception_room(),
        "lounge" => l.place_lounge(),
        "cafe" => l.place_cafe(),
        "outdoors" => l.place_outdoors(),
        "online" => l.place_online(),
        "employees_choice" => l.place_employees_choice(),
        "superiors_office" => l.place_superiors_office(),
        "meeting_room" => l.place_meeting_room(),
        _ => String::new(),
    }
}

/// For whom something waits: the three by name, in the order of `names` (employee, superior, facilitator), whoever
/// acts for a role by the role.
#[must_use]
pub fn waits_for(turns: &[Relation], names: [&String; 3], l: &Texts) -> String {
    let all: Vec<String> = turns
        .iter()
        .map(|turn| {
            let name = match turn {
                Relation::Appraisee => names[0],
                Relation::Superior => names[1],
                Relation::Facilitator => names[2],
                _ => return relation(*turn, l),
            };
            l.words_name_role(name.as_str(), relation(*turn, l))
        })
        .collect();
    all.join(&l.words_comma())
}

/// What is missing for a step and who can help.
#[must_use]
pub fn guard(guard: Guard, l: &Texts) -> String {
    match guard {
        Guard::WeightsWhole => l.guard_weights_whole(),
        Guard::BothConfirmed => l.guard_both_confirmed(),
        Guard::SelfDeadlinePassed => l.guard_self_deadline_passed(),
        Guard::Scored => l.guard_scored(),
        Guard::WeakItemsExplained => l.guard_weak_items_explained(),
        Guard::Approved => l.guard_approved(),
        Guard::NotOpenedYet => l.guard_not_opened_yet(),
        Guard::Appointed => l.guard_appointed(),
        Guard::NoticeGiven => l.guard_notice_given(),
        Guard::BothPrepared => l.guard_both_prepared(),
        Guard::StepsDone => l.guard_steps_done(),
        Guard::BothSigned => l.guard_both_signed(),
        Guard::RefusalRecorded => l.guard_refusal_recorded(),
        Guard::DisputeWindowOpen => l.guard_dispute_window_open(),
        Guard::NoRulingYet => l.guard_no_ruling_yet(),
        Guard::BothSettled => l.guard_both_settled(),
        Guard::Quorum => l.guard_quorum(),
    }
}

/// A step as something that has happened.
#[must_use]
pub fn step(step: Step, l: &Texts) -> String {
    match step {
        Step::GoalsConfirmed => l.step_goals_confirmed(),
        Step::SelfSubmitted => l.step_self_submitted(),
        Step::SelfSkipped => l.step_self_skipped(),
        Step::SelfOnBehalf => l.step_self_on_behalf(),
        Step::SelfReturned => l.step_self_returned(),
        Step::EvaluationSubmitted => l.step_evaluation_submitted(),
        Step::EvaluationReturned => l.step_evaluation_returned(),
        Step::Approved => l.step_approved(),
        Step::Released => l.step_released(),
        Step::Unreleased => l.step_unreleased(),
        Step::InterviewStarted => l.step_interview_started(),
        Step::InterviewClosed => l.step_interview_closed(),
        Step::SignedByBoth => l.step_signed_by_both(),
        Step::RefusalWitnessed => l.step_refusal_witnessed(),
        Step::DisputeOpened => l.step_dispute_opened(),
        Step::DisputeSettled => l.step_dispute_settled(),
        Step::DisputeUpheld => l.step_dispute_upheld(),
        Step::DisputeAdjusted => l.step_dispute_adjusted(),
        Step::DisputeReturned => l.step_dispute_returned(),
        Step::SelfReopened => l.step_self_reopened(),
        Step::EvaluationReopened => l.step_evaluation_reopened(),
        Step::Withdrawn => l.step_withdrawn(),
    }
}
