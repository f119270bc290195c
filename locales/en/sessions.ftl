# Signing in, the account, invitations.
sign_in_title = Sign in
sign_in_login = E-mail address or employee number
sign_in_password = Password
sign_in_wrong = The account or the password is not right. No account yet? Ask your HR department for an invitation link.
sign_in_wrong_password = This is not your present password.
sign_in_do = Sign in
sign_in_intro = Appraisals and feedback interviews that both sides sign.
account_title = My account
account_settings = Time zone and colours
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
