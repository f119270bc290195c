# Signing in, the account.
sign_in_title = Sign in
sign_in_login = E-mail address or employee number
sign_in_password = Password
sign_in_wrong = The account or the password is not right. No account yet? Ask your HR department to invite you.
sign_in_wrong_password = This is not your present password.
sign_in_do = Sign in
sign_in_intro = Appraisals and feedback interviews that both sides sign.
account_title = My account
account_settings = Time zone, colours and mail
account_zone = Time zone
account_zone_hint = Such as Asia/Shanghai or Europe/Berlin. Empty: the company's zone.
account_theme = Colours
account_theme_auto = As the device has it
account_theme_light = Light
account_theme_dark = Dark
account_password = Change the password
account_present = Present password
account_new = New password
account_new_hint = At least 10 characters. A few words in a row are easy to remember and hard to guess.
password_common = This password, or one nearly like it, stands in lists of stolen passwords. Choose another one.
password_personal = This password is made of your own name, address or number, or of the company's name. Choose another one.
password_simple = This password is easy to guess. A few words in a row that do not belong together are better.
account_save = Save
account_everywhere_why = Ends every session, on this device too. Use it when a device was lost.
account_everywhere = Sign out everywhere
invitation_title = Choose a password
# $name (String) - the person
invitation_hello = Welcome, { $name }. Choose a password to start.
# $login (String) - e-mail or number
invitation_login = You sign in as { $login }.
invitation_again = The password once more
invitation_differs = The two passwords differ.
invitation_do = Set the password

# A form sent after the session had ended.
sign_in_carries = You were signed out in the meantime. What you sent is kept in this page: sign in, and you get it back.
carried_title = You were signed out when you sent this
# $name (String) - who has signed in now
carried_signed_in = Nothing is lost. You are signed in as { $name }; nothing has been sent yet.
carried_text = Your text is here
carried_next = Send it where it was going. If something has changed there meanwhile, you will see both versions.
carried_send = Send it now
carried_leave = Leave it
carried_files = Files do not survive a sign-in: open the page again, copy your text over and choose the files once more.
carried_back_files = Back to the page
account_data = My data
account_data_why = Everything this product knows about you, as one file. What is not released to you yet is not in it.
account_data_do = Download my data

# The password once more, before what widens power or carries results out of the house.
reconfirm_title = Confirm that it is you
reconfirm_why = This widens what somebody may do, or carries results out of the house. Enter your password once more; for ten minutes you are not asked again. What you filled in is kept.
reconfirm_do = Confirm
reconfirm_on = Confirmed
reconfirm_on_why = What you filled in goes on now.
reconfirm_fetched = Your file is on its way. If it does not start by itself, fetch it here.
reconfirm_fetch = Fetch the file
reconfirm_back = Back

# Where somebody is signed in, and the security log.
security_own_title = Sign-ins and devices
security_link = See sign-ins and devices
security_link_why = Where you are signed in, and every time that your account was opened or somebody tried to.
security_sessions = Where you are signed in
security_sessions_why = Whoever uses one of these is you for the product. End what you do not know, and change your password.
security_this = this one
# $at (String) - day and time
security_since = Signed in { $at }
# $at (String) - day and time
security_seen = Last used { $at }
# $address (String) - network address
security_from = From { $address }
security_end = End
security_lines = What happened with your account
security_lines_why = Kept for a year. If one of these was not you, change your password and tell an administrator.
security_title = Security log
security_intro = Who signed in, from where and with what; who tried and could not; who asked for what is not theirs. Kept for a year.
security_none = Nothing here
security_device = Device
security_address = Address
security_device_none = unknown device
security_nobody = no known account
# $count (Number) - how many rows are shown
security_shown = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
security_signed_in = Signed in
security_new_device = Signed in with a new device
security_wrong_password = Wrong password
security_slowed = Too many tries, told to wait
security_confirmed = Confirmed with the password
security_not_confirmed = Wrong password at a confirmation
security_refused = Refused
security_signed_out = Signed out
security_session_ended = One session ended
security_all_sessions_ended = All sessions ended
notice_session_ended = That session is ended.
