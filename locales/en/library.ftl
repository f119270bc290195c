# Forms and grade schemes: lists, editor, calculator.
nav_forms = Forms
forms_intro = What cycles appraise by. A published version never changes; a running cycle keeps the one it started with.
forms_archived_too = Archived too
forms_none = No form yet
forms_none_found = Nothing fits this search
form_new = New form
form_name = Name
form_unnamed = Unnamed form
form_version_head = Version
# $n (Number) - n
form_version = Version { $n }
# $name (String) - name
# $n (Number) - n
form_and_version = { $name }, version { $n }
form_draft = Draft
form_archived = Archived
form_meant_for = Meant for
form_meant_hint = A hint for whoever chooses the form. Nothing ticked means everybody.
form_for_all = Everybody
form_positions = Positions
form_positions_hint = One a line.
form_used_by = Used by
# $names (String) - names
# $more (Number) - more
form_used_more = { $names } and { $more } more
form_changed = Changed
form_by_product = Comes with the product
form_versions = Versions
form_shown = shown
form_keep_or_not = Keep or put away
form_archive = Archive
form_archive_text = Archived, no new cycle can choose it. Cycles that use it go on.
form_archived_text = No new cycle can choose this any more.
form_restore = Bring back
form_remove = Delete
form_remove_hint = Only what no cycle ever used can be deleted. The reason stays in the audit trail.
form_remove_ask = Delete it with all of its versions? This cannot be undone.
# $cycles (String) - cycles
form_used = It cannot be deleted, because these cycles use or used it: { $cycles }. Archive it instead: then no new cycle can choose it.
form_of_product = What comes with the product can be archived, but not deleted.
form_reason_missing = Please say why it is deleted.
form_edit = Edit
form_edit_draft = Go on editing the draft
form_copy = Copy
# $name (String) - name
form_copy_of = { $name } (copy)
form_see = See it as its users will
form_look = How it looks
form_look_hint = As its users will see it. Nothing can be filled in here.
form_look_interview = Interview
form_look_empty = This part of the form is empty.
form_draft_shown = This is the draft. Nobody but HR sees it before it is published.
form_discard = Discard the draft
form_discard_text = The draft can go without touching what is published.
form_discard_ask = Discard the draft? What was typed since the last version is gone then.
# $name (String) - name
form_edit_title = Edit: { $name }
form_edit_intro = Changes make a draft. What is published stays as it is.
# $name (String) - name
# $at (String) - at
form_draft_by = Draft, last saved by { $name }, { $at }
form_about = What it is for
# $label (String) - label
form_in_english = { $label } (English)
# $label (String) - label
form_in_chinese = { $label } (Chinese)
form_section = Section
form_section_none = No section
form_section_new = New section
form_section_title = Heading
form_section_intro = A word on it
form_section_add = Add a section
form_add = Add an indicator:
form_indicator_new = New indicator
form_indicator_name = Indicator
form_hint = Hint
form_kind_deviation = Deviation
form_kind_proportional = Proportional
form_kind_judgement = Judgement
form_kind_anchored = Described levels
form_rate = Points per 1%
form_by = Who fills it in
form_by_hint = Scores always come from the manager; nobody is scored by themselves alone. What only the employee answers is a question.
form_by_section = As the section says
form_by_both = Employee, then manager
form_by_superior = Manager only
form_direction = Direction
form_direction_higher = More is better
form_direction_lower = Less is better
form_floor = Lowest score
form_floor_zero = 0
form_floor_at = The score named below
form_floor_open = No limit, also below 0
form_floor_points = Lowest score, where named
form_cap = Highest score
form_cap_hint = Empty: no limit.
form_target = Target for everybody
form_target_hint = Empty: each evaluation or goal sets its own.
form_unit = Unit
form_more = Hint, unit and bounds
form_levels = Levels, from the lowest up
# $n (Number) - n
form_level_n = Level { $n }
form_level_new = New level
form_level_add = Add a level
form_level_label = Name of the level
form_level_behaviour = What somebody at this level does
form_level_share = Share of the weight (%)
form_questions_self = Questions to the employee, in the self-evaluation
form_questions_superior = Questions to the manager, in the evaluation
form_questions_preparation = Questions to the employee, before the interview
form_questions_none = None so far.
form_question = Question
# $n (Number) - n
form_question_n = Question { $n }
form_question_add = Add a question
form_question_required = An answer is needed
form_agenda = Agenda of the interview
form_agenda_hint = Minutes are for an interview of one hour. Each line of the questions is one open question, offered beside the usual ones; the same line in both languages belongs together.
form_agenda_minutes = Minutes
# $n (Number) - n
form_agenda_usual = Empty: as usual, about { $n }.
form_agenda_questions = Questions to pick from
form_settings = Rules and reach
form_percent = Percentages
form_percent_truncate = Only whole percents count
form_percent_round = Rounded to whole percents
form_percent_continuous = Every fraction counts
form_percent_hint = 98.6% counts as 99, 99 or 98.6, in this order. The first takes nothing off for less than a whole percent.
form_order = Who speaks first in the interview
form_order_employee = The employee speaks first
form_order_superior = The manager speaks first
form_order_hint = The employee first, so that the manager’s view does not colour theirs.
form_sum = Sum of the weights
form_sum_right = exactly 100
form_sum_wrong = has to be 100.00
form_lacks = Before it can be published
# $n (Number) - n
form_lacks_nothing = Nothing is missing. Publish it as version { $n } when you are ready.
# $n (Number) - n
form_publish = Publish version { $n }
form_publish_ask = Publish it? This version can never be changed then; editing makes the next one.
form_field_of_form = The form
# $name (String) - name
# $level (String) - level
form_place = { $name }, { $level }
form_fault_none = Please add at least one indicator.
form_fault_weight = The weight is more than 0 and at most 100, with at most two decimal places.
# $sum (String) - sum
# $missing (String) - missing
form_fault_less = The weights add up to { $sum }, { $missing } short of 100.00.
# $sum (String) - sum
# $much (String) - much
form_fault_more = The weights add up to { $sum }, { $much } more than 100.00.
form_fault_rate = Points for each 1% are more than 0 and at most 100, with at most four decimal places.
form_fault_floor = The lowest score is at most the weight and not below −1,000, with at most two decimal places.
form_fault_cap = The highest score is at least the weight and at most 1,000, with at most two decimal places.
form_fault_levels = A scale has 2 to 10 levels.
# $share (String) - share
form_fault_share = Another level is worth { $share }% already.
# $weight (String) - weight
# $rate (String) - rate
form_rule_deviation = Counts from target and actual: { $weight } at 100%, and { $rate } for each 1% above or below.
# $weight (String) - weight
form_rule_proportional = Counts from target and actual: { $weight } times the achievement.
# $weight (String) - weight
form_rule_judgement = The manager judges, 0 to { $weight } points, with an example.
# $count (Number) - count
# $weight (String) - weight
form_rule_anchored = The manager chooses one of { $count } described levels, 0 to { $weight } points.
# $name (String) - name
row_up = Move up: { $name }
# $name (String) - name
row_down = Move down: { $name }
row_remove = Remove
# $name (String) - name
row_remove_one = Remove: { $name }
# $name (String) - name
row_remove_ask = Remove “{ $name }” from the draft?
trial_title = Calculator
trial_intro = Type figures and see what they earn, and why. Nothing is saved.
trial_do = Calculate
trial_clear = Clear
# $weight (String) - weight
trial_weight = weight { $weight }
trial_level = Level
trial_choose = Choose
trial_scheme = Grades
trial_by_hand = tried out in the calculator
# $entered (Number) - entered
# $all (Number) - all
trial_waits = { $entered } of { $all } entered. Total and grade appear once all are: what is missing never counts as 0.
schemes_title = Grade schemes
schemes_intro = Each total has exactly one grade. The unrounded total decides, so bands must leave no hole and not overlap.
schemes_none = No grade scheme yet
scheme_new = New grade scheme
scheme_edit = Edit the grades
scheme_bands = Grades
scheme_range = Total
scheme_from = Lower end
scheme_from_open = No lower end
scheme_from_from = Included
scheme_from_above = Not included
scheme_from_points = From
scheme_to = Upper end
scheme_to_below = Not included
scheme_to_upto = Included
scheme_to_open = No upper end
scheme_to_points = To
scheme_band_name = Grade
scheme_band_new = New grade
scheme_low = A low grade: HR always reviews it before release
scheme_low_short = always reviewed
scheme_add = Add a grade
scheme_save = Save as the next version
scheme_save_first = Save the scheme
scheme_fault_number = Please enter a number, or choose that this grade has no limit here.
scheme_fault_count = A scheme has 2 to 12 grades.
scheme_fault_name = Another grade has this name.
# $from (String) - from
# $to (String) - to
scheme_fault_hole = Totals from { $from } to { $to } have no grade: this grade ends before the next begins.
# $at (String) - at
scheme_fault_hole_at = A total of exactly { $at } has no grade. Include it here or in the next.
# $from (String) - from
# $to (String) - to
scheme_fault_overlap = Totals from { $from } to { $to } have two grades: the next begins before this one ends.
# $at (String) - at
scheme_fault_overlap_at = A total of exactly { $at } has two grades. Include it in only one.
scheme_fault_empty = No total lies in this grade. Are its ends the wrong way round?
# $from (String) - from
scheme_fault_bottom = Totals below { $from } have no grade: the lowest grade has no lower end.
# $from (String) - from
scheme_fault_top = Totals above { $from } have no grade: the highest grade has no upper end.
scheme_fault_endless = Only the lowest grade is without a lower end, only the highest without an upper one.
cycle_forms_title = Form and grades
cycle_forms_intro = The cycle keeps these versions from its launch on, whatever is published later.
cycle_forms_scheme = Grade scheme
cycle_forms_rules = Another form for some
cycle_forms_rules_hint = By level, by position as it stands in the roster, or both. Everybody else gets the form above. A position says more than a level.
# $n (Number) - n
cycle_forms_rule_n = Exception { $n }
cycle_forms_level = Level
cycle_forms_level_any = Any level
cycle_forms_position = Position
cycle_forms_none = No exception
cycle_forms_whom = Please choose a level or type a position.
cycle_forms_twice = This level and position is named twice.
cycle_forms_save = Use these
cycle_forms_older = A newer version is published.
forms_search = Name or cycle
# $count (Number) - how many
forms_count = { $count ->
    [one] 1 form
   *[other] { $count } forms
}
# $count (Number) - how many
schemes_count = { $count ->
    [one] 1 grade scheme
   *[other] { $count } grade schemes
}
