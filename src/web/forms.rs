//! Raw forms: read leniently, judged strictly. A missing, repeated, unknown, huge or wrongly typed
//! field never fails as a whole; the parser of the room asks for what it needs and collects what is
//! wrong at which field, so that the page can come back with everything that was typed.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use rust_decimal::Decimal;
use time::Date;

use crate::ground::decimals::{self, Bounds, DecimalError};

use super::{
    error::{Error, Result},
    texts::Texts,
    when,
};

/// The longest text that one field takes, in characters.
pub const LONG: usize = 5000;
pub const SHORT: usize = 200;

/// The most fields a form may have.
const MOST: usize = 5000;

/// What is wrong with a field. The page turns it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Required,
    TooLong {
        max: usize,
        is: usize,
    },
    TooShort {
        min: usize,
    },
    ControlCharacters,
    Number(DecimalError),
    NotADate,
    NotAChoice,
    /// A sentence that the room has made.
    Other(String),
}

impl Fault {
    #[must_use]
    pub fn text(&self, l: &Texts) -> String {
        match self {
            Self::Required => l.fault_required(),
            Self::TooLong { max, is } => l.fault_too_long(max.to_string(), is.to_string()),
            Self::TooShort { min } => l.fault_too_short(min.to_string()),
            Self::ControlCharacters => l.fault_control(),
            Self::Number(error) => number(*error, l),
            Self::NotADate => l.fault_date(),
            Self::NotAChoice => l.fault_choice(),
            Self::Other(text) => text.clone(),
        }
    }
}

fn number(error: DecimalError, l: &Texts) -> String {
    match error {
        DecimalError::TooSmall(min) => l.fault_too_small(decimals::show(min)),
        DecimalError::TooLarge(max) => l.fault_too_large(decimals::show(max)),
        DecimalError::TooManyPlaces(places) => l.fault_places(places),
        DecimalError::FullWidth(_) => l.fault_full_width(),
        _ => l.fault_number(),
    }
}

/// The faults of a form by field name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(BTreeMap<String, Fault>);

/// What makes the words after it run the other way, so that a signed text would not read as it was written.
const fn turns_around(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl Faults {
    /// Keeps the first fault of a field.
    pub fn add(&mut self, field: impl Into<String>, fault: Fault) {
        self.0.entry(field.into()).or_insert(fault);
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Fault> {
        self.0.get(field)
    }

    /// The message at a field, empty where it is right.
    #[must_use]
    pub fn at(&self, field: &str, l: &Texts) -> String {
        self.0
            .get(field)
            .map(|fault| fault.text(l))
            .unwrap_or_default()
    }

    /// Every field that has one, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fault)> {
        self.0.iter().map(|(field, fault)| (field.as_str(), fault))
    }

    /// Adds the faults of another look at the same form; the first of a field stays.
    pub fn merge(&mut self, other: Self) {
        for (field, fault) in other.0 {
            self.add(field, fault);
        }
    }
}

/// The fields of a posted form as they came.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    /// The fields that are as they were when the form's version was read, as the page's script tells;
    /// `None` where it did not run.
    untouched: Option<Vec<String>>,
    /// Whether the page's script saved in the background; it wants JSON, not a page.
    pub autosave: bool,
}

impl Fields {
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self::new(pairs, false)
    }

    fn new(mut pairs: Vec<(String, String)>, autosave: bool) -> Self {
        let mut untouched = None;
        pairs.retain(|(name, value)| {
            let told = name == "untouched";
            if told {
                untouched = Some(value.split_whitespace().map(str::to_owned).collect());
            }
            !told
        });
        Self {
            pairs,
            untouched,
            autosave,
        }
    }

    /// Whether this window has changed the field since it read it; unknown without the page's script.
    #[must_use]
    pub fn touched(&self, name: &str) -> Option<bool> {
        let untouched = self.untouched.as_ref()?;
        Some(untouched.iter().all(|one| one != name))
    }

    /// One more field.
    pub fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.pairs.push((name.into(), value.into()));
    }

    /// The same form without one of its fields.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(other, _)| other != name);
        self
    }

    /// The value as typed, line ends made uniform; empty when missing, the last one when repeated.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }

    /// All values of a repeated field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// All pairs, for carrying a form over to another page.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Text of at most `max` characters without control characters; blank becomes empty.
    pub fn text(&self, name: &str, max: usize, faults: &mut Faults) -> String {
        let value = self.get(name).trim();
        let length = value.chars().count();
        if length > max {
            faults.add(name, Fault::TooLong { max, is: length });
        } else if value
            .chars()
            .any(|c| (c.is_control() && c != '\n' && c != '\t') || turns_around(c))
        {
            faults.add(name, Fault::ControlCharacters);
        }
        value.to_owned()
    }

    pub fn required(&self, name: &str, max: usize, faults: &mut Faults) -> String {
        let value = self.text(name, max, faults);
        if value.is_empty() {
            faults.add(name, Fault::Required);
        }
        value
    }

    /// A decimal within bounds; empty is `None`.
    pub fn decimal(&self, name: &str, bounds: Bounds, faults: &mut Faults) -> Option<Decimal> {
        match decimals::parse(self.get(name), bounds) {
            Ok(value) => Some(value),
            Err(DecimalError::Empty) => None,
            Err(error) => {
                faults.add(name, Fault::Number(error));
                None
            }
        }
    }

    /// A date; empty is `None`.
    pub fn day(&self, name: &str, faults: &mut Faults) -> Option<Date> {
        let text = self.get(name).trim();
        if text.is_empty() {
            return None;
        }
        let date = when::parse_day(text);
        if date.is_none() {
            faults.add(name, Fault::NotADate);
        }
        date
    }

    /// One of a closed set; empty is `None`.
    pub fn choice<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        let text = self.get(name).trim();
        if text.is_empty() {
            return None;
        }
        let chosen = parse(text);
        if chosen.is_none() {
            faults.add(name, Fault::NotAChoice);
        }
        chosen
    }

    /// One of a closed set that has to be chosen: nothing is taken for granted, and nothing chosen is a fault at the field.
    pub fn choose<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        if self.get(name).trim().is_empty() {
            faults.add(name, Fault::Required);
            return None;
        }
        self.choice(name, parse, faults)
    }

    /// What the pressed button does. Every button of ours says it, so that a form without one of these words is none
    /// of ours, and does nothing.
    pub fn pressed<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        parse(self.get(name)).ok_or(Error::Malformed)
    }

    /// Which of two buttons was pressed: whether it was `yes`.
    pub fn either(&self, name: &str, yes: &str, no: &str) -> Result<bool> {
        self.pressed(name, |key| (key == yes || key == no).then_some(key == yes))
    }

    /// A conflict, where the row has another version by now than the form was read at.
    pub fn read_at(&self, version: i32) -> Result<()> {
        if self.version() == version {
            Ok(())
        } else {
            Err(Error::Conflict)
        }
    }

    /// The version of the row that the form was read at; nonsense is a version that never was.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.get("version").parse().unwrap_or(-1)
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let autosave = request.headers().contains_key("x-autosave");
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_none_or(|value| value.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Error::Malformed);
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| {
                if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    Error::TooLarge
                } else {
                    Error::Malformed
                }
            })?;
        if body.split(|byte| *byte == b'&').count() > MOST {
            return Err(Error::TooLarge);
        }
        Ok(Self::new(parse(&body), autosave))
    }
}

fn parse(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(body: &str) -> Fields {
        Fields::from_pairs(parse(body.as_bytes()))
    }

    #[test]
    fn reads_what_browsers_send_and_survives_what_they_do_not() {
        let form = fields("a=1+2&b=%E4%BD%A0&c&=x&a=3&d=%zz%4");
        assert_eq!(
            (form.get("a"), form.get("b"), form.get("c"), form.get("d")),
            ("3", "你", "", "%zz%4")
        );
    }

    #[test]
    fn names_the_fault_at_its_field() {
        let form = fields("long=aaaa&bell=%07&nul=%00&date=2026-02-30&n=x&big=101&nothing=");
        let mut faults = Faults::default();
        form.text("long", 3, &mut faults);
        form.text("bell", 9, &mut faults);
        form.text("nul", 9, &mut faults);
        form.day("date", &mut faults);
        let percent = Bounds::points(Decimal::ZERO, Decimal::ONE_HUNDRED);
        form.decimal("n", percent, &mut faults);
        form.decimal("big", percent, &mut faults);
        form.required("nothing", 9, &mut faults);
        assert_eq!(faults.of("long"), Some(&Fault::TooLong { max: 3, is: 4 }));
        assert_eq!(faults.of("bell"), Some(&Fault::ControlCharacters));
        assert_eq!(faults.of("nul"), Some(&Fault::ControlCharacters));
        assert_eq!(faults.of("date"), Some(&Fault::NotADate));
        assert!(matches!(faults.of("n"), Some(Fault::Number(_))));
        assert!(matches!(
            faults.of("big"),
            Some(Fault::Number(DecimalError::TooLarge(_)))
        ));
        assert_eq!(faults.of("nothing"), Some(&Fault::Required));
    }
}
