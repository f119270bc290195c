# Further superiors, going through one's people, and who has a say in a cycle.
# $names (String) - further superiors
fault_part_missing = Not there yet: the part of { $names }. Its share goes to nobody else; HR can change the shares.
part_title = Your part of the evaluation
# $share (String)
part_share = Your part counts { $share }% of what is scored by judgement.
part_private = The direct manager sees this once you submit it, and weighs it by its share. Figures are entered by the direct manager; you score what is judged. It saves itself while you type.
# $name (String) - the superior
# $share (String) - share in percent
part_who = { $name } ({ $share }%)
part_open = not there yet
part_submitted = submitted
part_others = Others who score
part_others_text = What is judged counts by these shares; the rest is yours. You submit when all parts are there.
part_submit = Submit my part
part_submit_ask = Submit your part? You can take it back until the direct manager submits the evaluation.
part_submitted_text = Your part is with the direct manager.
part_reopen = Change it again
pile_title = Your people
pile_turn = Previous and next
pile_list = As a list
pile_todo = Still to do
pile_waiting = waiting for the employee
pile_open = to do
pile_draft = draft
pile_done = done
# $left (Number) - still to do
# $all (Number) - everybody
pile_left = { $left } of { $all } still to do
pile_keys = Keyboard: Alt+J for the previous person, Alt+K for the next one.
pile_submit_next = Submit and next
superiors_title = Additional managers
# $name (String) - the direct superior
superiors_intro = { $name } is the direct manager, submits the evaluation and has what is left to 100%. Additional managers score what is judged, each for a share. Empty a line to take somebody out.
superiors_person = Additional manager
superiors_share = Share (%)
superiors_do = Set the shares
superiors_nothing_left = Something must be left for the direct manager: the shares add up to 100 or more.
superiors_party = This person is the employee, the direct manager or the facilitator already.
superiors_twice = This person stands here twice.
voices_title = Additional reviewers
voices_intro = Besides self-evaluation and direct manager: colleagues who answer a few questions, and additional managers who score for a share.
voices_colleagues = Colleagues' input
voices_colleagues_text = Employees and managers nominate; the manager decides whom to ask. The manager and HR read the answers beside the scores.
voices_mode = Colleagues write
voices_named = with their name
voices_named_hint = Shown as they come, with the name.
voices_anonymous = anonymously
voices_anonymous_hint = Shown together after the last day, from three answers on; fewer are withheld. Nobody can look up who wrote what.
voices_fixed = Colleagues have been nominated: what they were promised stays as it is.
voices_over = The round is over and the answers have been shown; it does not open again.
voices_most = At most so many colleagues per person
voices_due = Last day to answer
voices_save = Save
voices_superiors_text = Gives one person the same share in every appraisal of a department that has not been evaluated yet. Single appraisals are changed on their own page.
voices_share_out = Set for the department
# $set (Number) - how many were set
# $left (Number) - how many were not
voices_done = Set in { $set } appraisals. Left as they were: { $left } (evaluated already, the person is part of it, or no share is left).
