//! What the address asks for: search, filters, order, the page of a list. Read leniently: what makes
//! no sense is as if it were not there.

use std::{convert::Infallible, fmt::Write, str::FromStr};

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use uuid::Uuid;

use super::{
    Fields,
    error::{Error, Result},
};

/// The longest search that is looked at.
const LONGEST: usize = 200;

pub struct Asked {
    path: String,
    fields: Fields,
}

/// The row beyond which a page of a list begins, and in which direction it reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    pub back: bool,
    pub at: Option<(String, Uuid)>,
}

impl Cursor {
    /// The two halves as query parameters.
    #[must_use]
    pub fn parts(&self) -> (Option<&str>, Option<Uuid>) {
        self.at
            .as_ref()
            .map_or((None, None), |(key, id)| (Some(key), Some(*id)))
    }
}

impl Asked {
    #[must_use]
    pub fn of(path: &str, query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes())
            .take(500)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        Self {
            path: path.to_owned(),
            fields: Fields::from_pairs(pairs),
        }
    }

    /// Everything that was asked for, to be judged like a form.
    #[must_use]
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }

    /// A value as typed, cut to a length that makes sense; control characters are blanks.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        let text: String = self
            .fields
            .get(name)
            .chars()
            .take(LONGEST)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        text.trim().to_owned()
    }

    /// The same without a place to go on from.
    #[must_use]
    pub fn first(&self) -> Self {
        let kept = self.fields.pairs().iter();
        let kept = kept.filter(|(name, _)| !["after", "before"].contains(&name.as_str()));
        Self {
            path: self.path.clone(),
            fields: Fields::from_pairs(kept.cloned().collect()),
        }
    }

    /// Something with a textual form, such as an id or a day.
    #[must_use]
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.fields.get(name).parse().ok()
    }

    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        !matches!(self.fields.get(name), "" | "0")
    }

    /// A search as a pattern for `like`, in lower case.
    #[must_use]
    pub fn pattern(&self, name: &str) -> Option<String> {
        let text = self.text(name).to_lowercase();
        (!text.is_empty()).then(|| {
            let escaped = text
                .replace('\\', r"\\")
                .replace('%', r"\%")
                .replace('_', r"\_");
            format!("%{escaped}%")
        })
    }

    #[must_use]
    pub fn cursor(&self) -> Cursor {
        let read = |name: &str| {
            let (id, key) = self.fields.get(name).split_once('~')?;
            let key: String = key.chars().filter(|c| *c != '\0').take(400).collect();
            Some((key, id.parse().ok()?))
        };
        read("before").map_or_else(
            || Cursor {
                back: false,
                at: read("after"),
            },
            |at| Cursor {
                back: true,
                at: Some(at),
            },
        )
    }

    /// This address with some values changed, back on the first page. An empty value is left out.
    #[must_use]
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let kept = self
            .fields
            .pairs()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| {
                !["after", "before"].contains(name)
                    && changes.iter().all(|(changed, _)| changed != name)
            });
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(
                kept.chain(changes.iter().copied())
                    .filter(|(_, value)| !value.is_empty()),
            )
            .finish();
        let mut address = self.path.clone();
        if !query.is_empty() {
            // writing to a String cannot fail
            let _ = write!(address, "?{query}");
        }
        address
    }

    /// The address of the page after or before a row.
    #[must_use]
    pub fn beyond(&self, direction: &str, key: &str, id: Uuid) -> String {
        self.with(&[(direction, &format!("{id}~{key}"))])
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(
            parts.uri.path(),
            parts.uri.query().unwrap_or_default(),
        ))
    }
}

/// The id in an address, the first where there are two; nonsense names nothing that exists.
pub struct At<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for At<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let path = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Error::NotFound)?;
        let id = path.iter().next().and_then(|(_, text)| text.parse().ok());
        id.map(Self).ok_or(Error::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_leniently_and_writes_addresses() {
        let asked = Asked::of("/people", "q=50%25_a&dept=&after=x~y&sort=name");
        assert_eq!(asked.pattern("q").as_deref(), Some(r"%50\%\_a%"));
        assert_eq!(asked.cursor(), Cursor::default());
        assert!(!asked.ticked("dept") && asked.parsed::<Uuid>("q").is_none());
        assert_eq!(
            asked.with(&[("sort", "due"), ("q", "李")]),
            "/people?sort=due&q=%E6%9D%8E"
        );
    }
}
