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
        "password_set" => l.event_password_set(),
        other => other.to_owned(),
    }
}
