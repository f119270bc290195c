# The dashboard and its export.
dash_empty = Nothing to watch yet
dash_empty_text = As soon as a cycle is launched, this page shows where everybody stands.
dash_export = Export CSV
dash_concluded = concluded
dash_overdue = overdue
dash_provisional = provisional results
dash_disputes = open disputes
dash_refused = signatures refused
dash_plan_open = open plan items
dash_plan_overdue = overdue plan items
dash_plan_accepted = plan items accepted
dash_stages = Where they are
dash_withdrawn_hint = Withdrawn appraisals are listed and exported, and not counted.
dash_turns = Whose turn it is
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
dash_parked_open = open parked points
dash_parked_overdue = overdue parked points
# $scheme (String) - name of the grade scheme
# $version (Number) - its version
dash_graded_by = Graded by “{ $scheme }”, version { $version }.
