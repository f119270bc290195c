# Work in the background.
job_any = Work in the background
job_cycle_launch = The cycle is being launched
job_people_import = The roster is being read or imported
# $done (Number) - how many are done
# $total (Number) - how many there are
job_of = { $done } of { $total }
job_begins = It begins in a moment
job_done = Done
job_going = You may leave this page: the work goes on, even if the server is started anew.
job_failed = This stopped after several tries. What is done so far is kept. Try again, and tell your administrator if it stops once more.
job_again = Try again
job_leave = Leave it running
job_on = Continue
