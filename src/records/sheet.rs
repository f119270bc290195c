//! The feedback sheet: a record and its signatures on one A4 page. What stands on it is decided here; how it is set, and how
//! it is made to fit, is `typst/`.

mod content;
mod figures;
mod labels;
#[cfg(test)]
mod tests;

use jiff::tz::TimeZone;
use serde_json::json;
use time::OffsetDateTime;

use super::{Record, content::Role, file::Means};
use crate::{access::Lang, forms::grades::Scheme, web::texts};

/// One field at the foot of the sheet. A party without one is printed as "not signed yet".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSignature {
    /// Appraisee or superior.
    pub role: Role,
    pub name: String,
    pub at: OffsetDateTime,
    /// How the signer showed that it was they; none where nobody signed.
    pub means: Option<Means>,
    pub act: SheetAct,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetAct {
    Agreed,
    /// With the keys of the items that are objected to.
    AgreedInPart {
        items: Vec<String>,
    },
    /// Not a signature: the superior recorded it, somebody else witnesses it.
    Refused {
        reason: String,
        recorded_by: String,
        witnessed_by: Option<String>,
    },
}

/// What is to be printed.
pub struct Sheet<'a> {
    pub record: &'a Record,
    /// By which the total is printed, as on every page.
    pub scheme: &'a Scheme,
    pub signatures: &'a [SheetSignature],
    /// The record's own.
    pub hash: &'a str,
    /// This version no longer counts: stamped across the page.
    pub void: bool,
    pub lang: Lang,
    /// The reader's.
    pub zone: &'a TimeZone,
}

impl Sheet<'_> {
    /// The job for `app::Shared::printer`: one line of JSON.
    #[must_use]
    pub fn job(&self) -> String {
        json!({
            "lang": self.lang.key(),
            "labels": labels::labels(texts(self.lang)),
            "data": content::data(self),
        })
        .to_string()
    }
}
