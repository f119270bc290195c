# Preparation, appointment, the room and its eight steps.
purpose_improve_results = Improve results
purpose_career = Career and growth
purpose_cooperation = Working together
method_sandwich = Praise, improve, encourage
method_causes_first = Causes first
method_short_agenda = Short agenda
place_reception_room = Reception room
place_lounge = Lounge
place_cafe = Café
place_outdoors = Outdoors
place_online = Online
place_employees_choice = Employee's own choice
place_superiors_office = Manager's office
place_meeting_room = Formal meeting room
source_company = Company goal
source_department = Department goal
source_own = Own goal

step1_name = Opening
step2_name = The employee's own view
step3_name = The manager's view
step4_name = Indicator by indicator
step5_name = Improvement plan
step6_name = Support and development
step7_name = Next period
step8_name = Confirming the result

lack_purpose_stated = The purpose has not been stated yet. Manager or facilitator tick it.
lack_confidentiality_stated = Confidentiality has not been stated yet. Manager or facilitator tick it.
lack_employees_words = The employee's own words are missing: a note by the employee, or the self-evaluation taken over.
lack_strengths = The strengths are missing. They come before anything else.
# $item (String) - name of the indicator
lack_difference = “{ $item }”: the employee sees more than the manager; the explanation of the difference is missing.
# $item (String) - name of the indicator
lack_stance = “{ $item }” is neither agreed by the employee nor set aside as an open point.
# $item (String) - name of the indicator
lack_employee_view = The open point “{ $item }” lacks the employee's view.
# $item (String) - name of the indicator
lack_superior_view = The open point “{ $item }” lacks the manager's view.
lack_plan = There is no improvement item yet, nor a reason why none is needed.
lack_difficulties = The employee's difficulties are missing.
lack_support = The promised support is missing.
lack_growth = The direction of growth is missing.
lack_goals = There is no goal for the next period yet.
# $goal (String) - the goal's title
lack_goal_confirmed = The employee has not confirmed the goal “{ $goal }”.
lack_confirmation = The employee has not said whether they agree with the result or object to items.
lack_mark = Everything is there. Manager or facilitator mark the step as done.
# $lack (String) - what is missing
# $step (String) - name of the step
lack_in_step = { $step }: { $lack }

method_sandwich_hint = Begin with what went well, then what to improve, end with confidence.
method_causes_first_hint = Look together for causes before talking about measures. For weak results.
method_short_agenda_hint = Highlights, what to improve, plan, support.
place_formal_hint = Puts the employee on the spot.

appointment_title = Appointment
appointment_none = No time has been proposed yet. The manager or the facilitator proposes one.
appointment_starts = Start
# $zone (String) - name of the time zone
appointment_starts_hint = In your time zone, { $zone }.
appointment_minutes = Minutes
appointment_minutes_hint = 60 is usual; under 45 is rarely enough.
appointment_minutes_bounds = Between 15 and 480 minutes.
appointment_place_kind = Kind of place
appointment_place = Place
appointment_place_hint = Room, address or link.
appointment_purpose = Purpose
appointment_method = Method
appointment_by = Proposed by
appointment_confirmed = Confirmed
appointment_not_confirmed = The employee has not confirmed yet.
# $minutes (Number) - length
appointment_length = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
appointment_propose = Propose
appointment_move = Propose another time or place
appointment_change = Change
appointment_reason = Reason for the change
appointment_reason_hint = Say it also when somebody did not come. All three see it.
appointment_reason_missing = Please say why time or place changes.
appointment_moved_because = Reason for the change
appointment_past = This time has passed.
# $name (String) - who is busy
# $starts (String) - start of the other interview
# $ends (String) - its end
appointment_clash_one = { $name } ({ $starts }–{ $ends })
# $who (String) - names and times
appointment_clash = Somebody has another interview then: { $who }. Please choose another time.
# $minutes (Number) - the least that is wise
appointment_short = Under { $minutes } minutes is rarely enough for eight steps.
appointment_formal = A formal place makes open words harder. A neutral one is better.
# $day (String) - end of the notice period
appointment_before_notice = This is before { $day }: the employee has to agree to an earlier interview.
appointment_after_due = This is after the day by which the interview should be held.
appointment_far = This is more than a year after that day. Please check the year.
appointment_off_hours = This is outside working days or before 7:00 or after 20:00. Please make sure that it suits all three.
appointment_confirm = Confirm time and place
appointment_wish = Another time or place
appointment_wish_hint = Say what would suit you. Manager and facilitator see it and propose anew.
appointment_wish_send = Send the wish
appointment_wish_of = The employee's wish
appointment_file = Calendar file
# $employee (String) - name
# $superior (String) - name
calendar_summary = Feedback interview: { $employee }, { $superior }

prepare_title = Interview preparation
prepare_ready_title = Before it starts
prepare_ready = ready
prepare_not_ready = not ready yet
# $day (String) - first day without consent
notice_until = The interview can start from { $day }, or earlier if the employee agrees.
notice_is_over = The notice period is over.
notice_consented = The employee agreed to an earlier interview.
consent_do = Agree to an earlier interview
consent_ask = Agree that the interview may start before the notice period is over? This is recorded.
start_do = Start the interview
start_ask = Start now? The room opens for all three.
# $at (String) - the appointment
start_ask_early = The appointment is on { $at }. Start now all the same? The room opens for all three.
start_unmet = What is still missing

prepare_employee_title = Your preparation
prepare_employee_intro = It saves itself while you type. After you submit it, your manager can read it, and in the interview the facilitator too.
prepare_view = How do you see the result?
prepare_when = (answer at least one)
prepare_difficulties = Which difficulties should be talked about?
prepare_wishes = What do you wish for?
prepare_questions = What do you want to ask?
prepare_place = Where would you like to talk?
prepare_place_kind = Kind of place
prepare_place_any = No preference
prepare_say_something = Please answer at least one question.
prepare_submit = I am prepared
prepare_submit_ask = Submit your preparation? It cannot be changed afterwards.
# $at (String) - when
prepare_submitted = Submitted { $at }.
prepare_superior_title = Your checklist
prepare_superior_intro = Only you can read it.
# $who (String) - delegates, each with the last day
prepare_superior_shared = You and your delegate read and write this: { $who }.
# $name (String) - delegate
# $day (String) - last day
prepare_delegate_until = { $name } (until { $day })
# $superior (String) - name
prepare_delegate_title = Checklist of { $superior }
# $superior (String) - name
prepare_delegate_intro = You prepare this for { $superior }. Both of you read and write it, nobody else.
# $superior (String) - name
prepare_delegate_differences = Where the employee sees more than { $superior }
# $own (String) - employee's points
# $superior (String) - name
# $points (String) - superior's points
prepare_delegate_difference_hint = Employee { $own }, { $superior } { $points }. Why?
prepare_tick = Please do this before the interview and tick it.
prepare_duties_read = I have read the employee's duties and goals.
prepare_results_read = I have read the results and the self-evaluation.
# $item (String) - name of the indicator
prepare_example = I have a concrete example ready for “{ $item }”.
prepare_differences = Where the employee sees more than you
# $own (String) - employee's points
# $points (String) - superior's points
prepare_difference_hint = Employee { $own }, you { $points }. Why?
prepare_answers_title = What the employee prepared

# $phrase (String) - the words found
hint_vague = “{ $phrase }” is vague. What happened, when, with what result?
# $phrase (String) - the words found
hint_leading = “{ $phrase }” only allows a yes. Ask openly: what, how, why?
# $phrase (String) - the words found
hint_absolute = “{ $phrase }” is seldom true. How often, when?
# $phrase (String) - the words found
hint_verdict = “{ $phrase }” judges the person. Describe the work.

room_title = Interview
room_steps = Steps
# $minutes (Number) - minutes
room_minutes = { $minutes } min
room_in_step = in this step
# $minutes (String) - minutes with unit
room_suggested = suggested: { $minutes }
room_pause = Pause the clock
room_run = Go on
room_go = Take all to this step
# $step (String) - name of the step
room_elsewhere = The others are at “{ $step }”.
room_follow = Go there
room_closed_step = This step opens once the first speaker's step is done.
room_questions = Open questions
room_ask = Asked
room_asked = asked
room_you = You
room_own_note = Your words
room_own_hint = seen by all three
room_nothing_yet = Nothing written yet.
room_prepared = Prepared beforehand
room_shared_hint = Filled in by manager and facilitator.
room_save = Save
room_missing = Still missing here
room_done_do = Step is done, go on
room_not_done = This step is not done yet
room_done_unsent = A form of this page holds text that you have not sent. It stays on this device when you go on. Go on all the same?
room_ended = The interview is closed.
room_ended_sign = Read and sign the record
room_ended_record = Read the record
room_done = This step is done.
room_reopen = Reopen this step
# $aim (Number) - percent wanted
# $solving (Number) - percent spent
room_share = { $solving }% for solutions (aim: { $aim }%)
room_share_title = Time
# $minutes (String) - minutes with unit
room_share_total = { $minutes } in all
room_share_none = The first minute has not passed.
room_parked = Open points
room_private = Private notes
room_private_hint = Only you can ever read this.
room_due_past = This day has passed.
room_due_far = This day is more than five years away. Please check the year.
# $item (String) - name of the indicator
# $points (String) - points
room_points_of = { $item }: { $points } points
room_strengths = Strengths
room_summary = Summary
room_comment = Manager's comment
room_example = Example
room_problem = Problem
room_direction = Direction
room_support = Support
room_difficulties = Difficulties
room_promised = Promised support
room_growth = Direction of growth
room_summary_record = Summary that the record will hold
room_record_hint = One paragraph that both will still understand in a year.

opening_purpose = The purpose was stated.
opening_confidential = Confidentiality was stated: what is said stays among the three.
own_as_in_self = The employee stays with the self-evaluation; no further words are needed.
own_no_self = No self-evaluation was submitted. The employee's own words are needed here.
# $own (String) - employee's points
# $points (String) - superior's points
difference_why = Employee { $own }, manager { $points }. Why?
item_own = Employee
item_points = Manager
item_agree = I agree
item_agree_all = I agree with all remaining items
item_agreed = Agreed by the employee
item_parked = Open point
item_open = open
item_park = Set aside as an open point
item_park_change = Change the open point
parked_employee_view = The employee's view
parked_superior_view = The manager's view
parked_employees_own = The employee has written this view; only they change it.
parked_owner = Who follows it up
parked_due = By
parked_save = Set aside for follow-up
plan_items = Improvement items
plan_none = No item yet.
plan_add = Add an improvement item
plan_edit = Change
plan_remove = Remove
plan_remove_ask = Remove this item from the plan?
plan_item = For the indicator
plan_no_item = None
plan_what = What should become better
plan_cause = Cause
plan_measure = Measure, found together
plan_support = Promised support
plan_support_by = Who supports
plan_support_by_missing = Please say who gives the support.
# $name (String) - who supports
# $support (String) - what
plan_support_of = { $support } ({ $name })
plan_nobody = Nobody
plan_owner = Owner
plan_due = Due
plan_criteria = Acceptance criteria
plan_save = Save the improvement item
plan_none_needed = No improvement item is needed because
plan_none_needed_hint = Only where really nothing has to become better.
goal_title = Goal
goal_source = Based on
goal_serves = Which goal of the company or department
goal_serves_when = (needed unless it is an own goal)
goal_serves_missing = Please name the goal that it is based on.
goal_add = Add the goal
goal_remove = Remove
goal_confirm = I confirm this goal
goal_confirmed = Confirmed by the employee
goal_waiting = waiting for the employee
goal_none = No goal yet.
confirm_title = The employee's answer to the result
confirm_agree = I agree with the result
confirm_object = I object to these items
confirm_why = Why
confirm_name_items = Please name at least one item, or agree.
confirm_do = Submit my answer
# $at (String) - when
confirm_agreed_at = The employee agreed, { $at }.
# $at (String) - when
confirm_objected_at = The employee objected, { $at }.
confirm_waiting = The employee has not said yet. Nobody else can say it for them.
close_title = Closing
close_do = Close the interview and freeze the record
close_ask = Close the interview? The record is frozen then, and both sides sign it.
close_waits = What is missing before it can be closed
quality_title = Worth a second look
quality_formal_place = The place was a formal one.
# $minutes (Number) - the least that is wise
quality_too_short = The talk took less than { $minutes } minutes.
quality_employee_silent = The employee wrote nothing.
quality_goals_one_sided = Some goals were fixed by one side only.
quality_no_support = Some improvement items promise no support.
# $aim (Number) - percent wanted
quality_little_solving = Less than { $aim }% of the time went into solutions.
quality_one_line = The summary is hardly a line.

room_present = Who is here
room_inside = is here
room_outside = not here
