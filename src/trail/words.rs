//! What an event is called. A kind that is not known here is shown by its key.

use crate::{
    appraisals::{lifecycle::Step, words},
    web::Texts,
};

pub fn kind(kind: &str, l: &Texts) -> String {
    if let Some(step) = Step::ALL.iter().find(|step| step.key() == kind) {
        return words::step(*step, l);
    }
    match kind {
        "record_frozen" => l.event_record_frozen(),
        "signed" => l.event_signed(),
        "refusal_recorded" => l.event_refusal_recorded(),
        "refusal_commented" => l.event_refusal_commented(),
        "plan_progress" => l.event_plan_progress(),
        "plan_done" => l.event_plan_done(),
        "plan_accepted" => l.event_plan_accepted(),
        "plan_more_work" => l.event_plan_more_work(),
        "plan_extended" => l.event_plan_extended(),
        "result_opened" => l.event_result_opened(),
        "part_submitted" => l.event_part_submitted(),
        "part_reopened" => l.event_part_reopened(),
        "superiors_set" => l.event_superiors_set(),
        "cycle_asks_colleagues" => l.event_cycle_asks_colleagues(),
        "colleague_nominated" => l.event_colleague_nominated(),
        "colleague_asked" => l.event_colleague_asked(),
        "colleague_struck" => l.event_colleague_struck(),
        "colleague_accepted" => l.event_colleague_accepted(),
        "colleague_declined" => l.event_colleague_declined(),
        "colleague_answered" => l.event_colleague_answered(),
        "colleagues_closed" => l.event_colleagues_closed(),
        "points_adjusted" => l.event_points_adjusted(),
        "calibrated" => l.event_calibrated(),
        "calibration_opened" => l.event_calibration_opened(),
        "calibration_proposed" => l.event_calibration_proposed(),
        "calibration_applied" => l.event_calibration_applied(),
        "calibration_abandoned" => l.event_calibration_abandoned(),
        "delegation_named" => l.event_delegation_named(),
        "delegation_revoked" => l.event_delegation_revoked(),
        "reopening_requested" => l.event_reopening_requested(),
        "reopening_declined" => l.event_reopening_declined(),
        "password_set" => l.event_password_set(),
        "parked_reported" => l.event_parked_reported(),
        "dispute_window_waived" => l.event_dispute_window_waived(),
        "dispute_answered" => l.event_dispute_answered(),
        "dispute_referred" => l.event_dispute_referred(),
        "dispute_ruled" => l.event_dispute_ruled(),
        "seat_changed" => l.event_seat_changed(),
        "vote_cast" => l.event_vote_cast(),
        "parties_changed" => l.event_parties_changed(),
        "item_parked" => l.event_item_parked(),
        "items_agreed" => l.event_items_agreed(),
        "launched" => l.event_launched(),
        other => other.to_owned(),
    }
}
