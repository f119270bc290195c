# Actual figures, notes and evidence of the period.
actuals_title = Actual figures
actuals_intro = What was reached, period by period. Both sides see these figures; the latest one stands beside its field in the self-evaluation and in the evaluation.
actuals_none = No figures yet
actuals_item = Indicator or goal
actuals_period = Period
actuals_period_hint = A year, half-year, quarter, month or day: 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-09-30.
actuals_period_fault = No period: write 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-09-30.
actuals_note = Note
actuals_note_hint = Where the figure comes from.
actuals_source = Source
actuals_source_hand = by hand
actuals_source_file = from a file
actuals_source_api = from another program
# $figure (String) - the figure
# $period (String) - the period
actuals_at = { $figure } ({ $period })
# $figure (String) - the figure
# $period (String) - the period
# $source (String) - where from
# $day (String) - when
actuals_recorded = Recorded actual: { $figure } for { $period }, { $source }, { $day }.
# $name (String) - who
# $at (String) - when
actuals_by = { $name }, { $at }
actuals_record = Record a figure
actuals_save = Save the figure
actuals_correct = Correct
# $item (String) - what
# $period (String) - when
actuals_correct_one = Correct { $item }, { $period }
# $item (String) - what
# $period (String) - when
actuals_remove_one = Delete { $item }, { $period }
actuals_remove_ask = Delete this figure? The history keeps it.
actuals_closed = The evaluation was submitted; figures are no longer taken.
actuals_item_missing = No indicator or goal is named.
actuals_item_unknown = No open appraisal of this person measures that: use the key or the exact name of an indicator or a goal.
# $cycle (String) - name of the cycle
actuals_outside = The period lies outside the cycle “{ $cycle }”.
# $cycles (String) - names of cycles
actuals_several = Several cycles fit ({ $cycles }): name one.
# $row (String) - row
actuals_twice = Row { $row } has this figure already.
actuals_many_title = Record figures of many
actuals_many_intro = Paste rows from a spreadsheet or choose a file. Nothing is written while a row is wrong; the same rows again change nothing.
actuals_rows = Rows
actuals_rows_hint = Person (number, e-mail or name), indicator or goal, period, actual, note. With a header the columns may stand in any order.
# $rows (Number) - how many
# $wrong (String) - how many are wrong
actuals_summary = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, { $wrong } of them wrong.
actuals_confirm = Record these figures
notes_title = Notes and evidence
notes_intro = Gather here what will help you to write and to talk: what went well, what did not, with evidence. Only you read your notes, unless you share one with the other side.
notes_new = New note
notes_words = Note
notes_words_hint = What happened, when, and what came of it.
notes_files = Evidence
# $files (String) - how many
# $size (String) - megabytes
notes_files_hint = At most { $files } files of at most { $size } MB each.
notes_share = Shared with the other side
notes_share_hint = Employee and manager both read it then; nobody else does.
notes_save = Keep the note
notes_none = No notes yet
# $name (String) - who
# $at (String) - when
notes_head = { $name }, { $at }
notes_own = only you
notes_shared = shared
notes_from_other = shared by the other side
notes_change = Change, share or delete
notes_remove_ask = Delete this note and its files?
# $name (String) - of the file
notes_file_large = “{ $name }” is larger than 10 MB. Choose the files again.
# $files (String) - how many
notes_files_many = At most { $files } files to a note. Choose the files again.
notes_file_empty = A file is empty. Choose the files again.
# $max (String) - the most
notes_too_many = You keep { $max } notes here already. Delete some first.
# $max (String) - the most
notes_too_many_files = At most { $max } files in all your notes here.
gathered_title = Gathered during the period
# $count (Number) - how many
gathered_goals = Goals and their figures ({ $count })
# $count (Number) - how many
gathered_notes = Notes and evidence ({ $count })
gathered_all = All notes and evidence
# $name (String) - the superior
actuals_proposes = You propose figures until the evaluation begins; { $name } sees that they come from you, and afterwards only { $name } or another program records any.
# $name (String)
actuals_not_yours = { $name } recorded this figure. Ask them to correct it.
