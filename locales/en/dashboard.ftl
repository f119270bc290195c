# The dashboard and its export.
dash_empty = Nothing to watch yet
dash_empty_text = As soon as a cycle is launched, this page shows where everybody stands.
dash_export = Export CSV
dash_concluded = concluded
dash_overdue = overdue
# $count (Number) - how many
dash_provisional = { $count ->
    [one] provisional result
   *[other] provisional results
}
# $count (Number) - how many
dash_disputes = { $count ->
    [one] open dispute
   *[other] open disputes
}
# $count (Number) - how many
dash_refused = { $count ->
    [one] signature refused
   *[other] signatures refused
}
# $count (Number) - how many
dash_plan_open = { $count ->
    [one] open plan item
   *[other] open plan items
}
# $count (Number) - how many
dash_plan_overdue = { $count ->
    [one] overdue plan item
   *[other] overdue plan items
}
# $count (Number) - how many
dash_plan_accepted = { $count ->
    [one] plan item accepted
   *[other] plan items accepted
}
dash_stages = Where they are
dash_withdrawn_hint = Withdrawn appraisals are listed and exported, and not counted.
dash_turns = Whose stage it is
dash_turns_hint = By stage: where two work on one thing, either may have finished already. The list says who still has something to do.
dash_turns_none = Nobody has anything to do.
dash_grades = Released results
dash_grades_none = No result has been released yet.
dash_grades_hint = Only released results, including provisional ones.
# $count (Number) - results left out
# $fewest (Number) - the least number of results
dash_grades_hidden = { $count ->
    [one] 1 result is left out: its department has fewer than { $fewest } released results.
   *[other] { $count } results are left out: their departments have fewer than { $fewest } released results.
}
dash_departments = By department
dash_no_department = Without a department
export_yes = yes
export_no = no
export_number = Number
export_provisional = Provisional
export_refused = Signature refused
export_self_skipped = No self-evaluation
export_counts = Counts
export_withdrawn = Reason of withdrawal
# $count (Number) - how many
dash_parked_open = { $count ->
    [one] open parked point
   *[other] open parked points
}
# $count (Number) - how many
dash_parked_overdue = { $count ->
    [one] overdue parked point
   *[other] overdue parked points
}
# $scheme (String) - name of the grade scheme
# $version (Number) - its version
dash_graded_by = Graded by “{ $scheme }”, version { $version }.
