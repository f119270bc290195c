# Tokens with which other programs hand in actual figures.
tokens_title = API tokens
tokens_intro = With a token, another program hands in actual figures. It can do nothing else with it.
tokens_none = No tokens yet
tokens_name = Name
tokens_name_hint = The program that will use it, such as “ERP, monthly closing”.
tokens_state = State
tokens_good = valid
tokens_expired = expired
tokens_revoked = revoked
tokens_used = Last used
tokens_never = never
tokens_expires = Valid until
# $days (Number) - the longest life
tokens_expires_hint = From tomorrow on, at most { $days } days ahead.
tokens_created = Made
# $at (String) - when
# $name (String) - by whom
tokens_created_by = { $at } by { $name }
tokens_new = New token
tokens_make = Make the token
tokens_made = The new token
tokens_made_once = Copy it now: it is shown this once and kept nowhere.
tokens_revoke = Revoke
# $name (String) - name of the token
tokens_revoke_one = Revoke { $name }
tokens_revoke_ask = Revoke this token? Programs that use it are refused from now on.
tokens_how = How it is used
tokens_how_text = The item is the name or the key of an indicator of the form or of a goal. The period is a year, a half-year, a quarter, a month or a day: 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-09-30.
tokens_how_answer = Either all rows are recorded or none; the answer names every row that is wrong. Sending the same rows again changes nothing.
tokens_company = The whole company
tokens_idle = without reach: whoever made it is no longer HR
tokens_reach_hint = Figures are taken for this department and all below it; without one, for everybody. Your own appraisal and those of your reports are always left out.
