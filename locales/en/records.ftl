# The frozen record, its signatures, refusals.
record_title = Feedback record
# $number (Number) - the version of the record
record_version = Version { $number }
record_void = There is a newer version of this record. The signatures on this one no longer count; it stays readable.
record_to_latest = Go to the present version
record_pdf = One page as PDF
record_json = The text that was signed (JSON)
record_json_hint = Its SHA-256 is the hash above: anybody can check it with sha256sum.
record_hash = SHA-256 of this version's text. This is what a signature is for.
record_time = Interview
# $minutes (Number) - how long it took
# $start (String) - day and time
record_time_value = { $start }, { $minutes } min
record_place = Place
record_purpose = Purpose
record_method = Method
record_participants = Participants
# $name (String) - the person
# $role (String) - what they are in this appraisal
record_participant = { $name } ({ $role })
record_guest = Guest
record_scores = Scores, indicator by indicator
record_item = Indicator
record_target = Target
record_actual = Actual
record_own = Own score
record_points = Score
record_stance = Outcome
record_stance_agreed = agreed
record_stance_parked = open point
record_stance_objected = objection
# $item (String) - the indicator
# $points (String) - its points
record_how = { $item }: how { $points } was calculated
record_said_words = Comment
record_said_example = Example
record_said_cause = Cause
record_said_problem = Problem
record_said_direction = Direction
record_said_support = Support
record_said_difference = Why the manager's score is lower
record_summary = Summary
record_strengths = Strengths
record_plan = Improvement plan
record_measure = Measure
record_support = Support
# $name (String) - who supports
# $support (String) - what is promised
record_support_by = { $support } (by { $name })
record_owner = Owner
record_due = Due
record_criteria = Acceptance criteria
record_development = Support and development
record_difficulties = Difficulties
record_growth = Growth
record_goals = Goals of the next period
record_goal_confirmed = confirmed by the employee
record_parked = Open points
record_objections = Objections
record_employee_comment = The employee's words
record_notes = Notes taken in the interview
record_ruling = Decision of the committee
record_dispute_kind = Kind of dispute
record_dispute_scoring_method = Scoring method
record_dispute_data_accuracy = Accuracy of data
record_dispute_procedure = Procedure
record_dispute_other = Other
record_decision_upheld = upheld
record_decision_adjusted = adjusted
record_decision_returned = returned
# $after (String) - the new value
# $before (String) - the old value
record_before_after = { $after } (before: { $before })
record_members = Members
record_ruled_on = Decided on
record_signatures = Signatures
record_versions = All versions
record_first_reason = Interview closed
# $count (Number) - how many signed this version
record_signed_by = { $count ->
    [0] not signed
    [one] 1 signature
   *[other] { $count } signatures
}
# $day (String) - the last day
record_dispute_until = If you disagree, you can open a dispute until { $day } (inclusive).

signed_agree = Received and discussed · agrees
signed_in_part = Received and discussed · agrees in part, objection to:
signed_not_yet = not signed yet
signed_refused = no signature: refused
signed_void = void: there is a newer version
signed_reopened = void: corrected since
record_reopened = The appraisal was sent back for correction after this version, so it no longer counts. The interview that follows leads to a new one, which both sides sign.

sign_title = Sign the record
sign_read = Read the whole record
# $number (Number) - the version of the record
sign_what = You are signing version { $number }
sign_choice = Do you agree with the record?
choice_agree = I agree
choice_agree_hint = with result and record.
choice_in_part = I agree in part
choice_in_part_hint = Name the items and say why. Your objection stands under the record.
sign_items = Objection to these items
sign_words = Your words
sign_words_hint = Needed where you agree in part; otherwise as you like.
sign_password = Your password
sign_password_hint = Asked again so that nobody else can sign in your place.
sign_do = Sign now
sign_choice_missing = Please say whether you agree with the record.
sign_items_missing = Please tick at least one item that you object to.
sign_words_missing = Please say in a few words what you object to.
sign_stale = The record has changed since you opened this page.
# $number (Number) - the version of the record
sign_stale_why = Nothing was signed. Version { $number } is the one that counts now: please read it. What you typed is still below; only the password has to be typed again.

refusal_title = Refusal to sign
# $at (String) - day and time
# $name (String) - who recorded it
refusal_recorded_by = Recorded by { $name }, { $at }
# $at (String) - day and time
# $name (String) - the witness
refusal_witnessed_by = Witnessed by { $name }, { $at }
refusal_unwitnessed = Not witnessed yet: the facilitator or HR does this.
refusal_sign_first = The manager signs the record first; then the refusal can be recorded.
refusal_employee_signed = The employee has signed this version, so there is no refusal to record.
refusal_record = Record a refusal
refusal_reason_hint = What the employee gave as the reason, in their words where you can.
refusal_comment = The employee's comment
witness_title = Witness the refusal
witness_meaning = By signing here you say: “I have asked the employee myself, and they refuse to sign this version.” You do not judge the reason.
witness_do = Witness the refusal
witness_is_recorder = Whoever recorded the refusal cannot witness it. The facilitator or somebody of HR can.
comment_words = Your comment
comment_hint = It stands beside the refusal for good. You can write it once.
comment_do = Add the comment
comment_without_refusal = There is no refusal on this version to comment on.

record_evidence = Evidence (JSON): all versions, signatures and the chain of events
record_evidence_whole = With every event of the history. “countersign verify FILE” proves, from this file alone, that nothing was changed, removed or reordered.
record_evidence_sealed = Events that are not yours to read stand in it as sealed hashes. “countersign verify FILE” proves, from this file alone, that nothing was changed, removed or reordered.
# $day (String) - the deadline
signed_no_response = no response by { $day }

# The printed sheet; what stands on the record's page too has the same word there.
sheet_title = Performance feedback sheet
sheet_version = Record version
sheet_zone = Times in
sheet_void = VOID
sheet_post = Department, position
sheet_minutes = min
sheet_provisional = provisional, dispute open
sheet_achieved = Achieved
sheet_improve = Issue and cause
sheet_goal = Goal
sheet_drawn = Based on
sheet_confirmed = Confirmed
sheet_yes = yes
sheet_no = no
sheet_meaning = Received and discussed
sheet_agrees = Agrees
sheet_agrees_in_part = Agrees in part, objection to
sheet_refused = Refused to sign
sheet_recorded = recorded by
sheet_witnessed = witnessed by
sheet_unwitnessed = not witnessed yet
sheet_unsigned = Not signed yet
sheet_more = more in the full record
sheet_cut = … see the full record
sheet_shortened = Shortened to one page; the full record has every word.
sheet_stop = {". "}
sheet_open = {" ("}
sheet_close = {")"}

# Signing and refusing to sign.
record_grounds = Grounds of the decision
# $place (String) - the field, "Points"
# $of (String) - what it belongs to, "Company profit"
record_place_of = { $of }: { $place }
# $number (Number) - the version
# $count (Number) - how many places differ
record_differs = Version { $number } says something else in { $count ->
    [one] 1 place
   *[other] { $count } places
} than the one before
record_differs_place = Where
means_password = with password
# $at (String) - day and time
# $means (String) - how they showed that it was they
signed_at = { $at }, { $means }
# $role (String) - manager
# $name (String) - who held the interview
signed_as_successor = { $role }, in succession to { $name }, who held the interview
sign_jump = To the signature
# $day (String) - the day of the interview
sign_meaning_employee = Your signature says: “I have received this record, and it was discussed with me on { $day }.” It does not say that you agree; you say that below. It is for exactly the text above.
# $name (String) - the employee
# $day (String) - the day of the interview
sign_meaning_superior = Your signature says: “I held this interview with { $name } on { $day }, and this record tells what was said and agreed.” It is for exactly the text above.
# $name (String) - who held the interview
# $day (String) - the day of the interview
sign_meaning_successor = Your signature says: “{ $name } held this interview on { $day }. I was not there; I have taken over since, and I have received this record as it stands.” It is for exactly the text above.
sign_final = A signature is for good. Once both sides have signed, the appraisal is completed and the plan is open.
# $days (Number) - working days for a dispute
sign_final_employee = A signature is for good. Once both sides have signed, the appraisal is completed and the plan is open; from then on you have { $days ->
    [one] 1 working day
   *[other] { $days } working days
} to open a dispute, whatever you choose here.
sign_final_ruled = A signature is for good. Once both sides have signed, the appraisal is completed and the plan is open. The decision of the committee is final.
declare_title = I do not want to sign
declare_instead = You can disagree and sign all the same: with “I agree in part” your objection stands under the record in your own words.
declare_to_sign = Back to the record
declare_means = Not signing is your right. It changes neither the result nor the record, and silence or refusal never counts as agreement.
# $day (String) - last day for an answer
declare_until = You have until { $day } to think again: take it back, or sign after all. Then your manager can record the refusal; a third person asks you and witnesses it, and the appraisal is completed without your signature.
declare_then = You can take it back or sign after all until your manager records the refusal. Then a third person asks you and witnesses it, and the appraisal is completed without your signature.
declare_dispute = You can open a dispute either way.
declare_ruled = The decision of the committee is final and stays as it is.
declare_words = Your words
declare_words_hint = Only if you like. They stand beside the refusal, for everybody who reads the record.
declare_do = Declare that I do not sign
# $number (Number) - the version that counts now
declare_stale_why = Nothing was declared. Version { $number } is the one that counts now: please read it first. What you typed is still below.
# $at (String) - day and time
# $day (String) - last day for an answer
declared_own_until = You declared on { $at } that you do not sign. You have until { $day } to think again: take it back, or sign below. Then your manager can record the refusal.
# $at (String) - day and time
declared_own = You declared on { $at } that you do not sign. Your manager can record the refusal now; until then you can take it back, or sign below.
# $name (String) - the employee
# $at (String) - day and time
# $day (String) - last day for an answer
declared_until = { $name } declared on { $at } that they do not sign, and has until { $day } to think again. Then the manager can record the refusal.
# $name (String) - the employee
# $at (String) - day and time
declared_next = { $name } declared on { $at } that they do not sign. The time to think again is over: the manager records the refusal, and the facilitator or HR witnesses it.
declared_take_back = Take it back
refusal_record_why = The employee had their time and there is no signature. Say what they gave as the reason; where they said nothing, say that you reminded them and when. Silence is neither agreement nor refusal.
# $day (String) - last day for an answer
refusal_too_early = The employee has until { $day } for an answer. A refusal can be recorded from the day after.
refusal_recorded_already = Your manager has recorded the refusal, so it cannot be taken back any more. You can still sign until it is witnessed.
# $at (String) - day and time
refusal_superseded = The employee signed after all on { $at }: this refusal no longer counts.
refusal_declared_words = What the employee said
