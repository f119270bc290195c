# The improvement plan after the signatures.
plan_draft = not signed yet
plan_open = open
plan_reported = reported as done
plan_accepted = accepted
plan_dropped = dropped
plan_overdue = overdue
plan_all = all
plan_mine = Mine
plan_team = My team's
plan_promised = Support I promised
plan_ledger = All
plan_whose_nav = Whose items
plan_state_nav = In which state
plans_what = What to improve
plan_status = State
plans_support_by = Support by
plans_none = No improvement items here
plan_none_why = Improvement items are agreed in the interview and stand here once the record is signed.
plan_search = Words, employee or owner
# $count (Number) - how many rows are shown
plan_shown = { $count ->
    [one] 1 item on this page
   *[other] { $count } items on this page
}
# $cycle (String) - name of the cycle
# $name (String) - the employee
plan_whose = { $name }, { $cycle }
plan_deed_progress = Progress
plan_deed_done = Reported as done
plan_deed_accepted = Accepted
plan_deed_more_work = More work needed
plan_deed_extended = Extended by agreement
plan_report = Report
plan_report_words = What has been done
plan_report_hint = With evidence where there is some: figures, dates, links.
plan_report_do = Report progress
plan_done_do = Report as done
plan_verify = Verify
plan_reason_hint = Needed for more work and for a later day.
plan_new_due = New day
plan_new_due_hint = Only for an extension that both of you have agreed.
plan_due_later = Please choose a day after the present one.
plan_accept_do = Accept
plan_more_do = More work
plan_extend_do = Extend
plan_history = History
plan_history_none = Nothing has been reported yet.
plan_not_now = In its present state this cannot be done with the item. The owner reports; the manager verifies what was reported.

parked_title = Open points
parked_own = About my results
parked_reported = outcome reported
# $at (String) - day and time
# $name (String) - who reported
parked_reported_by = Reported by { $name }, { $at }
parked_none = No open points
parked_none_why = What employee and manager do not agree on in the interview is set aside as an open point, with somebody who follows it up by a day.
parked_outcome = Outcome
parked_outcome_hint = What was clarified, and what follows from it. The employee reads this; it cannot be changed afterwards.
parked_report_do = Report the outcome
parked_report_ask = Report this outcome to the employee? It cannot be changed afterwards.
# $name (String) - the owner
parked_instead = { $name } owns this point. Report in their place only if they cannot; your name stands beside the outcome.
# $name (String) - the owner
parked_waits = { $name } reports the outcome.
# $name (String) - the owner
parked_not_yours = { $name } owns this point and reports its outcome. If they cannot, HR does.
