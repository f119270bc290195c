//! Decimal numbers: the one place that rounds, the one place that reads what people typed, and the
//! one place that writes numbers for people.

use rust_decimal::{Decimal, RoundingStrategy};

/// Decimal places to which a total is settled. Quotients such as 1/3 carry an error in their 28th
/// digit; settling the sum keeps that error from moving a total of exactly 100 over a boundary.
pub const SETTLED_PLACES: u32 = 10;

/// Nobody types more than this; it also keeps a huge field from being worked on.
const LONGEST: usize = 40;

/// Rounds to `places`, a half away from zero, as people round by hand.
pub fn rounded(value: Decimal, places: u32) -> Decimal {
    value
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

/// Drops everything after `places`.
pub fn truncated(value: Decimal, places: u32) -> Decimal {
    value
        .round_dp_with_strategy(places, RoundingStrategy::ToZero)
        .normalize()
}

/// A sum of points, freed from the error of the quotients in it. See [`SETTLED_PLACES`].
pub fn settled(value: Decimal) -> Decimal {
    rounded(value, SETTLED_PLACES)
}

/// What a field accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub min: Decimal,
    pub max: Decimal,
    /// Decimal places that may be used; trailing zeros do not count.
    pub places: u32,
}

impl Bounds {
    pub const fn new(min: Decimal, max: Decimal, places: u32) -> Self {
        Self { min, max, places }
    }

    /// Targets and actual figures: anything up to a thousand billion, in either direction.
    pub const fn figure() -> Self {
        let limit = Decimal::from_parts(3_567_587_328, 232, 0, false, 0); // 10^12
        let below = Decimal::from_parts(3_567_587_328, 232, 0, true, 0);
        Self::new(below, limit, 4)
    }

    /// Points from `min` to `max`, with two decimal places.
    pub const fn points(min: Decimal, max: Decimal) -> Self {
        Self::new(min, max, 2)
    }

    /// Checks a number that did not come through [`parse`].
    pub fn check(&self, value: Decimal) -> Result<Decimal, DecimalError> {
        let value = value.normalize();
        if value < self.min {
            Err(DecimalError::TooSmall(self.min))
        } else if value > self.max {
            Err(DecimalError::TooLarge(self.max))
        } else if value.scale() > self.places {
            Err(DecimalError::TooManyPlaces(self.places))
        } else {
            Ok(value)
        }
    }
}

/// Why a typed number was not accepted. The page words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    #[error("nothing was entered")]
    Empty,
    #[error("too long for a number")]
    TooLong,
    #[error("full-width character {0:?}: switch the input method to half-width")]
    FullWidth(char),
    #[error("unexpected character {0:?}")]
    Unexpected(char),
    #[error("separators may only part the digits in groups of three; decimals follow a point")]
    Grouping,
    #[error("not a number")]
    Malformed,
    #[error("less than {0}")]
    TooSmall(Decimal),
    #[error("more than {0}")]
    TooLarge(Decimal),
    #[error("more than {0} decimal places")]
    TooManyPlaces(u32),
}

/// Reads a number as a person typed it and checks it against `bounds`.
pub fn parse(text: &str, bounds: Bounds) -> Result<Decimal, DecimalError> {
    bounds.check(read(text)?)
}

/// Reads a number: digits, at most one leading sign, a point before the decimals, and spaces or
/// commas (one kind) that group the whole part by threes. Nothing is guessed: `1,5` and `0,123`
/// are refused, because half of the world means one and a half by it.
pub fn read(text: &str) -> Result<Decimal, DecimalError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DecimalError::Empty);
    }
    if text.chars().count() > LONGEST {
        return Err(DecimalError::TooLong);
    }
    let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    for c in unsigned.chars() {
        match c {
            '0'..='9' | '.' | ',' => {}
            _ if is_grouping_space(c) => {}
            '\u{ff00}'..='\u{ffef}' | '\u{3000}'..='\u{303f}' => {
                return Err(DecimalError::FullWidth(c));
            }
            _ => return Err(DecimalError::Unexpected(c)),
        }
    }
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let mut digits = ungrouped(whole)?;
    if let Some(fraction) = fraction {
        if fraction.contains([',', ' ']) {
            return Err(DecimalError::Grouping);
        }
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::Malformed);
        }
        digits.push('.');
        digits.push_str(fraction);
    }
    let mut value = Decimal::from_str_exact(&digits).map_err(|_| DecimalError::TooLong)?;
    value.set_sign_negative(negative);
    Ok(value.normalize())
}

/// The whole part without its separators.
fn ungrouped(whole: &str) -> Result<String, DecimalError> {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return if whole.is_empty() {
            Err(DecimalError::Malformed)
        } else {
            Ok(whole.to_owned())
        };
    };
    let mut digits = String::with_capacity(whole.len());
    for (at, group) in whole.split(separator).enumerate() {
        let fits = match at {
            0 => (1..=3).contains(&group.len()) && !group.starts_with('0'),
            _ => group.len() == 3,
        };
        if !fits || !group.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::Grouping);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

/// Space, no-break space, thin space, narrow no-break space: what spreadsheets put between groups.
const fn is_grouping_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// For form fields, files and hashes: no grouping, no trailing zeros, ASCII only.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// For people: no trailing zeros, thousands parted by commas, a real minus sign.
/// [`read`] takes it back.
pub fn show(value: Decimal) -> String {
    let text = plain(value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut shown = String::with_capacity(text.len() + 8);
    if value.is_sign_negative() && !value.is_zero() {
        shown.push('\u{2212}');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

/// As [`show`], rounded to at most `places` first.
pub fn show_rounded(value: Decimal, places: u32) -> String {
    show(rounded(value, places))
}

/// Points of one indicator, wherever they stand: a quotient is rounded to two places.
pub fn show_points(value: Decimal) -> String {
    show_rounded(value, 2)
}

/// A difference, with its sign also when it is positive: `+9`, `−1.5`, `0`.
pub fn show_signed(value: Decimal) -> String {
    let shown = show(value);
    if value.is_sign_positive() && !value.is_zero() {
        format!("+{shown}")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_people_type() {
        for (text, value) in [
            ("0", "0"),
            ("007", "7"),
            (" 12.50 ", "12.5"),
            ("+3", "3"),
            ("-3.25", "-3.25"),
            ("\u{2212}3", "-3"),
            ("-0", "0"),
            ("1 095", "1095"),
            ("1,095", "1095"),
            ("1\u{202f}234\u{202f}567.891", "1234567.891"),
            ("12,345,678", "12345678"),
        ] {
            assert_eq!(read(text), Ok(d(value)), "{text}");
        }
    }

    #[test]
    fn refuses_what_could_mean_something_else() {
        use DecimalError::{Empty, FullWidth, Grouping, Malformed, TooLong, Unexpected};
        for (text, reason) in [
            ("", Empty),
            ("  \t", Empty),
            ("１２", FullWidth('１')),
            ("12。5", FullWidth('。')),
            ("12．5", FullWidth('．')),
            ("1，095", FullWidth('，')),
            ("－5", FullWidth('－')),
            ("1,5", Grouping),
            ("0,123", Grouping),
            ("10,95", Grouping),
            ("1095,000", Grouping),
            ("1,095 000", Grouping),
            ("1 ,095", Grouping),
            ("1.095,5", Grouping),
            ("1.000 5", Grouping),
            (",095", Grouping),
            ("1.2.3", Malformed),
            (".5", Malformed),
            ("5.", Malformed),
            ("-", Malformed),
            ("+", Malformed),
            (".", Malformed),
            ("--1", Unexpected('-')),
            ("1e5", Unexpected('e')),
            ("98%", Unexpected('%')),
            ("٣", Unexpected('٣')),
            ("NaN", Unexpected('N')),
            ("1\u{0}2", Unexpected('\u{0}')),
            ("99999999999999999999999999999999", TooLong),
            ("0.00000000000000000000000000000000001", TooLong),
            ("11111111111111111111111111111111111111111", TooLong),
        ] {
            assert_eq!(read(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn keeps_to_the_bounds() {
        let points = Bounds::points(Decimal::ZERO, d("20"));
        assert_eq!(parse("20.00", points), Ok(d("20")));
        assert_eq!(parse("7.500", points), Ok(d("7.5")));
        assert_eq!(parse("7.505", points), Err(DecimalError::TooManyPlaces(2)));
        assert_eq!(parse("20.01", points), Err(DecimalError::TooLarge(d("20"))));
        assert_eq!(parse("-0.01", points), Err(DecimalError::TooSmall(d("0"))));
        assert_eq!(Bounds::figure().max, d("1000000000000"));
        assert_eq!(Bounds::figure().min, d("-1000000000000"));
    }

    #[test]
    fn shows_numbers_as_people_read_them() {
        for (value, shown) in [
            ("0.00", "0"),
            ("-0.0", "0"),
            ("69.000", "69"),
            ("109.3750", "109.375"),
            ("999", "999"),
            ("1095", "1,095"),
            ("-1234567.80", "\u{2212}1,234,567.8"),
        ] {
            assert_eq!(show(d(value)), shown);
        }
        assert_eq!(show_signed(d("9")), "+9");
        assert_eq!(show_signed(d("-1.50")), "\u{2212}1.5");
        assert_eq!(show_signed(d("-0")), "0");
        assert_eq!(plain(d("-1095.10")), "-1095.1");
    }

    #[test]
    fn rounds_a_half_away_from_zero() {
        assert_eq!(rounded(d("0.125"), 2), d("0.13"));
        assert_eq!(rounded(d("-0.125"), 2), d("-0.13"));
        assert_eq!(truncated(d("-1.99"), 0), d("-1"));
        assert_eq!(settled(d("99.9999999999999999999999999")), d("100"));
    }

    proptest! {
        #[test]
        fn reading_undoes_showing(mantissa in any::<i64>(), scale in 0u32..=12) {
            let value = Decimal::new(mantissa, scale);
            prop_assert_eq!(read(&show(value)), Ok(value));
            prop_assert_eq!(read(&plain(value)), Ok(value));
            prop_assert_eq!(read(&show_signed(value)), Ok(value));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn rounding_moves_less_than_one_step(mantissa in any::<i64>(), scale in 0u32..=12, places in 0u32..4) {
            let value = Decimal::new(mantissa, scale);
            let step = Decimal::new(1, places);
            prop_assert!((rounded(value, places) - value).abs() * Decimal::TWO <= step);
            prop_assert!((truncated(value, places) - value).abs() < step);
            prop_assert!(truncated(value, places).abs() <= value.abs());
        }
    }
}
