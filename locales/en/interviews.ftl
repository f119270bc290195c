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
place_superiors_office = Superior's office
place_meeting_room = Formal meeting room
source_company = Company goal
source_department = Department goal
source_own = Own goal

step1_name = Opening
step2_name = The employee's own view
step3_name = The superior's view
step4_name = Indicator by indicator
step5_name = Improvement plan
step6_name = Support and development
step7_name = Next period
step8_name = Confirming the result

lack_purpose_stated = The purpose has not been stated yet. Superior or facilitator tick it.
lack_confidentiality_stated = Confidentiality has not been stated yet. Superior or facilitator tick it.
lack_employees_words = The employee's own words are missing: a note by the employee, or the self-evaluation taken over.
lack_strengths = The strengths are missing. They come before anything else.
# $item (String) - name of the indicator
lack_difference = “{ $item }”: the employee sees more than the superior; the explanation of the difference is missing.
# $item (String) - name of the indicator
lack_stance = “{ $item }” is neither agreed by the employee nor parked.
# $item (String) - name of the indicator
lack_employee_view = “{ $item }” is parked without the employee's view.
# $item (String) - name of the indicator
lack_superior_view = “{ $item }” is parked without the superior's view.
lack_plan = There is no plan item yet, nor a reason why none is needed.
lack_difficulties = The employee's difficulties are missing.
lack_support = The promised support is missing.
lack_growth = The direction of growth is missing.
lack_goals = There is no goal for the next period yet.
# $goal (String) - the goal's title
lack_goal_confirmed = The employee has not confirmed the goal “{ $goal }”.
lack_confirmation = The employee has not said whether they agree with the result or object to items.
lack_mark = Everything is there. Superior or facilitator mark the step as done.
# $lack (String) - what is missing
# $step (String) - name of the step
lack_in_step = { $step }: { $lack }
