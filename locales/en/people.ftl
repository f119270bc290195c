# People: the list, one person, reporting lines, roles, invitations.
people_title = People
people_import = Import a roster
people_new = Add a person
people_search = Search
people_search_hint = Name, number or e-mail
people_department = Department
people_department_any = All departments
people_department_none = Without a department
people_state = Status
people_state_active = Active
people_state_left = Inactive
people_state_all = Everybody
people_superior_filter = Manager
people_superior_any = With or without
people_superior_none = Without a manager
people_show = Filter
people_number = Number
people_name = Name
people_email = E-mail
people_position = Position
people_level = Level
people_superior = Manager
people_hired_on = Hire date
people_left = inactive
people_tick_all = Choose everybody on this page
# $name (String) - the person
people_tick = Choose { $name }
people_assign_ticked = Manager or department for the chosen…
# $count (Number) - people who match
people_assign_all = { $count ->
    [one] Manager or department for this 1 person…
   *[other] Manager or department for all { $count }…
}
# $shown (Number) - on this page
# $count (Number) - in all
people_shown = { $count ->
    [one] 1 person
   *[other] { $shown } of { $count } people
}
people_none_title = Nobody here yet
people_none_text = Import a roster from your HR system, or add people one by one.
people_none_found = Nobody matches
people_none_found_text = Try fewer letters, another department, or include inactive people.
people_none_clear = Show all active people
people_no_scope = You have no department yet. Ask an administrator to give you one.

level_staff = Staff
level_manager = Manager
level_senior = Senior manager
role_hr = HR performance specialist
role_clerk = Department HR clerk
role_committee = Performance committee
role_admin = Administrator
role_auditor = Auditor

person_edit = Details
person_new_department = or a new department
person_superior_hint = Number, e-mail or name. Empty: nobody.
# $name (String) - today's superior
person_superior_now = Now: { $name }. Number, e-mail or name; empty: nobody.
person_superior_unknown = No active person has this number, e-mail or name.
# $count (Number) - people who fit
person_superior_several = { $count ->
    [one] Do you mean this person? Choose below.
   *[other] { $count } people fit. Choose below.
}
person_superior_pick = Who is meant?
person_save = Save
person_add = Add
person_new_title = Add a person
person_none = none
person_reports = Direct reports
# $count (Number) - direct reports
person_reports_count = { $count ->
    [0] None
    [one] 1 person reports to this person.
   *[other] { $count } people report to this person.
}
person_reports_left = They need another manager.
person_email_taken = Somebody else has this address.
person_email_bad = This is not an e-mail address.
person_number_taken = Somebody else has this number.
person_own_superior = Nobody can be their own manager.
# $chain (String) - names from one to the next
person_loop = This would close a loop: { $chain }.
person_loop_arrow = {" → "}
person_leave_self = You cannot make yourself inactive. Ask a colleague.
person_own_roles = Another administrator gives you a role: nobody gives one to themselves.
person_last_admin = This is the only administrator. Give somebody else the role first.
person_roles = Roles
person_roles_hint = Everybody is an employee; managers follow from the appraisals. Roles add to that.
person_roles_none = No special role.
person_clerk_departments = Departments of the clerk
person_clerk_needs = A department HR clerk needs at least one department.
person_roles_save = Save the roles
person_invitation = Sign-in
person_invitation_none = Has not chosen a password yet.
person_invitation_has = Has a password.
person_invitation_left = Inactive people cannot sign in.
# $role (String) - department HR clerk
# $departments (String) - for which
person_clerk_of = { $role } ({ $departments })
people_trail = People

lines_title = Manager and department
# $count (Number) - people chosen
lines_for = { $count ->
    [one] For 1 person
   *[other] For { $count } people
}
# $count (Number) - further people
lines_more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
lines_superior = New manager
lines_superior_hint = Number, e-mail or name. Empty: the managers stay as they are.
lines_department = New department
lines_department_keep = As it is
own_case = This decides who evaluates you: your own line, level or department, or whether those above you are there. Another person from HR has to do it.
lines_leave_out = Leave out yourself, the manager, and those for whom it would close a loop
lines_do = Assign
lines_nothing = Give a manager or a department.
lines_nobody = Nobody is chosen. Go back and choose people.

past_title = Managers over time
past_none = No manager so far.
past_always = so far
# $day (String) - first day
past_since = since { $day }
# $day (String) - last day
past_until = until { $day }
# $from (String) - first day
# $until (String) - last day
past_between = { $from } – { $until }
past_planned = planned
# $name (String) - who changed it
past_by = entered by { $name }
past_plan = Another manager from a later day…
past_unplan = Do not change
planned_title = Another manager from a later day
# $name (String) - the superior of today
planned_now = Today: { $name }
planned_now_nobody = Today: nobody
planned_superior_hint = Number, e-mail or name.
planned_since = From
planned_since_hint = On this day the reporting line changes by itself. Appraisals that run already keep their manager.
planned_past = Choose a day after today. To change it at once, use the details.
planned_do = Plan the change

absences_title = Leave
absences_none = None recorded.
absences_add = Record leave…
absences_end = End the leave
absences_end_ask = End this leave? Appraisals that went to whoever stands in come back.
absence_title = Record leave
absence_intro = While somebody is on leave, open appraisals in which they have to act as manager go to whoever stands in, and come back afterwards. HR is told.
absence_kind = Type
absence_leave = Leave
absence_long_leave = Long leave
absence_other = Other
absence_from = First day
absence_until = Last day
absence_until_hint = Empty while nobody knows.
absence_acting = Who stands in
absence_acting_hint = Number, e-mail or name. Without anybody a short leave is waited out; on long leave the work goes to the next level up.
# $name (String) - who stands in
absence_acting_is = { $name } stands in
absence_acting_self = Nobody stands in for themselves.
absence_order = The last day stands before the first.
absence_overlaps = Another leave falls into these days. End that one first.
absence_reason = Reason
absence_do = Record leave

leaving_title = Departure
leaving_none = Active.
leaving_do = Record departure…
leaving_return = Make active again
leaving_return_ask = Make this person active again?
leaving_cancel = Cancel departure
# $day (String) - the day
person_leaves_on = Leaves on { $day }.
# $day (String) - the day
person_left_on = Left on { $day }.
person_has_left = Has left.
departure_title = Record departure
departure_what = What happens
departure_sign_in = Signing in is no longer possible, and open sessions end.
departure_own = Their own appraisals up to the interview are withdrawn with the reason; from the signatures on they stay as they are.
departure_led = Appraisals in which they have to act as manager go to whoever stands in, else to the next level up. HR is told.
# $count (Number) - direct reports
departure_reports = { $count ->
    [one] 1 person reports here and needs another manager.
   *[other] { $count } people report here and need another manager.
}
departure_kept = Nothing is deleted. Somebody who comes back is made active again with everything that was.
# $count (Number) - appraisals that are not finished
departure_open = { $count ->
    [one] 1 open appraisal is concerned.
   *[other] { $count } open appraisals are concerned.
}
departure_on = Leaves on
departure_on_hint = Today or earlier: at once. A later day: on that day.
departure_reason = Reason
departure_do = Record departure

departments_title = Departments
departments_intro = The tree of the company. A name leads to its people, with everybody below.
departments_none = No departments yet
departments_none_text = Add the first one here, or import a roster: departments come with it.
departments_people = People
departments_whole = With everything below
departments_change = Change
# $name (String) - the department
departments_change_one = Change { $name }
departments_add = Add a department
departments_name = Name
departments_parent = Belongs to
departments_top = (the company itself)
departments_add_do = Add
department_taken = Another department has this name.
# $count (Number) - people who work in it
department_people = { $count ->
    [0] Nobody works here.
    [one] 1 person works here.
   *[other] { $count } people work here.
}
# $count (Number) - departments below
department_below = { $count ->
    [0] Nothing is below it.
    [one] 1 department is below it.
   *[other] { $count } departments are below it.
}
department_show_people = Show the people
department_rename = Name
department_rename_do = Save the name
department_move = Place in the tree
department_move_do = Move
department_loop = A department cannot be below itself.
department_merge = Merge into another department
department_merge_text = All people, also those who have left, and all departments below go there; this one is closed. Appraisals of earlier cycles stay with it, and its HR clerks keep seeing those.
department_target = Into
department_target_choose = (choose)
department_itself = Choose another department.
department_merge_do = Merge and close
# $name (String) - the department
department_merge_ask = Merge { $name } into the chosen department and close it?
department_close = Close
department_close_text = It disappears from lists and forms. Nothing is deleted.
department_close_do = Close the department
# $name (String) - the department
department_close_ask = Close { $name }?
department_not_empty = Only an empty department can be closed. This one still has people, people who have left, or departments below: merge it into another one.

notices_title = Work handed over automatically
notices_intro = What happened by itself because somebody is on leave or has left. Take note, and it leaves the start page of HR.
notices_none = Nothing new
notices_noted = Noted
# $count (Number) - appraisals
# $other (String) - who has it now
# $person (String) - who had it
notices_moved = { $count ->
    [one] 1 open appraisal went to { $other }, because { $person } is on leave or has left.
   *[other] { $count } open appraisals went to { $other }, because { $person } is on leave or has left.
}
# $count (Number) - appraisals
# $person (String) - who is back
# $other (String) - who stood in
notices_returned = { $count ->
    [one] 1 appraisal came back to { $person } from { $other }.
   *[other] { $count } appraisals came back to { $person } from { $other }.
}
# $count (Number) - appraisals
# $person (String) - who has left
notices_left = { $count ->
    [one] 1 appraisal of { $person }, who has left, was withdrawn.
   *[other] { $count } appraisals of { $person }, who has left, were withdrawn.
}
# $person (String) - whose superior was to change
# $other (String) - the planned superior
notices_line_refused = The planned change of { $person }’s manager to { $other } was dropped: it would close a loop, or that person has left.
people_without_email = Without e-mail address
