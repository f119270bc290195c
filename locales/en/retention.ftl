# What is kept how long: periods, legal holds, the daily run, anonymising.
retention_title = Retention
retention_intro = What is kept how long, what the next run removes, and what earlier runs removed.
retention_periods = Periods
retention_set = Set the periods
retention_change = Change the periods
retention_not_set = Nothing is removed yet. The periods below are a proposal; removing begins a day after HR has set them.
# $when (String) - day and time
retention_waits = These periods are new. Nothing is removed by them before { $when }, so that a slip can still be corrected.
# $who (String) - who set them
# $when (String) - day and time
retention_set_by = Set by { $who }, { $when }
# $months (Number) - how many
retention_months = { $months ->
    [one] 1 month
   *[other] { $months } months
}
retention_record_kept = Signed records, after leaving
retention_working_kept = Working material, after the appraisal
retention_input_kept = Colleagues’ input, after the appraisal
retention_record_months = Signed records, months after leaving
retention_record_hint = Record, signatures, submitted texts, dispute and plan. At least 24: for two years after an employment has ended its papers have to be kept.
retention_working_months = Working material, months after the appraisal
retention_working_hint = Drafts that were never submitted, preparation, notes of the interview, private notes, notes and evidence of the period, advice of earlier managers. Counted from the day the appraisal was completed or withdrawn.
retention_input_months = Colleagues’ input, months after the appraisal
retention_input_hint = Who was asked and what they wrote. Not longer than working material.
retention_reason = Reason
retention_reason_hint = For example the company rule or the law that it follows. Kept in the audit trail.
retention_first = From a day after you save this, a daily run removes what is older. Look at the preview on the page before: it counts what is due.
retention_grace = Takes effect a day after saving. What a legal hold reaches stays in any case.
retention_save = Save the periods
retention_back = Back
retention_whole_months = Please give whole months as a number.
# $least (Number) - the bound
retention_at_least = At least { $least } months.
# $most (Number) - the bound
retention_at_most = At most { $most } months.
retention_input_longest = Colleagues’ input may not be kept longer than working material.

retention_next = What the next run removes
retention_nothing_due = Nothing is due
retention_nothing_due_text = No appraisal ended so long ago that its working material has to go.
retention_kind = Kind
retention_due = Due
retention_held = Kept by a hold
retention_drafts = Drafts never submitted
retention_preparation = Preparation for the interview
retention_interview_texts = Notes of the interview
retention_private_notes = Private notes
retention_notes = Notes of the period
retention_files = Evidence files
retention_advices = Advice of earlier managers
retention_answers = Colleagues’ answers
retention_requests = Who was asked as a colleague
# $what (String) - a kind
# $count (String) - how many
retention_count = { $what }: { $count }
# $due (Number) - appraisals
# $held (Number) - appraisals under hold
retention_from_appraisals = From { $due ->
    [one] 1 appraisal
   *[other] { $due } appraisals
}; { $held ->
    [0] none is kept by a hold
    [one] 1 more is kept by a hold
   *[other] { $held } more are kept by a hold
}. What is open, can still be disputed or has a correction request is not counted.
retention_runs = What earlier runs removed
retention_no_runs = Nothing was removed yet
# $count (Number) - on this page
retention_runs_shown = { $count ->
    [one] 1 run
   *[other] { $count } runs
}
retention_when = When
retention_what = What
retention_removed = Removed
retention_by = By
# $count (Number) - appraisals
retention_run_purge = Daily run, { $count ->
    [one] 1 appraisal
   *[other] { $count } appraisals
}
# $count (Number) - people
retention_run_anonymise = { $count ->
    [one] 1 person anonymised
   *[other] { $count } people anonymised
}
# $count (Number) - appraisals
retention_run_texts = { $count ->
    [0] Name and access
    [one] Name, access and all texts of 1 appraisal
   *[other] Name, access and all texts of { $count } appraisals
}
retention_stays = What stays
retention_stays_record = What was submitted and signed stays until the person is anonymised.
retention_stays_open = What is open, disputed or under legal hold stays whole.
retention_stays_figures = Scores, grades and departments stay for the figures, and the hash of every record stays as proof that it existed.

leavers_title = Leavers past their retention period
# $count (Number) - people
leavers_count = { $count ->
    [0] Nobody left so long ago.
    [one] 1 person left so long ago that their data is to be anonymised.
   *[other] { $count } people left so long ago that their data is to be anonymised.
}
# $count (Number) - people
leavers_undated = { $count ->
    [one] Of 1 person who left nobody knows the day; their data stays.
   *[other] Of { $count } people who left nobody knows the day; their data stays.
}
leavers_look = Look at the list
# $period (String) - "24 months"
leavers_intro = They left more than { $period } ago. HR anonymises them; nothing happens by itself.
leavers_none = Nobody is past their retention period
leavers_none_text = People appear here when the period for signed records is over.
leavers_choose = Anonymise the chosen…
leavers_left_on = Left on
leavers_due_on = Kept until
leavers_kept = Kept by
leavers_kept_no = nothing
leavers_held = a legal hold
leavers_open = open work
# $count (Number) - on this page
leavers_shown = { $count ->
    [one] 1 person
   *[other] { $count } people
}
leavers_nobody = None of these people can be anonymised: they have not left, not long enough ago, or somebody did it already.
leavers_kept_meanwhile = A legal hold or open work keeps at least one of these people. Choose again.

anonymise_title = Anonymise
anonymise_final = This cannot be undone
anonymise_goes = Removed: name, number, e-mail, position, sign-in; all texts of their own appraisals, goals, plans and disputes; their notes and files; the text of their signed records.
anonymise_stays = Stays: scores, grades and department under a stand-in name, the hash, date and signatures of each record, and what concerns other people, such as the records of those whose manager they were.
anonymise_kept = These stay as they are:
anonymise_who = Who is anonymised
# $day (String) - the day of leaving
# $count (Number) - appraisals
anonymise_left = left on { $day }, { $count ->
    [one] 1 appraisal
   *[other] { $count } appraisals
}
anonymise_reason_hint = Stays in the audit trail, so name nobody.
# $number (String) - the personnel number
anonymise_type_number = Type the number { $number } to confirm
# $count (String) - how many people
anonymise_type_count = Type { $count }, the number of people, to confirm
anonymise_typed_wrong = This is not what has to be typed.
anonymise_do = Anonymise for good
# $code (String) - a code
anonymised_name = Former employee { $code }
anonymised_chip = anonymised
anonymised_note = The time for which this person’s data is kept is over. The name was replaced and all texts were removed; figures stay.

hold_title = Legal hold
hold_chip = legal hold
hold_none = Nothing of this person is kept beyond the periods.
hold_stands = Under legal hold: nothing is removed
hold_place = Place a legal hold
hold_look = Look at the hold
hold_lift = Lift the hold
hold_about_person = A legal hold on a person keeps everything in which they have a part: their own appraisals, those of which they are manager or facilitator, and all that they wrote.
# $count (Number) - appraisals
hold_reach = { $count ->
    [0] At present that is no appraisal.
    [one] At present that is 1 appraisal.
   *[other] At present that is { $count } appraisals.
}
hold_about_appraisal = A legal hold on this appraisal keeps all that belongs to it, whatever the periods say. The work in it goes on as before.
hold_reason_hint = For example the number of the case. HR and the audit trail keep it; the person does not see it.
hold_lift_hint = Why it is no longer needed. What is due then goes with the next run.
hold_lift_ask = Lift the hold? What is due is removed by the next run.
hold_earlier = Earlier holds
# $who (String) - who placed it
# $when (String) - day and time
hold_placed = Placed by { $who }, { $when }
# $who (String) - who lifted it
# $when (String) - day and time
hold_lifted = Lifted by { $who }, { $when }
hold_own = This is your own matter, or that of somebody whose manager you are. Another HR person looks after legal holds here.
hold_nothing_left = There is nothing left that a hold could keep.
hold_list_title = Legal holds
# $count (Number) - holds
hold_count = { $count ->
    [0] No legal hold stands.
    [one] 1 legal hold stands.
   *[other] { $count } legal holds stand.
}
hold_list_look = Look at the holds
hold_list_intro = Nothing that a hold reaches is removed or anonymised. Holds are placed on the page of a person or an appraisal.
hold_list_none = No legal hold stands
hold_list_none_text = Place one on the page of a person or an appraisal.
hold_list_none_found = No hold like this
hold_list_clear = Clear filters
hold_state = State
hold_state_standing = stands
hold_state_lifted = lifted
hold_on = On
hold_on_person = the person
# $cycle (String) - its cycle
hold_on_appraisal = the appraisal in { $cycle }
hold_since = Placed
hold_ended = Lifted
# $count (Number) - on this page
hold_shown = { $count ->
    [one] 1 hold
   *[other] { $count } holds
}

# $day (String) - when
strip_purged = Working material of this appraisal was removed on { $day } under the company’s retention rules. What was submitted and signed is kept.
# $day (String) - when
strip_input_purged = What colleagues wrote was removed on { $day } under the company’s retention rules.
# $day (String) - when
strip_erased = The texts of this appraisal were removed on { $day } after the legal period. Figures and the hash of the record are kept.
# $day (String) - when
record_removed_on = Removed under retention on { $day }
record_removed_text = The legal period for keeping this record is over and its text was removed. That it existed, in which versions, and who signed it when stays provable by the hash of each version.
trail_emptied = content removed
# $day (String) - when
# $count (Number) - records
audit_removed = Removed under retention on { $day }: { $count ->
    [one] the text of 1 record; hash and signatures hold.
   *[other] the texts of { $count } records; hashes and signatures hold.
}
event_retention_set = Retention periods set
event_retention_purged = Working material removed
event_people_anonymised = People anonymised
event_appraisal_emptied = Remaining data of the appraisal recorded
event_hold_placed = Legal hold placed
event_hold_lifted = Legal hold lifted
notice_retention_set = Saved. The daily run works by these periods from tomorrow on.
notice_hold_placed = The legal hold stands. Nothing that it reaches is removed.
notice_hold_lifted = The legal hold is lifted. What is due goes with the next run.
notice_anonymised = Anonymised. Names and texts are gone; figures and hashes stay.
