# The frame around every page: navigation, saving, paging.
shell_product = Countersign
shell_foot = Nothing counts as agreed until both sides have signed.
nav_skip = Skip to the content
nav_main = Main navigation
nav_menu = Menu
nav_setup = Set-up
nav_pages = Pages
nav_account = Account and settings
nav_before = Previous
nav_after = Next
shell_sign_in = Sign in
shell_sign_out = Sign out
# $name (String) - the person who is signed in
shell_signed_in_as = Signed in as { $name }
shell_ok = OK
shell_cancel = Cancel
shell_dismiss = Cancel
shell_optional = (optional)
shell_error = Error:
shell_errors = There is a problem
shell_save_saving = Saving…
# $time (String) - time of day, such as 10:32
shell_save_saved = Saved { $time }
shell_save_local = Not saved yet: the server cannot be reached. Your text is kept on this device.
shell_save_kept = Not sent yet. Your text is kept on this device until you send it.
shell_save_restored = Text that had not been saved was brought back from this device.
shell_save_undo = Use the saved text instead
shell_save_conflict = This text has been changed elsewhere in the meantime. Nothing of yours is lost.
shell_save_compare = Compare both texts
shell_save_signed_out = You have been signed out. Your text is kept on this device.
shell_save_refused = The server does not take this text as it stands. It is kept on this device.
shell_live_off = Connection lost. Changes by others will appear when it is back.
