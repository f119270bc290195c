# How an account is opened by its owner: links by mail, letters in two halves.
openings_title = How your account was opened
openings_why = A password is set only by you: by a link to your own address, or by a letter and two people. Nobody else sees the link. If one of these is not yours, revoke it and change your password.
openings_none = No link and no letter was made for you.
opening_list = Links and letters
opening_open = Open
opening_revoke = Revoke
opening_invitation = Invitation to choose a password
opening_recovery = New password
# $name (String) - who started it
# $at (String) - day and time
opening_started = Started by { $name }, { $at }
# $at (String) - day and time
opening_started_owner = Asked for on the sign-in page, { $at }
# $at (String) - day and time
opening_started_console = Made by whoever runs the program, { $at }
# $to (String) - the address, partly hidden
# $at (String) - day and time
opening_sent = Sent to { $to }, { $at }
# $to (String) - the address, partly hidden
opening_waits = On its way to { $to }
# $to (String) - the address, partly hidden
# $why (String) - what the mail server said
opening_tried = Not yet sent to { $to }; it is tried again. The mail server said: { $why }
# $to (String) - the address, partly hidden
# $why (String) - what the mail server said
opening_failed = Could not be sent to { $to }. The mail server said: { $why }
# $to (String) - the address, partly hidden
opening_not_sent = Was not sent to { $to }
# $at (String) - day and time
opening_printed = The letter was downloaded { $at }
opening_unprinted = The letter was not downloaded yet.
# $name (String) - the second person
# $at (String) - day and time
opening_seconded = { $name } was given the other half, { $at }
opening_unseconded = Nobody was given the other half yet.
# $at (String) - day and time
opening_until = Valid until { $at }, once
# $at (String) - day and time
opening_ran_out = Ran out { $at } without being used
# $at (String) - day and time
opening_used = Used { $at }: the password was set
# $at (String) - day and time
opening_replaced = Replaced by a newer one, { $at }
# $name (String) - who revoked it
# $at (String) - day and time
opening_revoked = Revoked by { $name }, { $at }
# $to (String) - the address, partly hidden
opening_by_mail = A link goes to { $to }. You do not see it; an earlier one no longer works.
opening_by_letter = There is no e-mail address on file. You download a letter with one half of a code for this person; a second person from HR or an administrator tells them the other half.
opening_by_letter_no_mail = No mail goes out from this installation. You download a letter with one half of a code for this person; a second person from HR or an administrator tells them the other half.
opening_by_letter_changed = The e-mail address was changed after this person last chose a password, so no link is sent there. You download a letter with one half of a code; a second person from HR or an administrator tells them the other half.
opening_invite = Send the invitation
opening_recover = Send a link for a new password
opening_letter = Start a letter
opening_own = For yourself you change the password on your account page.
opening_admin_only = For an administrator, only another administrator can do this.
opening_gone_title = This link no longer works
opening_gone = It was used already, replaced by a newer one, revoked, or its time is over.
opening_gone_mail = The newest link in your mailbox is the one that works. Or ask for another one.
opening_gone_ask = For another one, ask HR or an administrator.
# $name (String) - the person
opening_hello = { $name }, choose a new password.

# The mails.
# $company (String) - the company
account_mail_invitation = { $company }: choose your password
# $company (String) - the company
account_mail_invited = You are invited to the performance appraisals of { $company }. Choose a password with this link:
# $company (String) - the company
account_mail_recovery = { $company }: link for a new password
# $company (String) - the company
account_mail_recover = A new password was asked for, for your account with { $company }. Choose it with this link:
# $at (String) - day and time
account_mail_until = The link works once, until { $at }. A newer link ends it.
account_mail_not_you = Nobody else has this link; do not pass it on. If you did not expect it, leave it: nothing changes without it.
# $company (String) - the company
account_mail_changed = { $company }: your password was changed
# $company (String) - the company
account_mail_changed_text = The password of your account with { $company } was changed just now. You see on your account page how:
account_mail_changed_not_you = If that was not you, tell HR or an administrator at once.
# $company (String) - the company
account_mail_device = { $company }: sign-in with a new device
# $company (String) - the company
account_mail_device_text = Your account with { $company } was opened with a device that was never used for it before. When, from where and with what, you see here:
account_mail_device_not_you = If that was not you, change your password at once, end that session and tell an administrator.

# A forgotten password.
sign_in_forgotten = Forgot your password?
forgotten_title = Forgot your password?
forgotten_intro = Enter what you sign in with. If there is an e-mail address on file for you, a link to choose a new password goes there.
forgotten_do = Send me a link
forgotten_asked = If this account can be reached by mail, a link is on its way. It works once, within one hour.
forgotten_nothing = Nothing arrived? Look in the spam folder; after that, ask HR or an administrator: your address may be missing or may have been changed.
forgotten_no_mail = No mail goes out from this installation. Ask HR or an administrator: they start a letter for you with which you choose a new password.
forgotten_back = Back to the sign-in

# Letters: one half of the code on paper, the other from a second person.
letters_title = Letters with which people choose a password
letters_link = Letters
letters_intro = For people who cannot be reached by mail. One person downloads the letter, another one tells the other half.
letters_own = Letters that you started
# $count (Number) - how many letters
letters_own_count = { $count ->
    [one] 1 letter is not downloaded yet.
   *[other] { $count } letters are not downloaded yet.
}
letters_own_none = All your letters are downloaded. A letter is started on the page of a person, or for many on the list of people.
letters_download = Download the letters (once)
letters_download_one = Download the letter (once)
letters_waiting = Waiting for the other half
letters_waiting_why = Others started these. Show the half only when you can tell it to the person: it is shown once.
letters_waiting_none = No letter needs you as the second person.
letters_started = Started
letters_half = Show the other half
# $name (String) - the person
letters_half_of = Show the other half for { $name }
letters_more = There are more: search for a name.
half_title = The other half
# $name (String) - the person
half_once = Shown only now. Tell it to { $name } yourself, in person or by phone; not to whoever started the letter. Without the letter it opens nothing.
half_back = Back to the letters
letter_title = Choose a password with your letter
letter_page_intro = You need the half in your letter, and the other half that a colleague from HR or an administrator tells you.
# $name (String) - the person
# $number (String) - their number
letter_to = { $name } ({ $number })
# $company (String) - the company
letter_intro = With this letter you choose the password of your account for performance appraisals at { $company }.
letter_how = Open the address below, enter the half of the code that stands here and the other half, and choose your password.
letter_address = Address
letter_first = Half of the code in the letter
letter_second = The other half of the code
letter_second_hint = Upper or lower case, with or without dashes.
letter_second_person = A second person tells you the other half: somebody from HR or an administrator, never the one who gave you this letter. If nobody did, ask for it.
letter_keep = Keep this letter to yourself until then; afterwards it is of no use to anybody.
letter_wrong = These two halves open no account. Check both; a newer letter ends an older one, and each works once within seven days.
news_letter = Your account was opened by a letter
# $starter (String) - who started the letter
# $second (String) - who told the other half
news_letter_by = Started by { $starter }, the other half from { $second }. If that was not you, change your password and tell an administrator.

# The first administrator.
setup_title = Make the first account
setup_intro = Nobody has an account in this installation yet. You become its administrator, who gives roles to others. This page works once.
setup_email_hint = You sign in with it.
setup_number_hint = If your roster has one for you: a later import finds you by it.
setup_hr = I also set things up as HR
setup_hr_hint = HR imports people and starts cycles, which an administrator alone may not. The role can be given to somebody else later.
setup_left = This person is inactive. Use another address.
setup_do = Make the account

# Inviting many.
invite_title = Invite people
invite_tells_mail = Each of them gets a link by mail with which they choose their password, valid for seven days. An earlier one no longer works.
invite_tells_letters = A letter is started for each of them. You download all letters as one file afterwards; a second person tells each the other half.
# $count (Number) - how many people
invite_do = { $count ->
    [one] Invite 1 person
   *[other] Invite { $count } people
}
invite_has_password = Can sign in already.
invite_no_address = No e-mail address, or no mail goes out: a letter reaches them.
invite_by_mail = Can be reached by mail.
invite_how = How
invite_way_mail = By mail
invite_way_mail_hint = For those with an e-mail address. Nobody but they see the link.
invite_way_letter = With letters
invite_way_letter_hint = For those whom no mail reaches: one file with a page each, and a second person for the other half.
invite_preview = Show who is invited
people_account = Sign-in
people_account_any = Any
people_without_account = Cannot sign in yet
# $count (Number) - how many people
people_without_account_count = { $count ->
    [one] 1 person cannot sign in yet
   *[other] { $count } people cannot sign in yet
}
people_invite_ticked = Invite the chosen
# $count (Number) - how many people
people_invite_all = { $count ->
    [one] Invite this one
   *[other] Invite all { $count }
}
people_of_cycle = Only people of one cycle
# $count (Number) - how many people
cycle_without_account = { $count ->
    [one] 1 person of this cycle cannot sign in yet.
   *[other] { $count } people of this cycle cannot sign in yet.
}
cycle_without_account_link = See them and invite them
# $address (String) - the reader's own address
openings_address = If you forget your password, a link goes to { $address }.
# $address (String) - the reader's own address
openings_address_changed = Your address was changed to { $address } after you last chose a password, so no link is sent there. Choose a new password above, and it is yours.
openings_no_address = There is no e-mail address on file for you. If you forget your password, HR or an administrator starts a letter.
# $company (String) - the company
account_mail_moved = { $company }: your e-mail address was changed
# $company (String) - the company
account_mail_moved_text = Another e-mail address was entered for your account with { $company }; this is the last mail to the old one. No link for a password goes to the new address before you choose a password yourself:
