# Agreeing the goals of the period.
goals_hint = One goal a row; an emptied row takes its goal away. The weights must add up to exactly 100.
# $number (String) - number of the row
goals_goal = Goal { $number }
goals_title = Goal
goals_serves = Company or department goal that it serves
# $number (String) - number of the row
# $label (String) - name of the field
goals_row = Goal { $number }: { $label }
goals_save = Save the goals
goals_agreement = Agreement
# $sum (String) - sum of the weights
goals_sum = The weights add up to { $sum }.
goals_total = Sum
# $gap (String) - what is missing to 100
goals_short = { $gap } short of 100.
# $gap (String) - what is too much
goals_over = { $gap } over 100.
# $gap (String) - 100 minus the sum
goals_difference = Difference to 100: { $gap }.
# $name (String) - one of the two
goals_confirmed = { $name } has confirmed
# $name (String) - one of the two
goals_unconfirmed = { $name } has not confirmed yet
goals_confirm = Confirm the goals
goals_confirm_ask = Save the goals as they stand in this form and confirm them? Once both sides have, the self-evaluation opens.
goals_confirm_later = Confirming saves what stands in the form below. The weights must add up to exactly 100.
goals_reason = Reason for the change
goals_reason_hint = The goals are confirmed already. A change voids the confirmations; the other side sees this reason.
goals_changed_title = Changed after a confirmation
goals_none = No goals yet
goals_without = This cycle has no goals.
# $figure (String) - the target
goals_target_lower = { $figure }, lower is better
# $percent (String) - how far
goals_reached = { $percent }% reached
goals_reached_by_hand = with a target of 0 or below it is judged by hand
goals_added = new
goals_dropped = dropped
goals_changed = changed
goals_higher = Higher is better
goals_lower = Lower is better
goals_aim_none = None of these
goals_serves_words = Or in words
goals_measure = Target and how it is measured
goals_target = Target
goals_unit = Unit
goals_direction = Direction
goals_due_on = Due
goals_measured_by = How it is measured
goals_measured_by_hint = Where the figure comes from, and who counts it.
goals_actual = Actual
# $weight (String) - the weight
goals_weight_of = weight { $weight }
# $title (String) - the goal
goals_in_use = Figures are recorded for “{ $title }”, so that it cannot be taken away.
# $count (Number) - how many
goals_history = Versions and changes ({ $count })
# $number (String) - number of the version
# $name (String) - who
# $at (String) - when
goals_version = Version { $number } · { $name } · { $at }
goals_change_title = Change of the agreed goals
goals_change_propose = Propose a change
goals_change_intro = The agreed goals stay valid until both sides have confirmed the change. With sending it you confirm your side.
goals_change_counter = This form starts from the open proposal; yours takes its place.
goals_change_reason_hint = The other side reads it before confirming, and it stays in the history.
goals_change_send = Propose and confirm
goals_change_open = Proposed change
# $name (String) - who
# $at (String) - when
goals_change_proposed = Proposed by { $name } on { $at }.
goals_change_old_valid = The old goals stay valid until both sides have confirmed.
goals_change_lapsed = It was not agreed before the evaluation was submitted, so the old goals stay.
goals_change_confirm = Confirm the change
goals_change_confirm_ask = Confirm this change? It takes the place of the agreed goals at once.
goals_change_take_back = Take it back
goals_change_other = Propose something else
goals_change_decline = Decline
goals_change_decline_hint = The other side reads it. The agreed goals stay as they are.
# $name (String) - who
goals_change_declined = declined by { $name }
goals_change_taken_back = taken back
goals_change_replaced = replaced by another proposal
goals_change_none = There is no open proposal any more: it was confirmed, declined or taken back.
goals_change_nothing = Nothing differs from the agreed goals.
goals_change_too_late = The evaluation was submitted. From then on the goals stay as they were agreed.
goals_copy = Copy to others
goals_copy_intro = These goals take the place of what the ticked people have so far. Both sides still confirm them, each for their own.
goals_copy_whom = For whom
goals_copy_none = no goals yet
# $count (Number) - how many goals
goals_copy_confirmed = { $count ->
    [one] 1 goal, already confirmed by one side
   *[other] { $count } goals, already confirmed by one side
}
goals_copy_nobody = Tick at least one person.
# $names (String) - of people
goals_copy_in_use = Figures are recorded for goals of { $names } that would go.
goals_copy_nobody_there = Nobody to copy to
goals_copy_nobody_why = Goals are copied to people of the same cycle who are still agreeing on theirs.
goals_copy_reason_hint = Needed where a confirmation would be voided; the people concerned read it.
goals_copy_do = Copy the goals
goals_indicator = Sets the target of the form's indicator
goals_indicator_none = None
goals_indicator_hint = Target and recorded actual then stand ready in the self-evaluation and in the evaluation.
# $name (String) - name of the indicator
goals_indicator_of = Sets the target of “{ $name }”
goals_indicator_taken = Another goal sets the target of this indicator already.
goals_indicator_direction = This indicator and this goal differ in what is better, higher or lower.
# $unit (String) - unit of the indicator
goals_indicator_unit = This indicator is counted in { $unit }. Use the same unit for the goal.
# $figure (String) - the target
# $key (String) - key of the goal
# $title (String) - the goal
goals_agreed = Agreed target: { $figure } (goal { $key } “{ $title }”).
entry_indicator = The form has no such indicator without a target. Use its key or its exact name.
goals_aim_gone = This goal was deleted a moment ago. Choose another one, or say in words what it serves.
