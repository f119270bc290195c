# Calibration sessions.
calibrations_title = Calibration
calibrations_intro = Results side by side before they are released. Changes are proposals until a session is applied.
calibrations_empty = No session yet
calibrations_empty_text = Open one when the evaluations of a department or a level are ready for release.
calibration_nothing = No result is ready for release now. A session can be opened when evaluations are submitted.
# $cycle (String) - the cycle
calibration_idle = No result is ready for release in “{ $cycle }”. A new session would be for another cycle.
calibration_cycle_choose = Choose a cycle
calibration_open = open
calibration_applied = applied
calibration_abandoned = cancelled
# $name (String) - who opened it
# $at (String) - when
calibration_opened = { $name }, { $at }
calibration_people = People
calibration_changes = Changes
calibration_when = Opened
calibration_new = New session
calibration_new_text = All results that fit and are ready for release come in, except your own and those of your own people.
calibration_new_do = Open the session
calibration_level = Level
calibration_superior_hint = Name or number, to look at one manager's people only.
calibration_nobody = No result that you may review fits and is ready for release, or all of them are in another open session.
# $most (Number) - the limit
calibration_too_many = More than { $most } results are too many for one session. Narrow it down by department, level or manager.
# $name (String) - who opened it
calibration_by = Opened by { $name }
# $count (Number) - how many
calibration_hidden = { $count ->
    [one] 1 more result is in this session that you may not review: your own, or one of your own people.
   *[other] { $count } more results are in this session that you may not review: your own, or those of your own people.
}
# $name (String) - the superior
# $people (Number) - how many
# $points (String) - the difference
calibration_above = { $name }: { $people } people, on average { $points } points above the others.
# $name (String) - the superior
# $people (Number) - how many
# $points (String) - the difference
calibration_below = { $name }: { $people } people, on average { $points } points below the others.
# $people (Number) - the fewest people
# $points (Number) - the least difference
calibration_far_hint = Managers of at least { $people } people here whose mean differs by { $points } points or more.
calibration_far = Managers whose scores differ from the rest
calibration_far_none = No manager's scores differ much from the rest.
calibration_apply = Apply the changes
# $count (Number) - how many changes
calibration_apply_ask = { $count ->
    [0] Close the session without a change?
    [one] Apply 1 change and close the session? The manager is told.
   *[other] Apply { $count } changes together and close the session? The managers are told.
}
# $total (String) - the total
# $grade (String) - the grade
calibration_result = { $total } · { $grade }
# $now (String) - points now
# $min (String) - least points
# $max (String) - most points
calibration_now = Now { $now }. From { $min } to { $max }; empty leaves it.
calibration_not_yours = There are changes here that you may not decide on: your own result, or one of your own people. Another HR person applies or cancels this session.
# $names (String) - people
calibration_stale = Changed since the proposal was made: { $names }. Look at these again, propose anew or take the proposal back.
calibration_stale_row = The result has changed since this was proposed. Propose anew or take it back.
# $names (String) - people
calibration_broken = These proposals change scores that the form of the person does not have: { $names }. Propose anew or take the proposal back.
calibration_broken_row = The form of this person has no such score. Propose anew or take it back.
# $field (String) - person and indicator
# $fault (String) - what is wrong with it
calibration_fault = { $field }: { $fault }
calibration_open_text = Nothing is changed before the session is applied; then all changes take effect together. Another HR person's changes appear here as they make them.
calibration_applied_text = This session was applied. The changes stand in each evaluation with their reason.
# $reason (String) - why
calibration_abandoned_text = This session was cancelled and changed nothing: { $reason }
calibration_spread = Grades
calibration_before = Before
calibration_after = After
# $grade (String) - the grade
# $count (Number) - how many
calibration_bar_before = { $grade } before: { $count }
# $grade (String) - the grade
# $count (Number) - how many
calibration_bar_after = { $grade } after: { $count }
calibration_no_rows = Nothing to show here
calibration_change = Change and reason
calibration_change_do = Change
# $name (String) - the employee
calibration_change_one = Change the result of { $name }
calibration_propose = Propose
calibration_clear = Take it back
calibration_abandon = Cancel the session
calibration_abandon_hint = Nothing changes; the proposals stay readable.
calibration_abandon_ask = Cancel this session? No result changes.
