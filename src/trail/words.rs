//! What an event is called.

use crate::{
    appraisals::{lifecycle::Step, words},
    web::Texts,
};

type Named = (&'static str, fn(&Texts) -> String);

/// Every kind that is written beside the steps of an appraisal.
const KINDS: &[Named] = &[
    ("record_frozen", Texts::event_record_frozen),
    ("signed", Texts::event_signed),
    ("refusal_recorded", Texts::event_refusal_recorded),
    ("refusal_commented", Texts::event_refusal_commented),
    ("plan_progress", Texts::event_plan_progress),
    ("plan_done", Texts::event_plan_done),
    ("plan_accepted", Texts::event_plan_accepted),
    ("plan_more_work", Texts::event_plan_more_work),
    ("plan_extended", Texts::event_plan_extended),
    ("result_opened", Texts::event_result_opened),
    ("superior_replaced", Texts::event_superior_replaced),
    ("superior_back", Texts::event_superior_back),
    ("deadlines_moved", Texts::event_deadlines_moved),
    ("advice_asked", Texts::event_advice_asked),
    ("advice_given", Texts::event_advice_given),
    ("cycle_created", Texts::event_cycle_created),
    ("cycle_changed", Texts::event_cycle_changed),
    ("cycle_exception", Texts::event_cycle_exception),
    ("cycle_launched", Texts::event_cycle_launched),
    ("cycle_paused", Texts::event_cycle_paused),
    ("cycle_resumed", Texts::event_cycle_resumed),
    ("cycle_extended", Texts::event_cycle_extended),
    ("cycle_joined", Texts::event_cycle_joined),
    ("cycle_closed", Texts::event_cycle_closed),
    ("cycle_cancelled", Texts::event_cycle_cancelled),
    ("appraisals_handed_over", Texts::event_handed_over),
    ("part_submitted", Texts::event_part_submitted),
    ("part_reopened", Texts::event_part_reopened),
    ("superiors_set", Texts::event_superiors_set),
    ("cycle_asks_colleagues", Texts::event_cycle_asks_colleagues),
    ("colleague_nominated", Texts::event_colleague_nominated),
    ("colleague_asked", Texts::event_colleague_asked),
    ("colleague_struck", Texts::event_colleague_struck),
    ("colleague_accepted", Texts::event_colleague_accepted),
    ("colleague_declined", Texts::event_colleague_declined),
    ("colleague_answered", Texts::event_colleague_answered),
    ("colleagues_closed", Texts::event_colleagues_closed),
    ("points_adjusted", Texts::event_points_adjusted),
    ("calibrated", Texts::event_calibrated),
    ("calibration_opened", Texts::event_calibration_opened),
    ("calibration_proposed", Texts::event_calibration_proposed),
    ("calibration_applied", Texts::event_calibration_applied),
    ("calibration_abandoned", Texts::event_calibration_abandoned),
    ("delegation_named", Texts::event_delegation_named),
    ("delegation_revoked", Texts::event_delegation_revoked),
    ("reopening_requested", Texts::event_reopening_requested),
    ("reopening_declined", Texts::event_reopening_declined),
    ("password_set", Texts::event_password_set),
    ("goals_changed", Texts::event_goals_changed),
    (
        "goals_confirmed_by_one",
        Texts::event_goals_confirmed_by_one,
    ),
    ("goals_change_proposed", Texts::event_goals_change_proposed),
    ("goals_change_agreed", Texts::event_goals_change_agreed),
    ("goals_change_declined", Texts::event_goals_change_declined),
    (
        "goals_change_taken_back",
        Texts::event_goals_change_taken_back,
    ),
    ("actuals_recorded", Texts::event_actuals_recorded),
    ("actual_removed", Texts::event_actual_removed),
    ("note_written", Texts::event_note_written),
    ("note_changed", Texts::event_note_changed),
    ("note_removed", Texts::event_note_removed),
    ("company_goal_created", Texts::event_company_goal_created),
    ("company_goal_changed", Texts::event_company_goal_changed),
    ("company_goal_archived", Texts::event_company_goal_archived),
    ("company_goal_restored", Texts::event_company_goal_restored),
    ("company_goal_removed", Texts::event_company_goal_removed),
    ("api_token_created", Texts::event_api_token_created),
    ("api_token_revoked", Texts::event_api_token_revoked),
    ("parked_reported", Texts::event_parked_reported),
    ("dispute_window_waived", Texts::event_dispute_window_waived),
    ("dispute_answered", Texts::event_dispute_answered),
    ("dispute_referred", Texts::event_dispute_referred),
    ("dispute_ruled", Texts::event_dispute_ruled),
    ("seat_changed", Texts::event_seat_changed),
    ("vote_cast", Texts::event_vote_cast),
    ("parties_changed", Texts::event_parties_changed),
    ("item_parked", Texts::event_item_parked),
    ("items_agreed", Texts::event_items_agreed),
    ("launched", Texts::event_launched),
    ("admin_created", Texts::event_admin_created),
    ("invited", Texts::event_invited),
    ("demo_settled", Texts::event_demo_settled),
    ("roles_changed", Texts::event_roles_changed),
    ("person_added", Texts::event_person_added),
    ("person_changed", Texts::event_person_changed),
    ("person_left", Texts::event_person_left),
    ("person_returned", Texts::event_person_returned),
    ("departure_planned", Texts::event_departure_planned),
    ("absence_added", Texts::event_absence_added),
    ("absence_ended", Texts::event_absence_ended),
    ("people_imported", Texts::event_people_imported),
    ("people_assigned", Texts::event_people_assigned),
    (
        "reporting_line_planned",
        Texts::event_reporting_line_planned,
    ),
    (
        "reporting_line_unplanned",
        Texts::event_reporting_line_unplanned,
    ),
    ("reporting_line_due", Texts::event_reporting_line_due),
    ("department_added", Texts::event_department_added),
    ("department_renamed", Texts::event_department_renamed),
    ("department_moved", Texts::event_department_moved),
    ("department_merged", Texts::event_department_merged),
    ("department_closed", Texts::event_department_closed),
    ("reminded", Texts::event_reminded),
    ("digests_queued", Texts::event_digests_queued),
    ("calendar_changed", Texts::event_calendar_changed),
    ("form_created", Texts::event_form_created),
    ("form_copied", Texts::event_form_copied),
    ("form_draft_begun", Texts::event_form_draft_begun),
    ("form_draft_discarded", Texts::event_form_draft_discarded),
    ("form_published", Texts::event_form_published),
    ("form_archived", Texts::event_form_archived),
    ("form_restored", Texts::event_form_restored),
    ("form_removed", Texts::event_form_removed),
    ("scheme_published", Texts::event_scheme_published),
    ("scheme_archived", Texts::event_scheme_archived),
    ("scheme_restored", Texts::event_scheme_restored),
    ("scheme_removed", Texts::event_scheme_removed),
    ("cycle_form_chosen", Texts::event_cycle_form_chosen),
    ("employee_prepared", Texts::event_employee_prepared),
    ("superior_prepared", Texts::event_superior_prepared),
    ("interview_proposed", Texts::event_interview_proposed),
    ("interview_moved", Texts::event_interview_moved),
    ("interview_confirmed", Texts::event_interview_confirmed),
    ("interview_wish", Texts::event_interview_wish),
    ("early_consent", Texts::event_early_consent),
    ("step_opened", Texts::event_step_opened),
    ("step_done", Texts::event_step_done),
    ("step_reopened", Texts::event_step_reopened),
    ("clock_runs", Texts::event_clock_runs),
    ("clock_paused", Texts::event_clock_paused),
    ("question_asked", Texts::event_question_asked),
    ("plan_item_added", Texts::event_plan_item_added),
    ("plan_item_changed", Texts::event_plan_item_changed),
    ("plan_item_removed", Texts::event_plan_item_removed),
    ("next_goal_added", Texts::event_next_goal_added),
    ("next_goal_confirmed", Texts::event_next_goal_confirmed),
    ("next_goal_removed", Texts::event_next_goal_removed),
    ("result_agreed", Texts::event_result_agreed),
    ("result_objected", Texts::event_result_objected),
];

/// An event's words. A kind that is not known here is shown by its key.
pub fn kind(kind: &str, l: &Texts) -> String {
    if let Some(step) = Step::ALL.iter().find(|step| step.key() == kind) {
        return words::step(*step, l);
    }
    KINDS
        .iter()
        .find(|(key, _)| *key == kind)
        .map_or_else(|| kind.to_owned(), |(_, text)| text(l))
}

/// All kinds with their words, by their words.
pub fn kinds(l: &Texts) -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = Step::ALL
        .iter()
        .map(|step| (step.key(), words::step(*step, l)))
        .chain(KINDS.iter().map(|(key, text)| (*key, text(l))))
        .collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}
