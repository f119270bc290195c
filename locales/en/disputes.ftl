# Disputes: opening, settling, the committee, the list.
dispute_title = Dispute
# $day (String) - last day
# $days (Number) - working days
dispute_window = You can open a dispute until { $day } (inclusive; { $days ->
    [one] one working day
   *[other] { $days } working days
} of the company calendar).
# $days (Number) - working days
dispute_window_later = A dispute can be opened until { $days ->
    [one] one working day
   *[other] { $days } working days
} of the company calendar after the record has been signed.
# $day (String) - last day
dispute_window_closed = The time for opening a dispute ended on { $day }. HR can tell you what else you can do.
dispute_what_follows = Your manager answers first and may offer corrected scores. If you do not agree, a committee without ties to you or your manager decides, and its decision is final. Until then the result is provisional; work on the plan goes on.
dispute_kind = What is it about?
dispute_kind_scoring_method = How it was scored
dispute_kind_scoring_method_hint = The rule was not the agreed one, or it was applied wrongly.
dispute_kind_data_accuracy = Figures or facts
dispute_kind_data_accuracy_hint = A target, a figure or an example is not right.
dispute_kind_procedure = The procedure
dispute_kind_procedure_hint = A step was left out or not done as it should be. Tick every item that it affects.
dispute_kind_other = Something else
dispute_items = Which items?
dispute_items_hint = Only these can be changed by a settlement or a decision.
dispute_items_none = Please tick at least one item.
# $points (String) - points
# $weight (String) - weight
dispute_item_points = { $points } points, weight { $weight }
dispute_held = Did the interview take place?
dispute_held_yes = Yes
dispute_held_no = No
dispute_grounds = Grounds
dispute_grounds_hint = What is not right, what would be right, and how it can be checked. Your manager, HR and the committee read this.
dispute_files = Evidence
dispute_files_hint = Up to 5 files of at most 10 MB each.
# $name (String) - file name
dispute_file_too_large = { $name } is larger than 10 MB. Please choose the files again without it, or a smaller version.
# $name (String) - file name
dispute_file_empty = { $name } is empty. Please choose the files again.
dispute_files_too_many = At most 5 files. Please choose again.
dispute_files_again = The browser does not keep chosen files. Please choose them again.
dispute_open_do = Open the dispute
dispute_open_ask = Open the dispute? Your manager and HR are told, and the result becomes provisional.
dispute_status_opened = With the manager
dispute_status_answered = Answered, with the employee
dispute_status_referred = With the committee
dispute_status_ruled = Decided
dispute_status_settled = Settled
dispute_next_opened = The manager answers and may offer corrected scores. Either side or HR can refer the case to the committee.
dispute_next_answered = The employee accepts the manager's answer, or refers the case to the committee.
dispute_next_referred = The committee hears the case and decides by majority. The result is provisional until then.
dispute_next_ruled = The decision is final.
dispute_next_settled = Both sides agreed. They sign the new version of the record.
dispute_case = The case
dispute_item = Item
dispute_points_before = Score when opened
dispute_points_offered = Offered
dispute_points_settled = Settled
dispute_points_ruled = Decided
# $now (String) - points now
# $min (String) - least
# $max (String) - most
dispute_points_hint = Now { $now }; from { $min } to { $max }.
dispute_points_unchanged = Please change the score of at least one item.
dispute_answer = The manager's answer
dispute_answer_hint = What you checked and what you found; with corrected scores, why they are right.
dispute_answer_do = Send the answer
dispute_settle_title = Answer and settle
dispute_settle_hint = You can settle this with the employee. If the employee accepts, the case ends and both of you sign a new version of the record.
dispute_offer = Offer corrected scores
dispute_offer_hint = Only for the items that the employee named.
dispute_accept_title = Do you accept the answer?
dispute_accept_offer = If you accept, the offered scores replace the old ones and both of you sign the new version of the record. If not, refer the case to the committee.
dispute_accept_plain = No corrected scores were offered. If you accept, the case ends with the scores as they are, and both of you sign the new version of the record. If not, refer the case to the committee.
dispute_accept_do = Accept
dispute_accept_ask = Accept the answer and end the case?
dispute_committee = Committee
dispute_refer_hint = Members without ties to the employee or the manager decide. Once referred, it cannot be settled between the two sides any more.
dispute_refer_do = Refer to the committee
dispute_refer_ask = Refer the case to the committee?
dispute_with_committee = The case is no longer between the two sides: it is with the committee, or it has ended.
dispute_not_referred = The case is not before the committee. Either side or HR can refer it.
# $free (Number) - members who may sit
dispute_too_few = { $free ->
    [0] No committee member is free of a conflict of interest in this case. At least three must be.
    [one] Only one committee member is free of a conflict of interest in this case. At least three must be.
   *[other] Only { $free } committee members are free of a conflict of interest in this case. At least three must be.
} The administrator can give more people the role of committee member.
dispute_seats_title = Committee for the dispute
dispute_seats_do = Replace the member
dispute_seats_hint = For instance when a member declares a conflict of interest or is ill. A member who has voted keeps the seat, as long as they are on the committee.
dispute_seats_from = Member who leaves
dispute_seats_to = Member who joins
dispute_seats_reason = It is kept in the history.
dispute_seats_nobody = No other member is available
dispute_seats_nobody_why = Every other member has a conflict of interest or a seat already. The administrator can give more people the role.
dispute_seat_voted = This member has no seat, or has voted already.
dispute_seat_conflict = This person is not a member, has a seat, or has a conflict of interest.
dispute_has_voted = has voted
dispute_not_voted = has not voted
dispute_seat_vacant = no longer a member of this committee: the vote does not count, and HR names another member
dispute_hearing = Hearing
dispute_notes = Notes of the hearing
dispute_notes_hint = Shared by the seated members, seen by nobody else. They save themselves.
dispute_your_vote = Your vote
dispute_vote_hint = You see the votes of the others once you have voted. You can change yours until the decision is entered.
dispute_vote_words = Your reasons
dispute_vote_do = Vote
dispute_vote_change = Change the vote
dispute_vote_first = Vote first; then you see the votes of the others.
dispute_votes = Votes
# $voted (Number) - votes
# $seats (Number) - seats
dispute_tally_waiting = { $voted } of { $seats } { $voted ->
    [one] has
   *[other] have
} voted. A decision needs an odd number of at least three votes.
dispute_tally_split = No decision has more than half of the votes. Please talk it over and vote again: a second vote is needed.
# $decision (String) - what the majority voted for
dispute_tally_majority = The majority is for: { $decision }.
# $votes (String) - the points of each vote
# $middle (String) - their median
dispute_middle = { $votes } → { $middle }
dispute_middle_hint = The middle of the votes for an adjustment. It follows from the votes; to change it, a member changes the vote.
dispute_middle_unchanged = The middle of the votes leaves every score as it is: please talk it over and vote again, or vote for upholding the result.
dispute_not_the_middle = The scores of a decision are the middle of the votes, as shown below. If a vote has changed meanwhile, please read them again.
dispute_decision = Decision
dispute_upheld = Uphold the result
dispute_upheld_hint = The scores stay.
dispute_adjusted = Adjust the scores
dispute_adjusted_hint = New scores for the named items.
dispute_returned = Return for a new evaluation
dispute_returned_hint = The manager evaluates the named items again.
dispute_ruling = Decision of the committee
dispute_ruling_hint = Any seated member may enter what the majority decided. It is final, and both sides read the grounds.
dispute_written_grounds = Written grounds
dispute_rule_do = Enter the decision
dispute_rule_ask = Enter the decision? It is final and cannot be changed.
# $decision (String) - what the majority voted for
dispute_not_the_majority = The decision must be what the majority voted for: { $decision }.
dispute_no_evaluation = The evaluation has no complete result to correct. Please tell HR.
dispute_reason_settled = Settled between the two sides of a dispute
dispute_reason_upheld = The committee upheld the result
dispute_reason_adjusted = The committee adjusted the result
# $items (String) - names of the items
# $grounds (String) - written grounds
dispute_return_reason = 
    The committee returned these items for a new evaluation: { $items }.

    { $grounds }
disputes_title = Disputes
disputes_filter = State
disputes_all = All
disputes_open = Open
disputes_overdue = Overdue
disputes_person = Employee
disputes_status = Where it stands
disputes_due = By when
disputes_result = Result
disputes_provisional = provisional
# $count (Number) - cases on this page
disputes_count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
disputes_none = No disputes here
disputes_none_why = Cases appear here when an employee objects to a result, or when you are seated in one.

dispute_waiver_title = Accept a late dispute
dispute_waiver_hint = The time for a dispute is over. You can open it once more for this employee; the reason stands in the history.
dispute_waiver_until = Until
dispute_waiver_reason_hint = Why the employee could not object in time.
dispute_waiver_do = Accept a late dispute
dispute_waiver_not_now = The time for a dispute has not ended, or a decision is final. There is nothing to waive.
# $days (Number) - the longest time
dispute_waiver_range = Please choose a day from today on, at most { $days } days ahead.
