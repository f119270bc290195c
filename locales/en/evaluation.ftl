# The superior's evaluation, the explanation of scores, review and release.
cause_resources = Resources
cause_process = Process
cause_ability = Ability

fault_by_hand = A target of 0 or less cannot be measured against. Please give the points by hand.
fault_target_or_hand = Please enter target and actual figure, or give the points by hand with a reason.
fault_weak_example = This score is weak: please give a concrete example.
fault_weak_cause = This score is weak: please choose its cause.
fault_weak_problem = This score is weak: please say what the problem is.
fault_weak_direction = This score is weak: please say in which direction to improve.
fault_weak_support = This score is weak: please say what support there will be.
fault_judgement_example = A judgement needs at least one concrete example.
fault_extreme_comment = A score at the end of the scale needs a comment.

# $actual (String) - the figure reached
# $percent (String) - achievement
# $target (String) - the target
explain_higher = { $actual } of { $target } = { $percent } %
# $actual (String) - the figure reached
# $percent (String) - achievement
# $target (String) - the target
explain_lower = { $actual } against { $target }, less is better = { $percent } %
explain_rate_one = 1 point
# $rate (String) - points for each percent
explain_rate = { $rate } points
# $achieved (String) - figure, target and percentage
# $weight (String) - weight of the indicator
# $gain (String) - points added or taken away, with sign
# $rate (String) - "1 point", "0.1 points"
# $points (String) - the result
explain_deviation = { $achieved }, weight { $weight }, { $gain } points at { $rate } per 1 %: { $points }
# $achieved (String) - figure, target and percentage
# $weight (String) - weight of the indicator
# $percent (String) - achievement
# $points (String) - the result
explain_proportional = { $achieved }, weight { $weight } × { $percent } %: { $points }
# $points (String) - points
# $weight (String) - weight of the indicator
explain_judged = Judged by the superior: { $points } of { $weight }
# $name (String) - the level chosen
# $percent (String) - its share of the weight
# $points (String) - the result
# $weight (String) - weight of the indicator
explain_level = Level “{ $name }” is { $percent } % of weight { $weight }: { $points }
# $points (String) - points
# $reason (String) - why
# $weight (String) - weight of the indicator
explain_manual = Given by hand: { $points }, weight { $weight }. Reason: { $reason }
# $exact (String) - the percentage before rounding
explain_truncated = Exactly { $exact } %; only whole percents count.
# $exact (String) - the percentage before rounding
explain_rounded = Exactly { $exact } %, rounded to whole percents.
# $at (String) - the floor
explain_floor = The least for this indicator is { $at }.
# $at (String) - the cap
explain_cap = The most for this indicator is { $at }.
explain_gap = {". "}
