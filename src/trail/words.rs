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
        "delegation_named" => l.event_delegation_named(),
        "delegation_revoked" => l.event_delegation_revoked(),
        "reopening_requested" => l.event_reopening_requested(),
        "reopening_declined" => l.event_reopening_declined(),
        "password_set" => l.event_password_set(),
        "goals_changed" => l.event_goals_changed(),
        "goals_confirmed_by_one" => l.event_goals_confirmed_by_one(),
        "goals_change_proposed" => l.event_goals_change_proposed(),
        "goals_change_agreed" => l.event_goals_change_agreed(),
        "goals_change_declined" => l.event_goals_change_declined(),
        "goals_change_taken_back" => l.event_goals_change_taken_back(),
        "actuals_recorded" => l.event_actuals_recorded(),
        "actual_removed" => l.event_actual_removed(),
        "note_written" => l.event_note_written(),
        "note_changed" => l.event_note_changed(),
        "note_removed" => l.event_note_removed(),
        "company_goal_created" => l.event_company_goal_created(),
        "company_goal_changed" => l.event_company_goal_changed(),
        "company_goal_archived" => l.event_company_goal_archived(),
        "company_goal_restored" => l.event_company_goal_restored(),
        "company_goal_removed" => l.event_company_goal_removed(),
        "api_token_created" => l.event_api_token_created(),
        "api_token_revoked" => l.event_api_token_revoked(),
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
