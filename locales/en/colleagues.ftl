# Colleagues' input.
colleagues_title = Colleagues' input
colleagues_who = Who is asked
colleagues_named = Colleagues write with their name. The manager and HR read it; the employee does not.
colleagues_anonymous = Colleagues write anonymously. The manager and HR read the answers together after the round, from three on, without names; the employee does not read them.
# $day (String) - the last day
colleagues_until = Open until { $day }.
# $count (Number) - the limit
colleagues_limit = { $count ->
    [one] At most 1 colleague.
   *[other] At most { $count } colleagues.
}
colleagues_off = Colleagues are not asked in this cycle
colleagues_off_text = HR can switch it on for the cycle.
colleagues_over = The round of colleagues' input is over.
colleagues_few = Fewer than three colleagues are asked: their answers would be withheld. Ask at least three.
colleagues_ask = Ask
colleagues_nominate = Nominate
colleagues_ask_text = Whom you name is asked at once. Choose people who worked with the employee in this period.
colleagues_nominate_text = Name colleagues who know your work of this period. Your manager decides whom to ask.
colleagues_name = Colleague
colleagues_empty = Nobody has been named yet
colleagues_by = Named by
colleagues_state = State
# $name (String) - the colleague
colleagues_ask_one = Ask { $name }
colleagues_strike = Remove
# $name (String) - the colleague
colleagues_strike_one = Remove { $name }
# $name (String) - the colleague
colleagues_strike_reason = Reason for removing { $name }
colleagues_close_text = End the round before its last day when enough has come in. Nobody can answer after that.
colleagues_close = End the round
colleagues_close_ask = End the round now? Colleagues who have not answered cannot answer any more.
colleagues_party = This person is part of this appraisal already.
colleagues_several = Several people have this name. Please enter the number.
colleagues_already = This colleague is on the list already.
# $count (Number) - the limit
colleagues_full = { $count ->
    [one] The list is full: at most 1 colleague.
   *[other] The list is full: at most { $count } colleagues.
}
request_nominated = nominated
request_struck = removed
request_asked = asked
request_accepted = accepted
request_declined = declined
request_answered = answered
# $name (String) - the employee
input_title = Input on { $name }
input_named = Your name stands beside your words. The manager and HR read them, not the employee.
input_anonymous = Your words are kept without your name and without the time. They are shown after the last day, together with at least two others, in another order under each question. Avoid details that only you can know.
input_strengths = What does this colleague do well and should go on doing?
input_improve = What should this colleague do differently?
input_example = Give an example: when, what, with what result.
# $day (String) - the last day
input_later = Answers are shown together after the round, which is open until { $day }.
input_withheld = Fewer than three answers came in. They are withheld, so that nobody can be recognised.
input_none = No colleague has answered.
input_anonymous_note = Anonymous, and in another order under each question.
input_send = Send
input_send_ask = Send your input? It cannot be changed afterwards.
# $name (String) - the employee
input_asked = You are asked for a few words on working with { $name }. Three questions; ten minutes are enough.
input_accept = Accept and write
input_decline = Decline
input_decline_hint = The manager reads the reason.
input_empty = Please answer at least one question.
colleagues_ask_head = Ask a colleague
colleagues_nominate_head = Nominate a colleague
