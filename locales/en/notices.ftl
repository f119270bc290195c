# The one sentence after a deed.
notice_saved = Saved.
notice_already_done = This was done already; nothing was changed.
notice_signed_out = You are signed out.
notice_signed_out_everywhere = You are signed out on every device.
notice_password_set = The password is set. Please sign in with it.
notice_self_submitted = Your self-evaluation is submitted. Your superior evaluates next.
notice_returned = Returned with your reason.
notice_evaluation_submitted = The evaluation is submitted. HR releases the result next.
notice_approved = The result is approved.
notice_adjusted = The points are adjusted. The result has to be approved again.
notice_released = The result is released to both sides.
notice_unreleased = The release is taken back.
notice_cycle_launched = The cycle is running. Everybody in it finds the first step under “My tasks”.
notice_cycle_cancelled = The cycle is cancelled. What was open is withdrawn; what was concluded stays.
notice_parties_changed = Changed. The appraisal goes on where it was.
notice_withdrawn = Withdrawn. The appraisal is kept with its reason.
