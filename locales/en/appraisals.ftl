# Stages, parties, guards, steps; the appraisal's page; the self-evaluation.
stage_goals = Goals
stage_self_evaluation = Self-evaluation
stage_evaluation = Evaluation
stage_review = Review
stage_preparation = Preparation
stage_interview = Interview
stage_sign_off = Sign-off
stage_dispute = Dispute
stage_concluded = Completed
stage_withdrawn = Withdrawn

relation_appraisee = Employee
relation_superior = Manager
relation_facilitator = Facilitator
relation_hr = HR
relation_clerk = Department HR clerk
relation_committee = Committee

# $name (String) - the employee
# $manager (String) - the direct superior
next_goals = { $name } and { $manager } agree the goals; once both confirm, the self-evaluation opens.
# $manager (String) - the direct superior
next_goals_own = Agree your goals with { $manager } and confirm them; then the self-evaluation opens.
# $name (String) - the employee
next_goals_with = Agree the goals with { $name } and confirm them; then the self-evaluation opens.
# $name (String) - the employee
# $manager (String) - the direct superior
next_self_evaluation = { $name } writes the self-evaluation. Then { $manager } evaluates.
# $manager (String) - the direct superior
next_self_evaluation_own = Write your self-evaluation. Then { $manager } evaluates.
# $manager (String) - the direct superior
next_evaluation = { $manager } evaluates. Then HR reviews the result.
# $name (String) - the employee
next_evaluation_own = Evaluate { $name }. Then HR reviews the result.
next_review = HR reviews the result and releases it to both sides.
next_review_own = Review the result and release it to both sides.
next_preparation = Both sides prepare and agree on time and place. Then the interview starts.
next_interview = The three hold the interview in the shared room. Then the record is signed.
next_sign_off = Employee and manager sign the record. Once both have signed, the appraisal is completed.
next_sign_off_own = Read and sign the record. Once both sides have signed, the appraisal is completed.
next_dispute = The manager may settle the dispute; otherwise the committee decides.
next_dispute_answer = The manager answers and may offer corrected scores. Then the employee accepts, or the committee decides.
# $name (String) - the employee
next_dispute_answer_own = Answer the dispute; you may offer corrected scores. Then { $name } accepts, or the committee decides.
next_dispute_consider = The employee accepts the manager's answer or refers the case to the committee.
# $manager (String) - the direct superior
next_dispute_consider_own = Accept the answer of { $manager }, or refer the case to the committee.
next_dispute_hearing = The committee hears the case and decides. Then both sign the new version, or the named items are evaluated again.
next_dispute_hearing_own = Hear the case and vote. Once the committee has decided, both sides sign the new version, or the named items are evaluated again.
next_concluded = The appraisal is completed and its record stays readable. The improvement plan and open points are followed up.
# $day (String) - the last day
next_concluded_window = The appraisal is completed and its record stays readable. You can open a dispute until { $day } (inclusive).
# $day (String) - last day for an answer
next_refusal_until = The employee has declared that they do not sign, and has until { $day } to think again. Then the manager can record the refusal.
next_refusal = The employee has declared that they do not sign. Once the manager has signed, they record the refusal; then the facilitator or HR witnesses it.
next_witness = The refusal is recorded. Once the facilitator or HR has witnessed it, the appraisal is completed.
# $when (String) - day, time and place
interview_on = Interview on { $when }
appointment_passed = The agreed time has passed: start the interview or propose another time.
next_withdrawn = This appraisal was withdrawn and is kept for the record.

guard_weights_whole = The weights of the goals must add up to exactly 100.00.
guard_both_confirmed = Both the employee and the manager have to confirm the goals as they stand.
guard_self_deadline_passed = The deadline of the self-evaluation has not passed. HR can continue without it from the day after.
guard_scored = Some indicators have no score yet. The manager can complete them.
guard_weak_items_explained = Weak or extreme scores lack their example, cause or support. The manager can add them.
guard_approved = HR has not approved the result yet.
guard_not_opened_yet = The employee has opened the result already, so it cannot be taken back. Corrections go through a dispute.
guard_appointed = Time and place of the interview are not agreed yet. The manager or the facilitator proposes, the employee confirms.
guard_notice_given = The employee has not had the result for the whole notice period. The employee can consent to start earlier.
guard_both_prepared = The preparation is not complete: the employee's questionnaire and the manager's checklist are both needed.
guard_steps_done = Some of the eight steps are not done, or lack something that they need.
guard_both_signed = One signature is missing.
guard_refusal_recorded = The manager has to record the refusal with its reason first.
guard_dispute_window_open = The time to open a dispute is over. HR can tell you more.
guard_no_ruling_yet = The committee has decided on this appraisal; its decision is final.
guard_both_settled = Both sides have to agree to the corrected evaluation.
guard_quorum = An odd number of at least three committee members has to vote.

step_goals_confirmed = Goals confirmed by both
step_self_submitted = Self-evaluation submitted
step_self_skipped = Continued without a self-evaluation
step_self_returned = Self-evaluation returned
step_evaluation_submitted = Evaluation submitted
step_evaluation_returned = Evaluation returned
step_approved = Result approved
step_released = Result released
step_unreleased = Release taken back
step_interview_started = Interview started
step_interview_closed = Interview closed, record frozen
step_signed_by_both = Signed by both
step_refusal_witnessed = Refusal witnessed
step_dispute_opened = Dispute opened
step_dispute_settled = Dispute settled
step_dispute_upheld = Result upheld by the committee
step_dispute_adjusted = Result adjusted by the committee
step_dispute_returned = Returned for a new evaluation by the committee
step_withdrawn = Withdrawn

strip_stages = Stages of this appraisal
strip_done = done
strip_your_turn = Your turn:
# $who (String) - whose turn it is
strip_turn = Waiting for: { $who }.
appraisal_title = Appraisal
facts_title = Appraisal
facts_department = Department
facts_position = Position
facts_period = Period
doors_title = In this appraisal
doors_none = Nothing is open to you at this stage.
door_goals = Goals
door_goals_do = Agree the goals
door_self = Self-evaluation
door_self_do = Write the self-evaluation
door_evaluation = Evaluation and basis of the scores
door_evaluation_do = Go to the evaluation
door_preparation_do = Prepare the interview
door_interview = Interview notes
door_interview_do = Enter the interview room
door_sign_do = Sign the record
door_sign = Signatures
door_comment = Comment on the refusal
door_record = Record
door_dispute = Dispute
door_dispute_do = Go to the dispute
door_parked = Open points
door_trail = History
door_parties = Change manager or facilitator, withdraw
result_title = Result
result_total = Total
result_grade = Grade
result_multiplier = Multiplier
result_provisional = Provisional: a dispute is open.
# $reason (String) - why
withdrawn_because = Withdrawn: { $reason }
release_do = Release the result
unrelease_do = Take the release back
unrelease_ask = Take the released result back? The employee has not opened it yet.

score_weight = Weight
self_title = Self-evaluation
self_private = Only you can see this until you submit it. It saves itself while you type.
self_points = Your score
# $min (String) - least points
# $max (String) - most points
self_points_hint = { $min } to { $max } possible.
# $weight (String) - the weight of the indicator
# $min (String) - least
# $max (String) - most
self_points_target = { $weight } = target met; { $min } to { $max } possible.
self_words = Your comments
self_words_hint = What you did, what came of it, what stood in the way.
self_submit = Submit my self-evaluation
self_submit_ask = Submit the self-evaluation? It is locked then; your manager can return it to you.
self_skipped = No self-evaluation was submitted by the deadline. HR continued without it.
self_not_yet = The self-evaluation has not been submitted yet. Until then nobody but the employee can read it.
self_skip = Continue without it
self_skip_ask = Continue without a self-evaluation? It will be marked as not submitted.
self_return_title = Return it to the employee
self_return = Return
self_return_hint = The employee sees this reason and can change the text again.
returned_title = Returned to you
door_actuals = Actual figures
door_notes = Notes and evidence
relation_co_superior = Additional manager
relation_colleague = Colleague
door_part_do = Score your part
door_part = Your part of the evaluation
door_colleagues = Colleagues' input
door_superiors = Additional managers

relation_delegate = the manager’s delegate
relation_delegate_title = Delegate
# $name (String) - the delegate
# $until (String) - the last day
facts_delegate = { $name }, until { $until }
facts_preparation = Preparation
# $name (String) - who prepared
# $superior (String) - for whom
facts_prepared = Prepared by { $name } for { $superior }
step_self_reopened = Self-evaluation sent back for correction by HR
step_evaluation_reopened = Evaluation sent back for correction by HR
door_reopening = Request a correction
reopening_title = Correction request
reopening_ask = Request a correction
reopening_intro = What was submitted stays as it is unless HR approves a correction. Then the old version is kept, and everything that followed is done once more: review, release, interview, signatures.
reopening_signed = A signed record stays readable with its signatures. It no longer counts: both sides sign the new version.
reopening_target = What has to change
reopening_reason_hint = What is wrong, and what the new version will say. Both sides and HR read this.
reopening_ask_do = Send the request to HR
reopening_none = No corrections so far
reopening_decide = A correction request needs your decision
# $name (String) - who asked
# $at (String) - when
# $stage (String) - the stage
reopening_asked = { $name } asked on { $at } for a correction: { $stage }.
reopening_decision = Decision
reopening_approve = Approve the correction
reopening_approve_hint = The appraisal goes back to this stage. Result, approval, release and signatures no longer count; every old version is kept.
reopening_decline = Decline the request
reopening_decline_hint = Nothing changes. Both sides read your reason.
reopening_answer = Reason for the decision
reopening_answer_hint = Both sides read it.
reopening_decide_do = Save the decision
reopening_decide_ask = Decide now? Both sides are told at once.
# $stage (String) - the stage
reopening_of = Correction: { $stage }
# $name (String) - who asked
# $at (String) - when
reopening_by = Requested by { $name } on { $at }
reopening_chip_waits = waiting for HR
reopening_chip_approved = approved
reopening_chip_declined = declined
reopening_waits = HR decides next. Until then everything stays as it is.
# $name (String) - who decided
# $at (String) - when
reopening_approved = Approved by { $name } on { $at }
# $name (String) - who decided
# $at (String) - when
reopening_declined = Declined by { $name } on { $at }
delegation_title = Delegates
delegation_intro = A delegate prepares and schedules interviews for a manager for a limited time. They do not evaluate, sign or release, and read no private notes.
delegation_link = Name a delegate
delegation_new = Name a delegate
delegation_who = Delegate
delegation_who_hint = Name or employee number. While an interview is being prepared they see the appointment, what the employee has submitted for it, both sides’ scores where they differ, and your checklist, which they can fill in. Evaluations and self-evaluations stay closed to them.
delegation_for = For
delegation_for_hint = Name or number of the manager. Empty: yourself.
delegation_from = First day
delegation_until = Last day
delegation_do = Name the delegate
delegation_none = No delegates
delegation_none_why = Those whom you name, and those for whom you stand in, appear here.
delegation_period = Period
delegation_state = State
delegation_running = now
delegation_coming = coming
delegation_over = over
# $at (String) - when
delegation_revoked = ended { $at }
delegation_you = You
delegation_revoke = End now
delegation_revoke_ask = End this delegation now? The delegate loses access at once.
delegation_ends_before = The last day lies before the first day or in the past.
# $days (Number) - the longest
delegation_too_long = At most { $days } days. For longer, name another manager.
delegation_unknown = There is no active person with this number, or several have this name: use the number.
delegation_leads_nobody = Only a manager can have a delegate: nobody reports to this person.
delegation_self = Nobody is their own delegate.
# $sentence (String) - target, actual and points
self_by_rule = By the form's rule this comes to: { $sentence }
self_nothing_asked = This form asks nothing of you here; your manager alone fills it in. Submit to hand it on.
