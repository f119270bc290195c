# Agreeing the goals of the period.
goals_hint = One goal a row; an emptied row takes its goal away. The weights have to sum to exactly 100.
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
goals_sum = The weights sum to { $sum }.
goals_total = Sum
# $gap (String) - what is missing to 100
goals_short = { $gap } are missing to 100.
# $gap (String) - what is too much
goals_over = { $gap } too much.
# $gap (String) - 100 minus the sum
goals_difference = Difference to 100: { $gap }.
# $name (String) - one of the two
goals_confirmed = { $name } has confirmed
# $name (String) - one of the two
goals_unconfirmed = { $name } has not confirmed yet
goals_confirm = Confirm the goals
goals_confirm_ask = Confirm the goals as they stand? Once both sides have, the self-evaluation opens.
goals_confirm_later = You can confirm once the saved weights sum to exactly 100.
goals_reason = Reason for the change
goals_reason_hint = The goals are confirmed already. A change voids the confirmations; the other side sees this reason.
goals_changed_title = Changed after a confirmation
goals_none = No goals were agreed.
goals_without = This cycle has no goals.
