# A cycle's life: who is in it, counted deadlines, adding people, pausing, extending, closing; changes of superior, advice.
cycle_launching = Being launched
cycle_paused = Paused
cycle_closed = Closed
cycle_is_closed = This cycle is closed: nothing of it can be changed any more.
cycle_not_running = This is possible only while the cycle is running.
# $count (Number) - rows on this page
cycles_shown = { $count ->
    [one] 1 cycle on this page
   *[other] { $count } cycles on this page
}
cycle_kind = Type
cycle_kind_hint = Nobody is in two cycles of one type for the same time.
cycle_kind_annual = Annual
cycle_kind_half_year = Half-year
cycle_kind_quarterly = Quarterly
cycle_kind_probation = Probation
cycle_kind_other = Other
cycle_with_below = Departments below them too
cycle_with_below_hint = Whoever works in a department below a chosen one takes part.
cycle_who = Who of these departments
cycle_who_hint = Leave everything empty to take everybody. Whoever is not included stands in the preview, with the reason.
cycle_levels = Levels
cycle_levels_hint = None ticked: all of them.
cycle_hired_from = Hired on or after
cycle_hired_to = Hired on or before
cycle_least_months = Months of service needed
cycle_least_months_hint = Whoever has less is not rated, unless you take them in with a reason.
cycle_service_on = Counted on
cycle_service_on_hint = Empty: the last day of the period.
# $months (Number) - how many
cycle_months = { $months ->
    [one] 1 month
   *[other] { $months } months
}
# $stage (String) - which deadline
due_how = { $stage }: set by
due_days = Working days
due_on_date = the date
due_after_previous = working days after the stage before
due_after_launch = working days after the launch
due_after_end = working days after the end of the period

place_other_level = Other level
place_hired_outside = Hired outside the dates
place_short_service = Short service
# $day (String) - day of hire
# $months (Number) - months needed
# $on (String) - the day that counts
why_short_service = Hired { $day }: less than { $months } months by { $on }
why_hired_unknown = The day of hire is not known
# $day (String) - day of hire
why_hired = Hired { $day }
# $reason (String) - why
why_included = Taken in: { $reason }
# $reason (String) - why
# $day (String) - own first deadline
why_included_late = Taken in: { $reason } First deadline { $day }.
preview_csv = Export as CSV
preview_by_name = Take somebody in or leave somebody out, by name
preview_who = Person
preview_first_due = First deadline of their own
preview_first_due_hint = Only for taking in. The later deadlines move by as many working days. Empty: like everybody.
preview_include = Take in

cycle_pause = Pause the cycle
cycle_pause_text = Until you resume it nothing can be submitted, released, signed or decided. Everybody can still read and go on with drafts. Deadlines that are still to come move by the working days of the pause.
cycle_pause_ask = Pause this cycle for everybody?
# $day (String) - since when
# $reason (String) - why
cycle_paused_since = Paused since { $day }: { $reason }
cycle_resume = Resume the cycle
cycle_resume_ask = Resume this cycle and move the deadlines?
cycle_resume_text = Deadlines that were still to come move by the working days of the pause.
problem_paused = This cycle is paused.
problem_paused_why = You can read, and go on with drafts. Nothing can be submitted, released, signed or decided until HR resumes it; the deadlines move along.

closing_do = Close the cycle permanently
closing_ask = Close this cycle permanently?
closing_ready = Everything is finished
closing_text = No appraisal is open, no result is provisional and nobody can open a dispute any more. Closing cannot be undone; everything stays readable.
closing_not_yet = It can be closed once these are settled:
# $count (Number) - how many
closing_open = { $count ->
    [one] 1 appraisal is still open.
   *[other] { $count } appraisals are still open.
}
# $count (Number) - how many
closing_disputes = { $count ->
    [one] 1 result is provisional because of an open dispute.
   *[other] { $count } results are provisional because of open disputes.
}
# $count (Number) - how many
# $day (String) - until when
closing_disputable = { $count ->
    [one] 1 result can still be disputed, until { $day } (inclusive).
   *[other] { $count } results can still be disputed, the last until { $day } (inclusive).
}

extend_title = Extend a deadline
extend_short = Extend
extend_person = One person, by number or name
extend_all = The deadline of the cycle moves for everybody.
extend_some = Only these get the later deadline; the cycle keeps its own.
# $stage (String) - the stage
# $day (String) - its deadline now
extend_stage = { $stage } (now { $day })
extend_until = New deadline
extend_following = The deadlines after it move along
extend_following_hint = By as many working days.
extend_reason_hint = Kept in the history of every appraisal that it concerns.
extend_past = This day has passed.
extend_not_later = This is not later than the deadline now.
extend_order = A later stage would end before it. Let the deadlines after it move along, or choose an earlier day.

join_title = Add people
join_fitting_text = By the rules of the launch: who was hired or moved since, and has no appraisal in it yet.
join_outside = Not included at the launch
join_people = By name
join_people_hint = Numbers or full names, one a line. They are taken in whatever departments, levels and service the cycle asks for; each needs a manager.
join_first_due_hint = The later deadlines move by as many working days.
# $names (String) - what was typed
join_unknown = Not exactly one active person each: { $names }. Please use numbers.
# $stage (String) - the stage
# $day (String) - its new deadline
# $reason (String) - why
extend_tells = { $stage }: until { $day } (inclusive). Reason: { $reason }.
# $count (Number) - how many
extend_do = { $count ->
    [one] Extend the deadline of 1 appraisal
   *[other] Extend the deadline of { $count } appraisals
}
# $reason (String) - why
join_tells = They get an appraisal in this cycle. Reason: { $reason }.
join_look = Preview these people
join_all = Preview all who fit by now
# $count (Number) - how many
join_do = { $count ->
    [one] Add 1 person
   *[other] Add { $count } people
}
join_there = Has an appraisal in this cycle already.
# $cycle (String) - the other cycle
join_elsewhere = Is in “{ $cycle }”, a cycle of the same type and time.
# $reason (String) - why
cancel_tells = What is open is withdrawn. Reason: { $reason }.

handover_title = Hand over appraisals
handover_intro = A manager leaves or changes: all their open appraisals go to another one. What is finished keeps its author, and the new manager finds the drafts.
handover_from = Current manager, by number or name
# $name (String) - what was typed
handover_unknown = “{ $name }” is not exactly one person. Please use the number.
handover_to = New manager
handover_ask = Ask the current manager for advice
handover_ask_hint = A text for the new manager, never a score; where they were the manager for at least 30 days of the period and the evaluation is not submitted yet.
handover_reason_hint = Kept in the history of each of these appraisals.
# $from (String) - the present superior
# $to (String) - the new one
# $reason (String) - why
handover_tells = Open appraisals of { $from } go to { $to }. Reason: { $reason }.
# $count (Number) - how many
handover_do = { $count ->
    [one] Hand over 1 appraisal
   *[other] Hand over { $count } appraisals
}
handover_own = The new manager’s own appraisal: it needs somebody else.
handover_same = This is the current manager.

advice_ask_title = Ask an earlier manager for advice
advice_ask_text = They write what they have seen, for the current manager, and see nothing else of this appraisal. It is advice: it gives no score.
advice_who = Earlier manager
advice_who_not = The employee and the current manager cannot be asked.
advice_ask = Ask
# $days (Number) - how many
advice_not_asked = Nobody was asked: they were asked before, or the part of the period is shorter than { $days } days.
# $name (String) - the employee
advice_title = Your advice on { $name }
# $name (String) - the employee
advice_title_final = Final evaluation of { $name }
advice_intro = You were the manager for a part of the period. Write for the one who evaluates now: what was achieved, examples, what to go on with. You give no score; the current manager evaluates.
advice_intro_final = The employee has left. Write down what was achieved and what you would tell them. It is kept with the withdrawn appraisal and gives no score.
advice_days = Days
advice_body = Your advice
advice_body_hint = Facts and examples rather than a verdict.
advice_submit = Submit my advice
advice_submit_ask = Submit your advice? It cannot be changed afterwards.
advice_save = Save draft
# $when (String) - day and time
advice_given = Submitted { $when }
advice_late = The evaluation was submitted without it; it is no longer needed.
# $name (String) - who
advice_of = Advice of { $name }, earlier manager
# $name (String) - who
advice_of_final = Final evaluation by { $name }
# $period (String) - from when until when
# $days (Number) - how many
advice_span = { $period } · { $days ->
    [one] 1 day
   *[other] { $days } days
} · advice, no points
advice_waiting = Asked for, not submitted yet.
# $name (String) - the employee
task_advice = Write your advice on { $name }

behalf_title = Self-evaluation on behalf
behalf_intro = For an employee who is away for long. The step is marked as done by HR on every page of this appraisal and in its history; what the employee had drafted stays unread. The manager then evaluates.
behalf_reason_hint = Such as “on parental leave until March”.
behalf_text = What is known of the employee’s view
behalf_text_hint = Only what they told you themselves. The manager reads it.
behalf_do = Complete on behalf
behalf_ask = Complete the self-evaluation on behalf of the employee?
# $name (String) - who of HR
behalf_by = Self-evaluation completed by { $name } (HR) on behalf
step_self_on_behalf = Self-evaluation completed by HR on behalf

end_title = Why
end_left = Left the company
end_long_leave = On long leave
end_short_service = Short service, not rateable
end_exempt = Exempted
end_cancelled = Cycle cancelled
end_other = Another reason
end_final = Ask the manager for a final evaluation
end_final_hint = A text that is kept with the withdrawn appraisal; no score.

# $cycle (String) - the cycle
tasks_gone_own = Your appraisal, { $cycle }
# $name (String) - the employee
# $cycle (String) - the cycle
tasks_gone = { $name }, { $cycle }
# $cycle (String) - the cycle
tasks_paused = { $cycle } · paused: drafts only

event_deadlines_moved = Deadlines moved
event_advice_asked = Earlier manager asked for advice
event_advice_given = Advice submitted
event_cycle_created = Cycle created
event_cycle_changed = Draft of a cycle changed
event_cycle_exception = Decision about who is in a cycle
event_cycle_launched = Cycle launched
event_cycle_paused = Cycle paused
event_cycle_resumed = Cycle resumed
event_cycle_extended = Deadline extended
event_cycle_joined = People added to a running cycle
event_cycle_closed = Cycle closed
event_cycle_cancelled = Cycle cancelled
event_handed_over = Open appraisals handed over

notice_cycle_launching = The launch is running in the background. You can leave this page.
notice_cycle_paused = The cycle is paused.
notice_cycle_resumed = The cycle goes on; the deadlines have moved.
notice_cycle_closed = The cycle is closed.
notice_advice_asked = Asked. They find it on their start page.
notice_advice_given = Submitted. Thank you.
notice_done_on_behalf = Completed on behalf. The manager evaluates next.
