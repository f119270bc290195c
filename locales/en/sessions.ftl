# Signing in, the account, invitations.
sign_in_title = Sign in
sign_in_login = E-mail address or employee number
sign_in_password = Password
sign_in_wrong = The account or the password is not right. No account yet? Ask your HR department for an invitation link.
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
account_save = Save
account_everywhere_title = Other devices
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
