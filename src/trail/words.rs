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
        "launched" => l.event_launched(),
        "deadlines_moved" => l.event_deadlines_moved(),
        "parties_changed" => l.event_parties_changed(),
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
        "password_set" => l.event_password_set(),
        other => other.to_owned(),
    }
}
