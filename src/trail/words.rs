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
        "deadlines_moved" => l.event_deadlines_moved(),
        "advice_asked" => l.event_advice_asked(),
        "advice_given" => l.event_advice_given(),
        "cycle_created" => l.event_cycle_created(),
        "cycle_changed" => l.event_cycle_changed(),
        "cycle_exception" => l.event_cycle_exception(),
        "cycle_launched" => l.event_cycle_launched(),
        "cycle_paused" => l.event_cycle_paused(),
        "cycle_resumed" => l.event_cycle_resumed(),
        "cycle_extended" => l.event_cycle_extended(),
        "cycle_joined" => l.event_cycle_joined(),
        "cycle_closed" => l.event_cycle_closed(),
        "cycle_cancelled" => l.event_cycle_cancelled(),
        "appraisals_handed_over" => l.event_handed_over(),
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
        "points_adjusted" => l.event_points_adjusted(),
        "parties_changed" => l.event_parties_changed(),
        "item_parked" => l.event_item_parked(),
        "items_agreed" => l.event_items_agreed(),
        "launched" => l.event_launched(),
        other => other.to_owned(),
    }
}
