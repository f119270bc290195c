# Goals and figures of many people at once.
entry_title = Enter goals for many
entry_intro = Paste rows from a spreadsheet or choose a file. You see what would happen before anything is written.
entry_cycle = Cycle
entry_rows = Rows
entry_rows_hint = Person (number, e-mail or name), goal, weight, target, unit, serves, direction, how measured, due, indicator of the form. With a header the columns may stand in any order; a row without a person belongs to the person above.
entry_look = Show the preview
entry_confirm = Enter these goals
entry_preview = Preview
entry_what = What happens
entry_sum = Sum of the weights
# $goals (String) - how many goals
# $people (String) - how many people
# $changed (String) - how many of them change
entry_summary = Goals: { $goals }. People: { $people }, of whom with changes: { $changed }.
entry_new = new
entry_unchanged = unchanged
entry_refused = refused
# $count (Number) - how many goals there are
entry_replaced = { $count ->
    [one] replaces 1 goal
   *[other] replaces { $count } goals
}
entry_not_in_goals = The goals are agreed already. A change is proposed on the person's own page and confirmed by both sides.
# $max (String) - the most
entry_too_many = More than { $max } goals.
# $column (String) - name of the column
# $text (String) - what is wrong
entry_at = { $column }: { $text }
entry_too_long = The text is too long.
entry_direction = Direction: “higher” or “lower”.
# $line (String) - line
entry_twice = The person has this goal in line { $line } already.
# $count (Number) - how many people
entry_voids = { $count ->
    [one] One of them has been confirmed by a side already. The confirmation is voided; the people concerned read this reason.
   *[other] { $count } of them have been confirmed by a side already. The confirmations are voided; the people concerned read this reason.
}
entry_nothing_new = Everything is there already; nothing would change.
entry_changed_meanwhile = Somebody changed goals since this preview was made. Please look again.
rows_file = Or a file (XLSX or CSV)
rows_file_large = One file of at most 2 MB.
rows_foreign = This is neither an Excel workbook (XLSX) nor a text table. Save it as XLSX or CSV, or copy the cells and paste them.
rows_workbook = This workbook cannot be opened: it is damaged, protected by a password or far too large. Save only this sheet, without a password.
rows_unreadable = The file cannot be read as text. Save it as CSV (UTF-8).
rows_none = There are no rows.
# $line (String) - line
rows_quote = A quotation mark opened in line { $line } is never closed.
# $line (String) - line
rows_columns = Line { $line } has too many columns.
# $max (String) - the most
rows_too_many = At most { $max } rows at once.
rows_errors = What is wrong
rows_line = Line
rows_person = Person
rows_mend = Nothing is written while a row is wrong. Correct the rows below and look again.
rows_person_missing = No person is named.
rows_person_unknown = Nobody with this number, e-mail address or name has an appraisal here that you can enter something for.
rows_person_ambiguous = Several people have this name. Use the number.
entry_no_cycle = No cycle is in its goal-setting stage
entry_no_cycle_why = Goals are entered while a running cycle is in its goals stage. Later changes are proposed on each person's own page.
