# Importing a roster: upload, preview, findings, result.
import_title = Import a roster
import_intro = Upload a CSV file or an Excel workbook (XLSX) as your HR system or spreadsheet saves it. First you see what would happen; nothing is changed until you confirm.
import_file = CSV or XLSX file
import_file_hint = Any order of columns. XLSX: the first sheet with rows. CSV: comma, semicolon or tab; UTF-8, UTF-16 or GB18030. At most 64 MB and 300,000 rows.
import_upload = Upload and preview
import_file_missing = Please choose a file.
import_waiting = Files of yours that wait
import_how_title = How people are matched
import_how_number = People are found again by their number. The same file a second time changes nothing.
import_how_blank = A blank cell, or a column that you do not assign, changes nothing.
import_how_leaver = Nobody is deleted: people who are missing from the file stay as they are.

import_refused_empty = The file is empty.
# $size (String) - size of the file in MB
# $limit (String) - limit in MB
import_refused_large = The file has { $size } MB; at most { $limit } MB can be taken.
# $what (String) - kind of file
import_refused_foreign = This is { $what }, not a CSV file or an Excel workbook. Open it in your spreadsheet and save it as XLSX or as “CSV UTF-8”.
# $line (String) - line number
# $code (String) - the character's number
import_refused_control = Line { $line } contains a control character ({ $code }), which no roster has. The file is damaged or not a text file.
# $line (String) - line number
# $encoding (String) - name of the encoding
import_refused_broken = Line { $line } contains bytes that are not { $encoding }. Save the file again as “CSV UTF-8”.
import_refused_no_rows = The file has no rows with content.
# $line (String) - line number
import_refused_quote = A quotation mark that opens on line { $line } is never closed.
# $line (String) - line number
# $most (String) - limit
import_refused_columns = Line { $line } has more than { $most } columns.
# $most (String) - limit
import_refused_rows = The file has more than { $most } rows. Divide it and import the parts one after the other.
import_refused_workbook = This workbook cannot be opened: it is damaged or protected by a password. Save it again without a password.
import_refused_workbook_large = This workbook unpacks to more than a roster can be. Save only the sheet with the people.
import_foreign_xls = an old Office file
import_foreign_opendocument = an OpenDocument file
import_foreign_word = a text document
import_foreign_zip = a ZIP archive
import_foreign_archive = an archive
import_foreign_pdf = a PDF
import_foreign_image = an image
import_foreign_web_page = a web page
import_foreign_xml = an XML file
import_foreign_json = a JSON file
import_foreign_program = a program
import_foreign_database = a database

import_preview_title = What the import would do
# $file (String) - name of the file
# $rows (Number) - number of rows
# $encoding (String) - name of the encoding
# $delimiter (String) - name of the delimiter
import_read_as = { $file }: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, read as { $encoding }, columns separated by { $delimiter }.
# $file (String) - name of the file
# $rows (Number) - number of rows
# $sheet (String) - name of the sheet
import_read_sheet = { $file }: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, read from the sheet “{ $sheet }”.
import_changed_title = Please look again
import_look_at_names = The encoding is a guess. Please look whether the names below are right.
import_header_none = No header row was found, so every line is read as a person. Say below what the columns are.
# $line (String) - line number
import_header_line = Header on line { $line }.
import_delimiter_comma = commas
import_delimiter_semicolon = semicolons
import_delimiter_tab = tabs
import_create = to be created
import_change = to be changed
import_nothing = without a change
import_refuse = refused
# $count (Number) - people
import_absent = { $count ->
    [one] 1 person who is here is not in the file and stays as is.
   *[other] { $count } people who are here are not in the file and stay as they are.
}
# $names (String) - list of departments
import_new_departments = New departments: { $names }.
import_all_same = Nothing will change: everything in this file is here already.
import_mapping_title = Columns
import_mapping_hint = Suggested from the header. Change what is not right; columns that are not read are not stored.
# $column (String) - number of the column
import_column = Column { $column }
# $example (String) - first value in the column
import_example = for example “{ $example }”
import_not_read = (not read)
import_mapping_do = Look again with these columns
import_mapping_no_number = Say which column holds the employee number: people are found again by it.
# $field (String) - what is assigned
import_mapping_twice = “{ $field }” is assigned to two columns. Each can be assigned once.
import_mapping_unknown = This is not one of the choices.
import_dates_title = Day or month first?
# $count (String) - how many dates
# $example (String) - one of them
import_dates_hint = Dates that can be read in two ways: { $count }, such as { $example }.
# $date (String) - the date
import_dates_day = Day first: { $date }
# $date (String) - the date
import_dates_month = Month first: { $date }
import_default_department = Department for people without one
import_default_department_hint = Leave empty to give departments later.
import_findings_title = Findings
import_findings_none = No findings.
import_findings_errors = Refused
import_findings_remarks = Worth knowing
import_lines = Lines
import_finding = Finding
import_count = Rows
# $more (String) - how many more lines
import_lines_more = and { $more } more
import_errors_download = Refused rows as CSV, to correct and import again
import_rows_title = Row by row
import_line = Line
import_what = What happens
import_row_create = Create
import_row_change = Change
import_row_nothing = No change
import_row_refused = Refused
import_rows_all = All rows
# $from (String) - first line
# $count (Number) - in all
import_rows_shown = From line { $from }, { $count ->
    [one] 1 row
   *[other] { $count } rows
}
# $what (String) - attribute
# $from (String) - old text
# $to (String) - new text
import_changed = { $what }: { $from } → { $to }
import_superior_choice = Who is meant?
import_superior_open = (not chosen)
import_superior_do = Use these managers
# $count (Number) - rows
import_confirm = { $count ->
    [one] Import 1 row
   *[other] Import { $count } rows
}
# $count (Number) - rows
# $refused (Number) - rows
import_confirm_without = { $count ->
    [one] Import 1 row, leave out { $refused }
   *[other] Import { $count } rows, leave out { $refused }
}
import_confirm_hint = All of it or nothing: one step, with an entry in the audit trail.
import_discard = Throw this file away
import_changed_meanwhile = The people have changed since you looked. Nothing was imported; please look at the new preview.
import_kept_a_day = The uploaded file is kept until you confirm, for one day at most.
import_done_title = Import finished
import_done_created = created
import_done_changed = changed
import_done_next = Next: give people a manager.
import_done_superiors = People without a manager
import_done_again = Import another file
import_done_people = To the people

field_number = Number
field_name = Full name
field_first_name = First name
field_middle_name = Middle name or initial
field_last_name = Last name
field_email = E-mail
field_department = Department
field_position = Position
field_level = Level
field_superior = Manager (number, e-mail or name)
field_superior_number = Manager's number
field_superior_name = Manager's name
field_superior_email = Manager's e-mail
field_hired_on = Hire date
field_status = Works here (yes/no, status)
field_left = Has left (yes/no)
field_left_on = Leaving date

encoding_utf8 = UTF-8
encoding_utf16 = UTF-16
encoding_gb18030 = GB18030
encoding_windows = Windows Western (1252)

# $found (String) - cells in the row
# $expected (String) - cells in the header
fault_row_ragged = { $found } columns, but the header has { $expected }.
fault_row_quote = Text after a closing quotation mark.
fault_row_no_number = No number.
fault_row_no_name = No name.
# $field (String) - the column
# $most (String) - limit
fault_row_long = { $field }: more than { $most } characters.
# $lines (String) - other lines
fault_row_duplicate_number = The same number stands on line { $lines } too.
# $field (String) - the column
# $found (String) - the text
fault_row_date = { $field }: “{ $found }” is not a date, or more than two years ahead.
# $field (String) - the column
# $found (String) - the text
fault_row_unclear_date = { $field }: “{ $found }” can be read day first or month first. Please choose above.
# $found (String) - the text
fault_row_email = “{ $found }” is not an e-mail address.
# $email (String) - the address
# $owner (String) - whose it is
fault_row_email_taken = { $email } belongs to number { $owner }.
# $email (String) - the address
# $lines (String) - other lines
fault_row_email_repeated = { $email } stands on line { $lines } too.
# $field (String) - the column
# $found (String) - the text
fault_row_status = { $field }: “{ $found }” is not understood; write yes or no.
# $found (String) - the text
fault_row_superior_unknown = No manager “{ $found }” in the file or among the people.
# $found (String) - the name
# $candidates (String) - who it could be
fault_row_superior_ambiguous = “{ $found }” fits several people: { $candidates }.
fault_row_own_superior = Is their own manager.
# $chain (String) - names
fault_row_loop = Reports round in a loop: { $chain }.
# $line (String) - the superior's line
# $superior (String) - the superior's number
fault_row_superior_refused = The manager { $superior } is new and refused on line { $line }.
group_ragged = Wrong number of columns
group_stray_quote = Text after a closing quotation mark
group_no_number = No number
group_no_name = No name
group_too_long = Too long
group_duplicate_number = Number twice in the file
group_bad_date = Not a date
group_unclear_date = Date with two readings
group_bad_email = Not an e-mail address
group_email_taken = E-mail of somebody else
group_email_repeated = E-mail twice in the file
group_bad_status = Status not understood
group_unknown_superior = Unknown manager
group_ambiguous_superior = Manager's name fits several people
group_own_superior = Own manager
group_own_case = Decides who evaluates you
group_loop = Loop of managers
group_superior_refused = Manager's row refused
remark_duplicate_name = Somebody else has the same name
remark_no_email = No e-mail: can sign in with the number, gets no messages
remark_no_superior = No manager: cannot be appraised before one is given
remark_superior_left = The manager has left
remark_no_department = No department
remark_no_hire_date = No hire date
remark_unknown_level = Level not understood: stays as it is, or “Staff”
import_report_line = Line
import_report_reason = Reason
import_value_none = (empty)
