# The dashboard and its export.
dash_empty = Nothing to watch yet
dash_empty_text = As soon as a cycle is launched, this page shows its progress.
dash_export = Export CSV
dash_concluded = completed
dash_overdue = overdue
# $count (Number) - how many
dash_provisional = { $count ->
    [one] result under dispute
   *[other] results under dispute
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
    [one] open improvement item
   *[other] open improvement items
}
# $count (Number) - how many
dash_plan_overdue = { $count ->
    [one] overdue improvement item
   *[other] overdue improvement items
}
# $count (Number) - how many
dash_plan_accepted = { $count ->
    [one] improvement item accepted
   *[other] improvement items accepted
}
dash_stages = Progress by stage
dash_withdrawn_hint = Withdrawn appraisals are listed and exported, and not counted.
dash_turns = Who needs to act
dash_turns_hint = Counts everybody named in the stage; open a row to see who is still outstanding.
dash_turns_none = Nobody needs to act.
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
    [one] open point to report
   *[other] open points to report
}
# $count (Number) - how many
dash_parked_overdue = { $count ->
    [one] overdue open point
   *[other] overdue open points
}
# $scheme (String) - name of the grade scheme
# $version (Number) - its version
dash_graded_by = Graded by “{ $scheme }”, version { $version }.
