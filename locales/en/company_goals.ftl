# Goals of the company and its departments.
nav_goals = Goals
company_goals_title = Company and department goals
company_goals_intro = What the company and your departments want to reach. Personal goals can contribute to these.
company_goals_company = Company
company_goals_scope_all = Company and departments
company_goals_current = Current
company_goals_archived = Archived
company_goals_state = State
company_goals_search = Search goals
company_goals_show = Filter
company_goals_clear = Clear filters
company_goals_back = Back
# $count (Number) - how many are on the page
company_goals_shown = { $count ->
    [one] 1 goal
   *[other] { $count } goals
}
company_goals_none = No goals yet
company_goals_none_text = Write down what the company or a department wants to reach. Personal goals can then contribute to it.
company_goals_none_reader = HR and the heads of departments write them down here.
company_goals_none_found = No goal fits
company_goal_new = New goal
company_goal_new_below = New goal below
company_goal_title = Goal
company_goal_description = Description
company_goal_description_hint = What will be different when it is reached, and how that is seen.
company_goal_department = Company or department
company_goal_parent = Contributes to
company_goal_no_parent = No goal above it
company_goal_from = From
company_goal_to = Until
company_goal_period = Period
company_goal_owner = Owner
company_goal_owner_hint = Number, e-mail address or name of the person who answers for it.
company_goal_served_by = Personal goals
company_goal_children = Goals below it
company_goal_save = Save the goal
company_goal_archive = Archive
company_goal_restore = Offer again
company_goal_archive_hint = An archived goal is no longer offered; personal goals that contribute to it keep doing so.
company_goal_restore_hint = This goal is archived: it is no longer offered to personal goals.
company_goal_remove = Delete
company_goal_remove_ask = Delete this goal? That is possible only while no other goal contributes to it.
company_goal_in_use = Personal goals or other goals contribute to this goal, so it cannot be deleted. Archive it instead: then it is no longer offered.
company_goal_fault_period = The last day lies before the first.
company_goal_fault_loop = That goal already contributes to this one.
# $owner (String) - as typed
company_goal_fault_owner = There is not exactly one active person with this number, e-mail address or name: { $owner }
