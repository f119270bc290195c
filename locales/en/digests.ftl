# Reminders by HR.
remind_title = Remind
remind_intro = Everybody who has something to do now finds the reminder with that task, until it is done. Whoever has nothing to do hears nothing.
remind_no_cycle = No cycle is running
remind_no_cycle_text = Reminders are for running cycles. A cycle that rests asks for nothing.
remind_tells = Each of them finds the reminder with the task, until it is done.
# $note (String) - what HR wrote to go with it
remind_tells_note = Each of them finds the reminder with the task, until it is done: “{ $note }”
remind_lately = Reminded of it within the last 20 hours.
# $count (Number) - how many tasks
remind_do = { $count ->
    [one] Send 1 reminder
   *[other] Send { $count } reminders
}
remind_note = A sentence to go with it
remind_note_hint = Shown on the start page of each of them. At most 300 characters; nothing about single people.
remind_by_mail = It also makes the task part of their next daily mail, whatever they have chosen there. The sentence stays on the start page.
remind_no_mail = No mail goes out from this installation: they see it on the start page.

# The daily mail.
# $company (String) - the company
# $count (Number) - how many tasks
digest_subject = { $company }: { $count ->
    [one] 1 task to do
   *[other] { $count } tasks to do
}
# $company (String) - the company
# $count (Number) - how many tasks
# $late (Number) - how many overdue
digest_subject_late = { $company }: { $count ->
    [one] 1 task to do
   *[other] { $count } tasks to do
}, { $late } overdue
# $name (String) - the reader
digest_hello = Dear { $name },
digest_intro = these tasks are waiting for you:
# $cycle (String) - the cycle
# $due (String) - when it is due
digest_about = { $cycle } · { $due }
# $count (Number) - how many more
digest_more = And { $count } more.
digest_all = All of it:
digest_all_link = Open my tasks
digest_why = You get at most one mail a day, on working days, and only when a task is waiting for you. It never holds a result or what somebody wrote.
digest_change = How often:
digest_change_link = How often
digest_plan = Work on an improvement item of your plan
# $name (String) - the employee
digest_verify = Verify an improvement item of { $name }
# $name (String) - the employee
digest_parked = Report the outcome of an open point, interview with { $name }
# $owner (String) - who should have reported
# $name (String) - the employee
digest_parked_late = { $owner } has not reported the outcome of an open point, interview with { $name }

# The choice in the account.
account_digest = Mail about my tasks
account_digest_daily = Daily
account_digest_daily_hint = On working days on which something is new, due within three days or overdue.
account_digest_weekly = Weekly
account_digest_weekly_hint = On the first working day of a week; and, as below, when something falls due.
account_digest_due = Only when something falls due
account_digest_due_hint = On the day itself and the day after, and when HR reminds you. This much cannot be switched off: a missed deadline can cost you a right.
account_digest_off = No mail goes out from this installation at present. Your choice is kept.

# The page of the mail.
mail_title = Mail
mail_intro = At most one mail a day to each person, on working days between 8:00 and 18:00, about their tasks. It names tasks and deadlines, never a result or a text.
mail_server = Mail goes out
mail_through = Through
mail_from = From
# $address (String) - the reader's own
mail_test = Send a test mail to { $address }
mail_test_no_address = To try it out, your own account needs an e-mail address.
# $fault (String) - what the server said
mail_test_failed = The mail did not go out. The server said: { $fault }
mail_off = No mail is sent
mail_off_text = No mail server is set. Everybody sees their tasks on the start page. Whoever operates this installation sets COUNTERSIGN_MAIL and COUNTERSIGN_MAIL_FROM, as the operating guide says.
mail_unreached_title = Who cannot be reached
# $count (Number) - how many people
mail_unreached = { $count ->
    [one] 1 person has no e-mail address.
   *[other] { $count } people have no e-mail address.
}
mail_unreached_text = They see their tasks on the start page only.
mail_all_reached = Everybody has an e-mail address.
mail_failed_title = Did not arrive
mail_again = Try again those given up
mail_tries = Tries
mail_fault = What the server said
mail_waits = tried again later
mail_days = The last days
mail_day = Day
mail_queued = For
mail_sent = Sent
mail_waiting = Waiting
mail_dropped = Done before
mail_failed = Given up
mail_unclear = Unclear
mail_days_hint = Done before: no task was left when the mail was about to go out. Unclear: the program was stopped while it sent; so that nobody gets two, it is not sent again that day.
mail_none_yet = No mail has gone out yet. On a working day it begins at 8:00.
mail_trial_subject = Countersign: a test
# $company (String) - the company
mail_trial_text = This is the test mail that you asked for. Mail from { $company } goes out.
# $owner (String) - who is late
# $name (String) - the employee
digest_plan_late = { $owner }'s improvement item in the plan of { $name } is overdue
