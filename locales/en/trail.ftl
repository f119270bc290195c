# The history of an appraisal and the auditor's list.
trail_title = History
trail_system = the system
trail_whole = The chain of these events is whole: nothing was changed, removed or reordered.
# $seq (Number) - number of the event
trail_broken = The chain does not hold from event { $seq } on. Please tell the auditor.
event_record_frozen = Record version frozen
event_signed = Record signed, or refusal declared
event_refusal_recorded = Refusal to sign recorded
event_refusal_commented = Refusal commented on by the employee
event_plan_progress = Progress on the plan reported
event_plan_done = Plan item reported as done
event_plan_accepted = Plan item accepted
event_plan_more_work = More work asked for on the plan
event_plan_extended = Plan item extended by agreement
event_result_opened = Result opened by the employee
event_password_set = Password set
event_superior_replaced = Went to another superior, since the superior is away or has left
event_superior_back = Came back to the superior, who is there again
audit_intro = Who did what and when, newest first. What was written is not shown here.
audit_verify = Verify all chains
# $chains (String) - how many chains
# $events (String) - how many events
# $records (String) - how many records
audit_whole = Everything is whole: { $events } events in { $chains } chains, { $records } records with their signatures.
audit_broken = Something was changed. The first break:
audit_kind = Kind
audit_actor = Who
audit_day = Day
audit_filter = Show
audit_none = No events
audit_at = When
audit_what = What
audit_chain = Chain
audit_company = Company
audit_seq = No.
audit_hash = Hash
# $count (Number) - how many rows are shown
audit_shown = { $count ->
    [one] 1 event
   *[other] { $count } events
}
event_goals_changed = Goals changed
event_goals_confirmed_by_one = Goals confirmed by one side
event_goals_change_proposed = Change of agreed goals proposed
event_goals_change_agreed = Change of agreed goals confirmed by both
event_goals_change_declined = Change of agreed goals declined
event_goals_change_taken_back = Change of agreed goals taken back
event_actuals_recorded = Actual figures recorded
event_actual_removed = Actual figure deleted
event_note_written = Note written
event_note_changed = Note changed
event_note_removed = Note deleted
event_company_goal_created = Company or department goal created
event_company_goal_changed = Company or department goal changed
event_company_goal_archived = Company or department goal archived
event_company_goal_restored = Company or department goal offered again
event_company_goal_removed = Company or department goal deleted
event_api_token_created = API token made
event_api_token_revoked = API token revoked
event_part_submitted = Further superior's part submitted
event_part_reopened = Further superior's part taken back
event_superiors_set = Shares of further superiors set
event_cycle_asks_colleagues = Colleagues' input set for a cycle
event_colleague_nominated = Colleague nominated
event_colleague_asked = Colleague asked
event_colleague_struck = Colleague struck
event_colleague_accepted = Colleague accepted
event_colleague_declined = Colleague declined
event_colleague_answered = Colleague answered by name
event_colleagues_closed = Round of colleagues' input ended
event_calibrated = Result calibrated
event_calibration_opened = Calibration session opened
event_calibration_proposed = Calibration proposed
event_calibration_applied = Calibration session applied
event_calibration_abandoned = Calibration session given up
event_parked_reported = Outcome of a parked point reported
event_dispute_window_waived = Late dispute allowed
event_dispute_answered = Dispute answered
event_dispute_referred = Dispute referred to the committee
event_dispute_ruled = Committee ruled
event_seat_changed = Seat of the committee changed
event_vote_cast = Vote cast
event_points_adjusted = Points adjusted
event_parties_changed = Superior or facilitator changed
event_item_parked = Point parked
event_items_agreed = Items agreed
event_launched = Launched

event_delegation_named = Delegate named
event_delegation_revoked = Delegation ended
event_reopening_requested = Opening again asked for
event_reopening_declined = Opening again declined
