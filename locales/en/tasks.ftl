# The start page: what waits for me, by when.
tasks_waits = To do
tasks_others = Waiting on others
tasks_empty = You're all caught up
# $count (Number) - how many are overdue
tasks_overdue = { $count } overdue
# $cycle (String) - the cycle
# $stage (String) - the stage
tasks_context = { $cycle } · { $stage }
# $day (String)
tasks_since = since { $day }
# $day (String)
# $event (String)
tasks_since_why = since { $day } ({ $event })
# $cycle (String) - the cycle
# $stage (String) - the stage
tasks_own = Your appraisal, { $cycle }: { $stage }
# $name (String) - the employee
# $stage (String) - the stage
tasks_of = { $name }: { $stage }
# $who (String) - names
tasks_waits_for = Waiting for { $who }
tasks_waits_day = Waiting for the agreed day
tasks_being_evaluated = Being evaluated
# $what (String) - the appraisal
# $who (String) - whom it waits for
tasks_next_waiting = Next: { $what }. { $who }.
# $what (String) - the plan item
# $day (String) - when it is due
tasks_next_plan = Next: “{ $what }” of your improvement plan, due { $day }.
tasks_next_none = When a cycle that includes you starts, your first step appears here.

task_goals_own = Agree your goals and confirm them
# $name (String) - the employee
task_goals = Agree the goals with { $name } and confirm them
task_self = Write your self-evaluation
# $name (String) - the employee
task_evaluate = Evaluate { $name }
# $name (String) - the employee
task_review = Review the result of { $name }
task_answer_appointment = Confirm time and place of your interview
task_prepare_own = Look at your result and prepare the interview
# $name (String) - the employee
task_prepare = Prepare the interview with { $name }
# $name (String) - the employee
task_appoint = Propose time and place for the interview with { $name }
# $name (String) - the employee
task_appoint_wish = { $name } wishes another time or place: propose again
# $name (String) - the employee
task_start = Start the interview with { $name }
task_interview_own = Your interview is open: enter the room
# $name (String) - the employee
task_interview = The interview with { $name } is open: enter the room
task_sign_own = Read and sign your record
# $name (String) - the employee
task_sign = Sign the record of { $name }
# $name (String) - the employee
task_witness = Witness the refused signature of { $name }
# $name (String) - the employee
task_answer_dispute = Answer the dispute of { $name }, or refer it to the committee
task_consider_answer = Accept the answer to your dispute, or refer it to the committee
# $name (String) - the employee
task_vote = Hear and vote: dispute of { $name }
# $name (String) - the employee
task_rule = Enter the committee's decision: dispute of { $name }
# $name (String) - the employee
task_vote_again = Vote again, no decision has more than half: dispute of { $name }
# $name (String) - the employee
task_record_refusal = Record the refusal of { $name }, who has declared that they do not sign
# $name (String) - the employee
task_passed = The agreed time for the interview with { $name } has passed: start it or reschedule
# $owner (String) - who should have reported
# $what (String) - employee and plan item
task_plan_late = { $owner }'s improvement item is overdue: { $what }
# $count (Number) - how many items
task_plans_late = { $count ->
    [one] 1 improvement item is overdue
   *[other] { $count } improvement items are overdue
}
# $count (Number) - how many disputes
# $name (String) - the employee, where it is one
task_disputes_opened = { $count ->
    [one] A dispute was opened, the manager answers next: { $name }
   *[other] { $count } disputes were opened; the managers answer next
}
# $count (Number) - how many disputes
# $name (String) - the employee, where it is one
task_disputes_late = { $count ->
    [one] A dispute is overdue: { $name }
   *[other] { $count } disputes are overdue
}
# $name (String) - the employee
task_seat_vacant = Name another committee member: dispute of { $name }
# $count (Number) - how many
task_evaluations_late = { $count ->
    [one] 1 evaluation is overdue: speak to the manager
   *[other] { $count } evaluations are overdue: remind the managers
}
# $count (Number) - how many results
# $low (Number) - low grades among them
task_approve = { $count ->
    [one] Approve 1 result
   *[other] Approve { $count } results
}{ $low ->
    [0] {""}
   *[other] , { $low } with a low grade
}
# $count (Number) - how many people
task_leavers_due = { $count ->
    [one] 1 leaver's data has reached the end of its retention period
   *[other] { $count } leavers' data has reached the end of its retention period
}
# $count (Number) - how many notices
task_notices = { $count ->
    [one] Work moved because somebody is on leave or has left: 1 notice
   *[other] Work moved because somebody is on leave or has left: { $count } notices
}
# $count (Number) - how many results
task_release = { $count ->
    [one] Release 1 approved result
   *[other] Release { $count } approved results
}
# $count (Number) - how many
task_skip = { $count ->
    [one] 1 self-evaluation was not submitted: continue without it
   *[other] { $count } self-evaluations were not submitted: continue without them
}
# $name (String) - the employee
# $superior (String) - who left
task_superior_gone = { $superior } is inactive: name another manager for { $name }
# $what (String) - the plan item
task_plan = Improvement plan: { $what }
# $what (String) - employee and plan item
task_verify = Verify: { $what }
# $what (String) - the parked point
task_parked = Report the outcome of the open point: { $what }
# $name (String) - the superior
task_goal_change_own = Look at the change of your goals that { $name } proposes
# $name (String) - the employee
task_goal_change = Look at the change of goals that { $name } proposes
# $name (String) - the employee
task_input = Give input on working with { $name }
# $name (String) - the employee
# $count (Number) - how many
task_to_ask = { $name } has nominated { $count ->
    [one] a colleague
   *[other] { $count } colleagues
}: approve or remove
# $name (String) - the employee
task_part = Score your part of the evaluation of { $name }
# $name (String) - the employee
task_calibrated = Calibration changed the result of { $name }: read the reason
# $owner (String) - who should have reported
# $what (String) - employee and point
task_parked_late = { $owner } has not reported the outcome of an open point: { $what }
# $count (Number) - how many records
task_no_response = { $count ->
    [one] No response: 1 record was not signed in time
   *[other] No response: { $count } records were not signed in time
}
# $name (String) - the employee
# $superior (String) - their superior
task_no_response_below = No response: the record of { $name }, appraised by { $superior }, was not signed in time. Please speak to them.

# $cycle (String) - the cycle
# $stage (String) - the stage
# $superior (String) - for whom
tasks_context_delegate = { $cycle } · { $stage } · for { $superior }
# $name (String) - the employee
task_reopening = Decide on the correction request for the appraisal of { $name }
# $name (String) - the employee
# $cycle (String) - the cycle
tasks_reopening = Correction requested: { $name }, { $cycle }
tasks_reopening_asked = Requested; HR decides
tasks_reopening_approved = HR approved the correction
tasks_reopening_declined = HR declined the correction; the reason is on the page

# What is new, beside the tasks.
news_title = What is new
# $whose (String) - whose appraisal, and the cycle
news_gone = Taken out of its cycle: { $whose }
news_superior = The work has gone to another manager
news_parties = The manager or the facilitator has changed
news_deadline = Deadlines have moved
news_moved = The interview has another time or place
news_confirmed = Time and place of the interview are confirmed
news_goals_declined = The change of goals was declined
news_refusal_witnessed = The refused signature is witnessed; the appraisal is completed
news_refusal_declared = The employee has declared that they do not sign
news_refusal_taken_back = The employee has taken back that they do not sign
news_refusal = The refused signature is recorded
news_ruled = The committee has decided
news_more_work = More work is asked for on an improvement item
# $reason (String) - why it came back
news_returned = Returned: { $reason }
# $day (String) - when
news_reminded = HR reminded you on { $day }.
# $day (String) - when
# $note (String) - what HR wrote
news_reminded_note = HR reminded you on { $day }: { $note }
