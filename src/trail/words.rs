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
        "superior_replaced" => l.event_superior_replaced(),
        "superior_back" => l.event_superior_back(),
        "password_set" => l.event_password_set(),
        other => other.to_owned(),
    }
}
