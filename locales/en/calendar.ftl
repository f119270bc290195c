# The company calendar.
calendar_title = Company calendar
# $year (String) - the year
# $days (String) - how many working days
calendar_year_summary = { $year } has { $days } working days. Deadlines in working days count them.
calendar_none = Only weekends are off in this year
calendar_none_text = Enter the holidays, and the weekend days that are worked to make up for them.
calendar_tick_all = Choose all days of this year
# $day (String) - the day
calendar_tick = Choose { $day }
calendar_day = Day
calendar_weekday = Weekday
calendar_name = Name
calendar_kind = Kind
calendar_holiday = Holiday
calendar_worked = Worked
calendar_remove = Remove the chosen days
calendar_remove_ask = Remove the chosen days? Deadlines that are set already stay as they are.
calendar_add = Enter days
calendar_holidays = Holidays
calendar_worked_days = Weekend days that are worked
calendar_list = One day or period a line
calendar_list_hint = 2027-02-17 Spring Festival, or 2027-02-15..2027-02-21 Spring Festival. A line that begins with + is a worked weekend day. A day that is there already is replaced.
calendar_add_do = Enter
# $line (String) - line of the list
# $why (String) - what is wrong
calendar_line = Line { $line }: { $why }
calendar_wrong_date = no date at the beginning.
calendar_wrong_range = the period ends before it begins, or is longer than two months.
calendar_wrong_name = the name has more than 100 characters.
calendar_wrong_weekend = this is no weekend day, so it is worked anyway.
calendar_wrong_many = more than 1,000 days at once.
weekday_monday = Monday
weekday_tuesday = Tuesday
weekday_wednesday = Wednesday
weekday_thursday = Thursday
weekday_friday = Friday
weekday_saturday = Saturday
weekday_sunday = Sunday
