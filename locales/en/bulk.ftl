# What is done to many: preview, run, result.
run_look = Preview
run_back = Back to the selection
run_outcome = Outcome
run_will_be_done = Included
run_waiting = Not done yet
run_done = Done
run_left = Left out
run_groups = Left out:
# $count (Number) - how many
# $reason (String) - why they are left out
run_group = { $count }: { $reason }
run_changed = It was changed since the preview. Please look again.
run_gone = No longer part of this selection.
# $count (Number) - how many were chosen that the reader may not act on
run_unseen = { $count ->
    [one] 1 more is not yours to change; nothing was done there.
   *[other] { $count } more are not yours to change; nothing was done there.
}
run_nobody = Nobody in this selection is included.
run_nobody_here = Nobody
# $done (Number) - how many were done
# $left (Number) - how many were left out
run_ended = Done: { $done }. Left out: { $left }.
# $who (String) - who stopped it
# $at (String) - when
# $done (Number) - how many were done by then
# $waiting (Number) - how many were not
run_stopped = { $who } stopped this on { $at }. Done: { $done }. Not done: { $waiting }.
run_stop = Stop
run_stop_hint = What is done stays done; the rest can be taken up later.
# $count (Number) - how many are not done yet
run_take_up = Continue with the remaining { $count }
run_csv = Download as CSV
run_about = Appraisal of
# $name (String) - whose appraisal it is
run_about_one = Appraisal of { $name }
# $count (Number) - how many
run_shown = { $count ->
    [one] 1 person on this page
   *[other] { $count } on this page
}
