# What every room uses: navigation, faults at fields, problems, conflict, due dates.
nav_tasks = My tasks
nav_appraisals = Appraisals
nav_plans = Improvement plans
nav_dashboard = Dashboard
nav_cycles = Cycles
nav_people = People
nav_disputes = Disputes
nav_audit = Audit

# $what (String) - what the page shows
# $name (String) - whom or what it is about
title_of = { $what }: { $name }
# $what (String) - what the page shows
# $name (String) - the employee
# $cycle (String) - the cycle
title_in = { $what } of { $name }, { $cycle }
save_draft = Save draft
reason = Reason
no_answer = No answer
# $text (String) - without its full stop
words_sentence = { $text }.
words_comma = {", "}
# a name and what its bearer is there
# $name (String)
# $role (String)
words_name_role = { $name } ({ $role })
# between a name and what is said about it
words_pause = {", "}
words_colon = {": "}
# $first (String) - all but the last
# $last (String) - the last one
words_and = { $first } and { $last }

fault_required = Please fill this in.
# $max (String) - the limit
# $is (String) - the present length
fault_too_long = At most { $max } characters; this has { $is }.
# $min (String) - the limit
fault_too_short = At least { $min } characters.
fault_control = This contains characters that cannot be stored. Please type it again instead of pasting.
fault_number = Please enter a number, such as 12.5.
fault_full_width = Please switch the input method to half-width and type the number again.
# $min (String) - the lower bound
fault_too_small = Not less than { $min }.
# $max (String) - the upper bound
fault_too_large = Not more than { $max }.
# $places (Number) - decimal places
fault_places = At most { $places } decimal places.
fault_date = There is no such date. Please enter year, month and day.
fault_choice = Please choose one of the options.

# $days (Number) - days since the due date
due_over = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
due_today = due today
# $days (Number) - days until the due date
due_in = { $days ->
    [one] due tomorrow
   *[other] due in { $days } days
}
# $day (String) - the date
due_on = due { $day }
# $due (String) - "due in 3 days"
# $zone (String) - the time zone of the company
due_in_zone = { $due } ({ $zone } time)
# $day (String) - the date
due_until = until { $day } (inclusive)
# $from (String) - first day
# $to (String) - last day
period = { $from } to { $to }

conflict_title = Two versions of the same text
conflict_intro = This was changed in the meantime, in another window or by somebody else. Nothing is lost: choose field by field what counts.
conflict_mine = In your window
conflict_saved = What is saved now
conflict_same = Nothing that you changed differs from what is saved now. You need not do anything.
notice_nobody_chosen = Nobody was ticked. Tick at least one person first.
conflict_save = Save what I chose
conflict_take_saved = Keep the saved text
conflict_closed = This is closed or gone by now, so your text cannot be saved here. You can still copy it from this page.

problem_home = To my tasks
problem_back = Back
problem_id = Reference for support:
problem_your_text = What you typed:
problem_not_found = Not found
problem_not_found_why = There is nothing at this address, or it is not open to you. If somebody sent you the link, ask them whether you are part of it.
problem_not_yours = Not yours to do
# $who (String) - who may
problem_not_yours_why = In this appraisal this is for: { $who }.
problem_other_stage = Not at this stage
# $stage (String) - the present stage
problem_other_stage_why = The appraisal is at the stage “{ $stage }” now.
problem_refused = Not possible now
problem_conflict = Changed in the meantime
problem_conflict_why = Somebody else, or you in another window, was faster. Nothing was overwritten. Please look at the present state and decide again.
problem_too_many = Too many attempts
# $seconds (Number) - how long to wait
problem_too_many_why = { $seconds ->
    [one] Please wait 1 second and try again.
   *[other] Please wait { $seconds } seconds and try again.
}
problem_malformed = This could not be read
problem_malformed_why = The browser sent something that is not a complete form. Please go back and try again; what you typed should still be there.
problem_too_large = Too large
problem_too_large_why = This is more than can be taken here. Please shorten the text or choose a smaller file.
problem_busy = Very busy
problem_busy_why = Too many people are at work at this moment. Nothing was changed. Please try again in a few seconds.
problem_no_printer = Printing is being prepared
problem_no_printer_why = The record stands and can be read on its page; only the PDF has to wait until the program that prints is ready. Please try again in a minute. If this stays so, tell whoever runs Countersign.
problem_again = Try again
problem_internal = Something went wrong on our side
problem_internal_why = Nothing was changed. Please try again; if it happens again, tell your administrator the reference below.
problem_dangling = Something changed at this very moment
problem_dangling_why = What this refers to was taken away, or came into use, while you sent it. Nothing was written. Go back, look at it again, and send it once more.
design_title = Design kit
design_intro = Every component and colour that pages are made of, as your theme, language and screen show them.
