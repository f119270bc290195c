# The history of an appraisal and the auditor's list.
trail_title = History
trail_system = the system
trail_whole = No tampering found: nothing was changed, removed or reordered.
# $seq (Number) - number of the event
trail_broken = These events have been tampered with from event { $seq } on. Please tell the auditor.
event_record_frozen = Record version frozen
event_signed = Record signed
event_refusal_declared = Refusal to sign declared
event_refusal_taken_back = Refusal to sign taken back
event_refusal_recorded = Refusal to sign recorded
event_refusal_commented = Refusal commented on by the employee
event_plan_progress = Progress on an improvement item reported
event_plan_done = Improvement item reported as done
event_plan_accepted = Improvement item accepted
event_plan_more_work = More work asked for on an improvement item
event_plan_extended = Improvement item extended by agreement
event_result_opened = Result opened by the employee
event_password_set = Password set
event_superior_replaced = Went to another manager, since the manager is on leave or has left
event_superior_back = Came back to the manager, who is there again
audit_intro = Who did what and when, newest first. What was written is not shown here.
audit_verify = Verify everything
audit_kind = Kind
audit_actor = Who
audit_day = Day
audit_filter = Filter
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
event_part_submitted = Additional manager's part submitted
event_part_reopened = Additional manager's part taken back
event_superiors_set = Shares of additional managers set
event_cycle_asks_colleagues = Colleagues' input set for a cycle
event_colleague_nominated = Colleague nominated
event_colleague_asked = Colleague asked
event_colleague_struck = Colleague removed
event_colleague_accepted = Colleague accepted
event_colleague_declined = Colleague declined
event_colleague_answered = Colleague answered by name
event_colleagues_closed = Round of colleagues' input ended
event_calibrated = Result calibrated
event_calibration_opened = Calibration session opened
event_calibration_proposed = Calibration proposed
event_calibration_applied = Calibration session applied
event_calibration_abandoned = Calibration session cancelled
event_parked_reported = Outcome of an open point reported
event_dispute_window_waived = Late dispute allowed
event_dispute_answered = Dispute answered
event_dispute_referred = Dispute referred to the committee
event_dispute_ruled = Committee decided
event_seat_changed = Committee member replaced
event_vote_cast = Vote cast
event_points_adjusted = Scores adjusted
event_parties_changed = Manager or facilitator changed
event_item_parked = Item set aside as an open point
event_items_agreed = Items agreed
event_launched = Launched

event_delegation_named = Delegate named
event_delegation_revoked = Delegation ended
event_reopening_requested = Correction requested
event_reopening_declined = Correction declined
event_admin_created = First administrator set up
event_opening_started = Link or letter for a password started
event_letter_printed = Letter for a password downloaded
event_letter_seconded = Other half for a letter given to a second person
event_opening_revoked = Link or letter for a password revoked
event_demo_settled = Demonstration company set up
event_rows_changed = Related changes recorded
event_roles_changed = Roles changed
event_person_added = Person added
event_person_changed = Person's data changed
event_person_left = Person made inactive
event_person_returned = Person made active again
event_departure_planned = Departure planned
event_absence_added = Leave recorded
event_absence_ended = Leave ended
event_people_imported = People imported
event_people_assigned = Reporting lines assigned
event_reporting_line_planned = Change of manager planned
event_reporting_line_unplanned = Planned change of manager dropped
event_reporting_line_due = Planned change of manager took effect
event_department_added = Department added
event_department_renamed = Department renamed
event_department_moved = Department moved
event_department_merged = Department merged into another
event_department_closed = Department closed
event_calendar_changed = Working-day calendar changed
event_form_created = Form begun
event_form_copied = Form copied
event_form_draft_begun = New version of a form begun
event_form_draft_discarded = Draft of a form discarded
event_form_published = Form published
event_form_archived = Form archived
event_form_restored = Form offered again
event_form_removed = Form deleted
event_scheme_published = Grade scheme published
event_scheme_archived = Grade scheme archived
event_scheme_restored = Grade scheme offered again
event_scheme_removed = Grade scheme deleted
event_cycle_form_chosen = Forms of a cycle chosen
event_employee_prepared = Employee's preparation submitted
event_superior_prepared = Manager's preparation submitted
event_interview_proposed = Interview appointment proposed
event_interview_moved = Interview appointment moved
event_interview_confirmed = Interview appointment confirmed
event_interview_wish = Another appointment wished for
event_early_consent = Consent to a shorter notice
event_step_opened = Interview step opened
event_step_done = Interview step done
event_step_reopened = Interview step taken up again
event_clock_runs = Interview clock started
event_clock_paused = Interview clock paused
event_question_asked = Question of the catalogue asked
event_plan_item_added = Improvement item added
event_plan_item_changed = Improvement item changed
event_plan_item_removed = Improvement item removed
event_next_goal_added = Goal for the next period added
event_next_goal_confirmed = Goal for the next period confirmed
event_next_goal_removed = Goal for the next period removed
event_result_agreed = Agreed to the result
event_result_objected = Objected to the result
event_reminded = People were reminded
event_digests_queued = The mails of the day were queued
event_self_evaluation_read = Self-evaluation opened by somebody else
event_evaluation_read = Evaluation or result opened by somebody else
event_interview_read = Interview opened by somebody else
event_record_read = Record opened by somebody else
event_evidence_read = Evidence file taken by somebody else
# Everything compared with everything.
verification_title = Verification
verification_intro = Compares every table of evidence with the trail, the state of every appraisal with its events, and what pages show with what was signed, as “countersign verify” does. It runs in the background; what it finds stays here.
verification_do = Verify everything now
verification_none = Nothing was verified yet
verification_none_text = The first run stands here when it is done.
# $events (String) - how many
# $chains (String) - how many
# $records (String) - how many
# $rows (String) - how many
# $appraisals (String) - how many
verification_good = Nothing was changed, removed or reordered: { $events } events in { $chains } chains, { $records } records with their signatures, { $rows } rows and { $appraisals } appraisals are as the trail tells of them.
# $count (Number) - findings
verification_bad = { $count ->
    [one] 1 finding: something is not as it was written.
   *[other] { $count } findings: something is not as it was written.
}
verification_findings = What was found
# $count (Number) - findings that are not listed
verification_more = { $count ->
    [one] 1 more: “countersign verify” prints it.
   *[other] { $count } more: “countersign verify” prints them all.
}
verification_progress = How far it is
