# Cycles: the list, the form, the preview, launching; the list of appraisals; changing its parties.
cycles_empty = No cycle yet
cycles_empty_text = A cycle says who is appraised, by which form and until when. Nothing starts before you have looked at the preview.
cycle_new = New cycle
cycle_edit = Change the draft
cycle_draft = Draft
cycle_running = Running
cycle_done = Done
cycle_cancelled = Cancelled
cycle_name = Name
cycle_name_hint = As people will read it, such as “Autumn 2026”.
cycle_status = Status
cycle_until = Last deadline
cycle_progress = Progress
# $done (Number) - concluded appraisals
# $all (Number) - all that count
cycle_of = { $done } of { $all }
cycle_overdue = Overdue
cycle_starts = Period from
cycle_ends = Period to
cycle_departments = Departments
# $name (String) - the department
# $count (Number) - active people in it
cycle_department = { $name } ({ $count })
cycle_departments_none = There are no departments yet. Import the people first.
cycle_all = All departments
cycle_stages = Stages
cycle_with_goals = Agree goals first
cycle_with_goals_hint = Employee and manager agree goals and their weights before the self-evaluation.
cycle_with_review = HR reviews every result
cycle_with_review_hint = Without it only low grades are reviewed.
cycle_with_facilitator = A facilitator in every interview
cycle_with_facilitator_hint = An HR person for managers, the department’s HR clerk for everybody else.
cycle_deadlines = Deadlines
cycle_deadlines_hint = Each stage ends on a date, or so many working days after something: then the date is counted by the company calendar, and again on the day of the launch. The order is checked.
cycle_notice = Notice before the interview
cycle_notice_hint = Days between the release of the result and the interview.
cycle_dispute = Time to open a dispute
cycle_dispute_hint = Working days after the sign-off.
cycle_form = Form
cycle_form_hint = The standard form and grade scheme are used until you choose others beside the preview. A running cycle keeps the versions it started with.
# $days (Number) - how many
cycle_days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
# $days (Number) - how many
cycle_working_days = { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
cycle_to_preview = Save and see the preview
cycle_fault_period = The period ends before it begins.
cycle_fault_departments = Choose at least one department.
cycle_fault_order = This is before the deadline of the stage before it.
# $days (Number) - the notice
cycle_fault_notice = Leave at least { $days } days of notice after the result.
cycle_fault_name = Another cycle has this name.
cycle_not_draft = This cycle was launched already. Its appraisals keep the forms and terms that they began with. What can still be done, such as adding people or moving deadlines, stands on the page of the cycle.
cycle_is_cancelled = This cycle was cancelled and cannot be launched.
# $reason (String) - why
cycle_cancelled_because = Cancelled: { $reason }
cycle_cancel = Cancel the cycle
cycle_cancel_text = Open appraisals are withdrawn with this reason; completed ones stay. Nothing is deleted.
cycle_cancel_ask = Cancel this cycle and withdraw everything that is still open?
cycle_launched = Launched
cycle_facts = How it runs
cycle_where = Where it stands
cycle_appraisals = Appraisals

preview_title = Preview
preview_intro = This is what a launch does. Nothing has been sent or created yet.
preview_takes_part = get an appraisal
preview_falls_out = not included
preview_decide = need your decision
preview_all = Everybody
preview_no_facilitator = No facilitator found
# $count (Number) - how many
preview_nowhere = { $count ->
    [one] 1 active person has no department and is in no cycle.
   *[other] { $count } active people have no department and are in no cycle.
}
preview_superior = Manager
preview_how = How
preview_decision = Decision
preview_reviewer = Reviewer, by number or full name
preview_reviewer_do = Name reviewer
preview_exempt_reason = Reason for an exemption
preview_exempt_do = Exempt
preview_take_back = Take back
preview_all_title = The same for all of them
preview_none = Nobody here
preview_none_text = There is nobody for this search.
# $name (String) - what was typed
preview_reviewer_unknown = “{ $name }” is not exactly one active person. Please use the number.
preview_nobody_changed = Nobody was changed: nobody is their own reviewer, and inactive people need no decision.
# $count (Number) - people on this page
preview_shown = { $count ->
    [one] 1 person on this page
   *[other] { $count } people on this page
}
preview_launch = Launch
# $count (Number) - how many appraisals
preview_launch_ask = { $count ->
    [one] Launch the cycle with 1 appraisal?
   *[other] Launch the cycle with { $count } appraisals?
}
preview_blocked = Before it can be launched
place_direct = Direct manager
place_level_up = Next level up: the manager is inactive
place_named = Named reviewer
place_inactive = Inactive
place_exempt = Exempt
place_no_superior = No manager
# $count (Number) - how many people
launch_no_superior = { $count ->
    [one] 1 person has no manager. Name a reviewer or exempt them with a reason: nobody is scored by themselves alone.
   *[other] { $count } people have no manager. Name a reviewer or exempt them with a reason: nobody is scored by themselves alone.
}
launch_nobody = Nobody would get an appraisal.
launch_late = The first deadline has passed. Change the dates of the draft.
# $count (Number) - how many people
# $names (String) - the first of them
launch_clash = { $count ->
    [one] 1 person has an appraisal in another running cycle of the same time: { $names }.
   *[other] { $count } people have an appraisal in another running cycle of the same time: { $names }.
}

list_name = Employee
list_department = Department
list_cycle = Cycle
list_stage = Stage
list_turn = Waiting for
list_due = Due
list_superior = Manager
list_relation = Your role
list_result = Result
list_search = Name or number
list_all = All
list_show = Filter
list_clear = Clear filters
list_overdue = Overdue only
list_provisional = In dispute only
list_releasable = Ready to release only
list_refused = Signature refused only
list_approved = approved
list_low = low
list_provisional_chip = provisional
# $name (String) - the employee
list_tick_one = Select { $name }
list_tick_all = Select all on this page
list_release = Release the selected results
list_empty = No appraisals
list_empty_text = As soon as a cycle that includes you is launched, your appraisal stands here.
list_empty_filter = No results for these filters
list_empty_filter_text = Try fewer filters.
# $count (Number) - rows on this page
list_shown = { $count ->
    [one] 1 appraisal on this page
   *[other] { $count } on this page
}

parties_title = Manager and facilitator
parties_change = Change manager or facilitator
parties_intro = Finished parts keep their author. A new manager finds the drafts of the one before.
parties_hint = Number or full name.
parties_facilitator_hint = Number or full name of an HR person or clerk. Empty: no facilitator.
parties_reason_hint = Kept in the history of this appraisal.
parties_do = Change
parties_withdraw = Withdraw this appraisal
parties_withdraw_hint = Left the company, exempted: out of the count, kept for the record.
parties_withdraw_ask = Withdraw this appraisal? It cannot be resumed.
# $name (String) - what was typed
parties_unknown = “{ $name }” is not exactly one active person. Please use the number.
parties_self = Nobody can be their own manager.
# $name (String) - what was typed
parties_facilitator_unknown = “{ $name }” is not exactly one active person of HR. Please use the number.
parties_facilitator_third = The facilitator is a third person, neither the employee nor the manager.
# $who (String) - a relation
list_stages_of = Only waiting for: { $who }
list_one_grade = Only one grade
# $grade (String)
list_grade = Only { $grade }
