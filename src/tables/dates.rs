//! Dates as files have them: ISO, 2023/5/1, 1.5.2023, 5/1/2023, 2023年5月1日, 1-May-2023, Excel's
//! serial numbers. Only "5/1/2023" has two meanings; for that the whole column is looked at, and then
//! the user is asked.

use time::{Date, Duration, Month, macros::date};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    pub const fn key(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst]
            .into_iter()
            .find(|order| order.key() == key)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Sure(Date),
    /// Both readings exist and differ.
    Either {
        day_first: Date,
        month_first: Date,
    },
    /// The two numbers leave one reading only, which tells about the rest of the column.
    Telling(Date, Order),
    Bad,
}

impl Found {
    pub fn date(self, order: Option<Order>) -> Option<Date> {
        match (self, order) {
            (Self::Sure(date) | Self::Telling(date, _), _) => Some(date),
            (Self::Either { day_first, .. }, Some(Order::DayFirst)) => Some(day_first),
            (Self::Either { month_first, .. }, Some(Order::MonthFirst)) => Some(month_first),
            (Self::Either { .. }, None) | (Self::Bad, _) => None,
        }
    }
}

/// What a column itself proves: one telling date is enough, unless another one contradicts it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Telling {
    seen: Option<Order>,
    contradicted: bool,
}

impl Telling {
    pub fn hear(&mut self, found: Found) {
        if let Found::Telling(_, order) = found {
            self.contradicted |= self.seen.is_some_and(|before| before != order);
            self.seen = Some(order);
        }
    }

    pub fn order(self) -> Option<Order> {
        self.seen.filter(|_| !self.contradicted)
    }
}

pub fn parse(text: &str) -> Found {
    let text = text.trim();
    let day_part = without_time(text);
    serial(text)
        .or_else(|| compact(day_part))
        .or_else(|| chinese(day_part))
        .or_else(|| named_month(day_part))
        .map_or_else(|| numeric(day_part), Found::Sure)
}

/// "2023-05-01 00:00:00", "2023-05-01T00:00Z", "5/1/2023 0:00"
fn without_time(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((day, rest))
            if day.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':') =>
        {
            day
        }
        _ => text,
    }
}

/// Days since the end of 1899, as spreadsheets keep dates: 1954 to 2119.
fn serial(text: &str) -> Option<Date> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(part) {
        return None;
    }
    let days: i64 = whole.parse().ok()?;
    (20_000..=80_000)
        .contains(&days)
        .then(|| date!(1899 - 12 - 30).saturating_add(Duration::days(days)))
}

/// 20230501
fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    day(&text[..4], &text[4..6], &text[6..])
}

fn chinese(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let rest = rest.trim_end_matches(['日', '号']);
    day(year.trim(), month.trim(), rest.trim())
}

/// "1 May 2023", "1-May-23", "May 1, 2023"
fn named_month(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split([' ', '-', '/', ',', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, year] = parts[..] else {
        return None;
    };
    let (day_number, month) = match (month_named(first), month_named(second)) {
        (Some(month), None) => (second, month),
        (None, Some(month)) => (first, month),
        _ => return None,
    };
    Date::from_calendar_date(full_year(year)?, month, small(day_number)?).ok()
}

fn month_named(word: &str) -> Option<Month> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let at = NAMES
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word))?;
    Month::try_from(u8::try_from(at + 1).ok()?).ok()
}

/// Three numbers. Dots are written day first wherever they are written at all.
fn numeric(text: &str) -> Found {
    let Some(separator) = text.chars().find(|c| matches!(c, '-' | '/' | '.')) else {
        return Found::Bad;
    };
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [a, b, c] = parts[..] else {
        return Found::Bad;
    };
    if a.len() == 4 {
        return day(a, b, c).map_or(Found::Bad, Found::Sure);
    }
    match (day(c, b, a), day(c, a, b)) {
        (Some(date), _) if separator == '.' => Found::Sure(date),
        (Some(day_first), Some(month_first)) if day_first == month_first => Found::Sure(day_first),
        (Some(day_first), Some(month_first)) => Found::Either {
            day_first,
            month_first,
        },
        (Some(date), None) => Found::Telling(date, Order::DayFirst),
        (None, Some(date)) if separator != '.' => Found::Telling(date, Order::MonthFirst),
        _ => Found::Bad,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let month = Month::try_from(small(month)?).ok()?;
    Date::from_calendar_date(full_year(year)?, month, small(day)?).ok()
}

fn small(text: &str) -> Option<u8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Two digits mean 1970 to 2069.
fn full_year(text: &str) -> Option<i32> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i32 = text.parse().ok()?;
    match (text.len(), year) {
        (4, 1900..=2200) => Some(year),
        (2, 0..70) => Some(2000 + year),
        (2, _) => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_as_found() {
        for text in [
            "2023-05-01",
            "2023-5-1",
            "2023/5/1",
            "2023.05.01",
            "1.5.2023",
            "01.05.2023",
            "2023年5月1日",
            "2023年05月01号",
            "20230501",
            "45047",
            "45047.0",
            "45047.375",
            "2023-05-01 00:00:00",
            "2023-05-01T08:30:00Z",
            "1 May 2023",
            "1-May-23",
            "May 1, 2023",
            "01/MAY/2023",
            " 2023-05-01 ",
        ] {
            assert_eq!(parse(text), Found::Sure(date!(2023 - 05 - 01)), "{text}");
        }
        assert_eq!(parse("3/3/2023"), Found::Sure(date!(2023 - 03 - 03)));
        assert_eq!(
            parse("25/12/1999"),
            Found::Telling(date!(1999 - 12 - 25), Order::DayFirst)
        );
        assert_eq!(
            parse("12/25/99"),
            Found::Telling(date!(1999 - 12 - 25), Order::MonthFirst)
        );
        let either = Found::Either {
            day_first: date!(2023 - 01 - 05),
            month_first: date!(2023 - 05 - 01),
        };
        assert_eq!(parse("5/1/2023"), either);
        assert_eq!(parse("5/1/2023 0:00"), either);
        assert_eq!(parse("05-01-2023"), either);
        assert_eq!(either.date(None), None);
        assert_eq!(
            either.date(Some(Order::DayFirst)),
            Some(date!(2023 - 01 - 05))
        );
    }

    #[test]
    fn dates_that_do_not_exist() {
        for text in [
            "",
            "soon",
            "2023-02-29",
            "31.4.2023",
            "5.13.2023",
            "2023-13-01",
            "13/13/2023",
            "2023年13月1日",
            "0/0/2023",
            "2023-05",
            "99999",
            "12345",
            "1/2/3/4",
            "1/2/123",
            "-1/2/2023",
            "+1/2/2023",
            "١/٢/٢٠٢٣",
            "2023-05-01-02",
            "20231301",
            "9999-01-01",
        ] {
            assert_eq!(parse(text), Found::Bad, "{text}");
        }
    }

    #[test]
    fn one_telling_date_decides_the_column() {
        let column = |texts: &[&str]| {
            let mut telling = Telling::default();
            for text in texts {
                telling.hear(parse(text));
            }
            telling.order()
        };
        assert_eq!(column(&["5/1/2023", "25/12/2022"]), Some(Order::DayFirst));
        assert_eq!(column(&["5/1/2023", "12/25/2022"]), Some(Order::MonthFirst));
        assert_eq!(column(&["25/12/2022", "12/25/2022"]), None);
        assert_eq!(column(&["5/1/2023", "2022-01-31"]), None);
    }

    proptest! {
        #[test]
        fn every_written_form_comes_back(days in 20_000_i64..80_000) {
            let wanted = date!(1899 - 12 - 30) + Duration::days(days);
            let (y, m, d) = (wanted.year(), u8::from(wanted.month()), wanted.day());
            for text in [format!("{y}-{m:02}-{d:02}"), format!("{y}/{m}/{d}"), format!("{d}.{m}.{y}"), format!("{y}年{m}月{d}日"), days.to_string()] {
                prop_assert_eq!(parse(&text), Found::Sure(wanted));
            }
            prop_assert_eq!(parse(&format!("{d}/{m}/{y}")).date(Some(Order::DayFirst)), Some(wanted));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,20}") {
            let _ = parse(&text);
        }
    }
}
