# People: the list, one person, reporting lines, roles, invitations.
people_title = People
people_import = Import a roster
people_new = Add a person
people_search = Search
people_search_hint = Name, number or e-mail
people_department = Department
people_department_any = All departments
people_department_none = Without a department
people_state = Works here
people_state_active = Works here
people_state_left = Has left
people_state_all = Everybody
people_superior_filter = Superior
people_superior_any = With or without
people_superior_none = Without a superior
people_show = Show
people_number = Number
people_name = Name
people_email = E-mail
people_position = Position
people_level = Level
people_superior = Superior
people_hired_on = Hire date
people_left = has left
people_tick_all = Choose everybody on this page
# $name (String) - the person
people_tick = Choose { $name }
people_assign_ticked = Superior or department for the chosen …
# $count (Number) - people who match
people_assign_all = { $count ->
    [one] Superior or department for this 1 person …
   *[other] Superior or department for all { $count } …
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
people_none_found_text = Try fewer letters, another department, or include people who have left.
people_none_clear = Show everybody who works here
people_no_scope = You have no department yet. Ask an administrator to give you one.

level_staff = Staff
level_manager = Manager
level_senior = Senior manager
role_hr = HR performance specialist
role_clerk = Department HR clerk
role_committee = Performance committee
role_admin = Administrator
role_auditor = Auditor

person_edit = Particulars
person_new_department = or a new department
person_superior_hint = Number, e-mail or name. Empty: nobody.
# $name (String) - today's superior
person_superior_now = Now: { $name }. Number, e-mail or name; empty: nobody.
person_superior_unknown = Nobody who works here has this number, e-mail or name.
# $count (Number) - people who fit
person_superior_several = { $count ->
    [one] Do you mean this person? Choose below.
   *[other] { $count } people fit. Choose below.
}
person_superior_pick = Who is meant?
person_active = Works here
person_active_hint = Leavers are never deleted: their appraisals stay, and they can no longer sign in.
person_save = Save
person_add = Add
person_new_title = Add a person
person_none = none
person_reports = Reports
# $count (Number) - direct reports
person_reports_count = { $count ->
    [0] Nobody reports to this person.
    [one] 1 person reports to this person.
   *[other] { $count } people report to this person.
}
person_reports_left = They need another superior.
person_email_taken = Somebody else has this address.
person_email_bad = This is not an e-mail address.
person_number_taken = Somebody else has this number.
person_own_superior = Nobody can be their own superior.
# $chain (String) - names from one to the next
person_loop = This would close a loop: { $chain }.
person_loop_arrow = {" → "}
person_leave_self = You cannot mark yourself as having left. Ask a colleague.
person_last_admin = This is the only administrator. Give somebody else the role first.
person_roles = Roles
person_roles_hint = Everybody is an employee; superiors follow from the appraisals. Roles add to that.
person_roles_none = No special role.
person_clerk_departments = Departments of the clerk
person_clerk_needs = A department HR clerk needs at least one department.
person_roles_save = Save the roles
person_invitation = Sign-in
person_invitation_none = Has not chosen a password yet.
person_invitation_has = Has a password.
person_invitation_do = Make an invitation link
person_invitation_again = Make a link for a new password
person_invitation_left = People who have left cannot sign in.
person_invitation_admin_only = Only an administrator can make a link for a new password.
person_invitation_title = Invitation link
# $name (String) - the person
person_invitation_for = For { $name }
person_invitation_once = This link is shown only now. Send it to the person on a way that nobody else reads. It works once, for seven days; an earlier link no longer works.
person_invitation_back = Back to the person
people_trail = People

lines_title = Superior and department
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
lines_superior = New superior
lines_superior_hint = Number, e-mail or name. Empty: the superiors stay as they are.
lines_department = New department
lines_department_keep = As it is
lines_leave_out = Leave out those for whom it would close a loop, and the superior
lines_do = Assign
lines_nothing = Give a superior or a department.
lines_nobody = Nobody is chosen. Go back and choose people.
