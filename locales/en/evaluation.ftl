# The superior's evaluation, the explanation of scores, review and release.
cause_resources = Resources
cause_process = Process
cause_ability = Ability

fault_by_hand = A target of 0 or less cannot be measured against. Please enter the score yourself.
fault_target_or_hand = Please enter target and actual figure, or enter the score yourself with a reason.
fault_weak_example = This score is weak: please give a concrete example.
fault_weak_cause = This score is weak: please choose its cause.
fault_weak_problem = This score is weak: please say what the problem is.
fault_weak_direction = This score is weak: please say in which direction to improve.
fault_weak_support = This score is weak: please say what support there will be.
fault_judgement_example = A judgement needs at least one concrete example.
fault_extreme_comment = The highest or lowest score needs a comment.

# $actual (String) - the figure reached
# $percent (String) - achievement
# $target (String) - the target
explain_higher = { $actual } of { $target } ({ $percent }%)
# $actual (String) - the figure reached
# $percent (String) - achievement
# $target (String) - the target
explain_lower = { $actual } against { $target }, less is better ({ $percent }%)
# $achieved (String) - figure, target and percentage
# $weight (String) - weight of the indicator
# $sign (String) - plus or minus
# $over (String) - percent above or below 100
# $rate (String) - points for each percent
# $points (String) - the result
explain_deviation = { $achieved }, { $weight } { $sign } { $over } × { $rate } = { $points }
# $achieved (String) - figure, target and percentage
# $weight (String) - weight of the indicator
# $percent (String) - achievement
# $points (String) - the result
explain_proportional = { $achieved }, { $weight } × { $percent }% = { $points }
# $points (String) - points
# $weight (String) - weight of the indicator
explain_judged = Scored by the manager: { $points } of { $weight }
# $name (String) - the level chosen
# $percent (String) - its share of the weight
# $points (String) - the result
# $weight (String) - weight of the indicator
explain_level = Level “{ $name }”: { $percent }% of { $weight } = { $points }
# $points (String) - points
# $reason (String) - why
# $weight (String) - weight of the indicator
explain_manual = Score entered without a target: { $points }, weight { $weight }. Reason: { $reason }
# $exact (String) - the percentage before rounding
explain_truncated = Exactly { $exact }%; only whole percents count.
# $exact (String) - the percentage before rounding
explain_rounded = Exactly { $exact }%, rounded to whole percents.
# $at (String) - the floor
explain_floor = The least for this indicator is { $at }.
# $at (String) - the cap
explain_cap = The most for this indicator is { $at }.
explain_gap = {". "}

evaluation_title = Evaluation
evaluation_private = The employee sees nothing of this before it is released. It saves itself while you type.
evaluation_see_self = Read the self-evaluation, or return it
evaluation_earlier = Earlier results:
# $cycle (String) - name of the cycle
# $total (String) - total
# $grade (String) - name of the grade
evaluation_earlier_one = { $cycle }: { $total } ({ $grade })
# $item (String) - name of the indicator
# $text (String) - what is wrong, or the name of the field
evaluation_error = { $item }: { $text }
evaluation_own = Own score
evaluation_points = Score
evaluation_gap = Gap
# $name (String) - the employee
evaluation_said = { $name }, self-evaluation
# $name (String) - the superior
evaluation_said_superior = { $name }, evaluation
evaluation_level_pick = Which level describes it best?
# $label (String) - name of the level
# $points (String) - what it is worth
evaluation_level = { $label } ({ $points } points)
# $label (String) - name of the field
# $unit (String) - unit of the figure
evaluation_with_unit = { $label } ({ $unit })
evaluation_target = Target
evaluation_actual = Actual
evaluation_by_hand = No target? Enter the score yourself
evaluation_by_hand_hint = This score counts only where no target above 0 is entered. It needs a reason.
evaluation_hand_points = Score without a target
evaluation_hand_reason = Why there is no target
# $points (String) - points
evaluation_how = How { $points } was calculated
evaluation_weak = Weak
evaluation_weak_needs = Please give an example, the cause, and problem, direction and support below.
evaluation_when_weak = (needed for a weak score)
evaluation_weak_fields = Improvement details
evaluation_example = Concrete example
evaluation_example_hint = What happened, when, and with what effect.
evaluation_comment = Comment
evaluation_comment_hint = Needed for the highest or lowest score.
evaluation_cause = Cause
evaluation_problem = What is the problem?
evaluation_direction = In which direction to improve?
evaluation_support = What support will there be?
evaluation_strengths = Strengths
evaluation_strengths_hint = You begin the interview with these.
evaluation_summary = Summary
# $scored (Number) - indicators with a score
# $all (Number) - all indicators
evaluation_scored = { $scored } of { $all } indicators are scored.
evaluation_incomplete = Total and grade appear once all are.
evaluation_low = This grade is low. HR always reviews it before release.
evaluation_submit = Submit the evaluation
evaluation_submit_ask = Submit the evaluation? It is locked then; HR can return it to you.
evaluation_none = There is no evaluation to read here.
# $name (String) - the next employee in line
evaluation_next = Next: { $name }
# $before (String) - earlier points
# $after (String) - points now
evaluation_before = Adjusted: { $before } → { $after }
evaluation_reads_own = You can talk about every score in the interview.
evaluation_back = What comes next

review_title = Review
review_waits = This result needs the approval of HR.
review_waits_low = This grade is low: please look at the examples and the support before you approve it.
review_approved = The result is approved and can be released to both sides.
review_approve = Approve
review_approve_release = Approve and release
review_return_title = Return it to the manager
review_return_hint = The manager sees this reason and can change the evaluation again.
review_adjust_title = Adjust scores
review_adjust_hint = Fill in only the items that change. Before and after stay visible to everybody who reads the result, and it has to be approved again.
review_adjust_reason_hint = Employee and manager read this reason at each adjusted score.
review_adjust = Adjust
review_adjust_none = Please enter a new score for at least one item.
review_not_opened = The employee has not opened the result yet.

bulk_before = The evaluation is not submitted yet.
bulk_not_approved = Not approved yet. Please open it and approve it first.
bulk_after = Released already.
bulk_withdrawn = Withdrawn.

result_released_title = Your result is here
result_released_text = It is released to you with the basis of each score. Please read it before the interview.
result_open = Open the result
# $who (String) - the superior
# $points (String) - their points
# $share (String) - their share in percent
explain_share = { $who } { $points } × { $share }%
# $parts (String) - every part with its share
# $points (String) - the sum
# $weight (String) - the weight
explain_shared = { $parts } = { $points } of { $weight }
# $cycle (String) - an earlier cycle
# $points (String) - points then
# $weight (String) - weight then
evaluation_past = { $cycle }: { $points } of { $weight }
evaluation_past_label = Earlier cycles:
bulk_low = Low grade: HR looks at it and approves it individually.
release_title = Release results
# $count (Number) - how many
release_do_many = { $count ->
    [one] Release 1 result
   *[other] Release { $count } results
}
evaluation_closed = The committee did not return this item: it stays as it is and cannot be changed.

# How a total came about, wherever it stands.
why_title = Calculation of the result
# $total (String) - the total as shown
why_open = How { $total } was calculated
why_item = Indicator
why_how = Inputs and rule
why_sum = Sum
why_total = total
why_any = every total
# $range (String) - "90 ≤ total ≤ 100"
# $grade (String) - name of the grade
# $multiplier (String) - pay multiplier
why_grade = { $range }: grade “{ $grade }”, multiplier { $multiplier }.
why_unrounded = Nothing is rounded between the scores and the grade.
# $exact (String) - the unrounded total
# $shown (String) - the total as pages print it
why_rounded = Exactly { $exact }, shown as { $shown }. The exact total decides the grade.
why_truncate = Percentages: only whole percents above or below the target count.
why_round = Percentages: rounded to whole percents.
why_continuous = Percentages: every fraction counts.
# $form (String) - name of the form
# $version (Number) - its version
# $scheme (String) - name of the grade scheme
# $grades (Number) - its version
# $rule (Number) - version of the scoring rule
why_versions = Form “{ $form }”, version { $version }; grades “{ $scheme }”, version { $grades }; scoring rule { $rule }.
why_nothing = There is no submitted evaluation from which this result could be explained.
scheme_unnamed = Grades
# $words (String) - a full sentence about where the figure comes from
# $figure (String) - the figure that counts
evaluation_counts_other = { $words } The evaluation counts with { $figure }.
evaluation_earlier_closed = How its items were scored is open only to those who took part in that appraisal.
release_intro = See who gets the result and who does not before anything is released.
release_approve = Approve as well what is under review without a low grade
release_tells = Results that are approved go to both sides; employees can open them at once.
release_tells_approve = Results that are approved, or under review without a low grade, go to both sides; employees can open them at once.
