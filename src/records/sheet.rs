//! The feedback sheet: a record and its signatures on one A4 page, as PDF. Setting takes 10 to 100 ms of pure
//! computing: async callers use `spawn_blocking`.

mod content;
mod press;
#[cfg(test)]
mod tests;
mod text;

use jiff::tz::TimeZone;
use time::OffsetDateTime;
use typst_layout::PagedDocument;

use super::Record;
use super::content::Role;
use crate::access::Lang;
use text::Cut;

/// One field at the foot of the sheet. A party without one is printed as "not signed yet".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSignature {
    /// Appraisee or superior.
    pub role: Role,
    pub name: String,
    pub at: OffsetDateTime,
    pub act: SheetAct,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetAct {
    Agreed,
    /// With the keys of the items that are objected to.
    AgreedInPart {
        items: Vec<String>,
    },
    /// Signed as received and discussed, without agreeing.
    Disagreed {
        words: String,
    },
    /// Not a signature: the superior recorded it, somebody else witnesses it.
    Refused {
        reason: String,
        recorded_by: String,
        witnessed_by: Option<String>,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    #[error("the sheet could not be set: {0}")]
    Typesetting(String),
    #[error("the content does not fit on one page, however short it is cut")]
    DoesNotFit,
}

/// Sizes of type in points, from comfortable down to what is still legible on paper.
const SIZES: [f64; 11] = [9.8, 9.4, 9.0, 8.6, 8.2, 7.8, 7.5, 7.2, 6.9, 6.7, 6.5];
/// How often texts are cut shorter once the type is at its smallest, and by how much each time.
const CUTS: usize = 28;
const SHORTER: f64 = 0.84;
const FIRST_CUT: f64 = 2400.0;
const FIRST_ROWS: f64 = 40.0;

/// One try: a size of type, and at the smallest size also a length at which texts end.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fit {
    size: f64,
    cut: Cut,
}

impl Fit {
    const COUNT: usize = SIZES.len() + CUTS;

    /// More half widths than this never stand on a page, so that megabytes of text need not be set to see it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small positive numbers
    fn capacity(&self) -> usize {
        (18_000.0 * (6.5 / self.size).powi(2)) as usize
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small positive numbers
    fn nth(n: usize) -> Self {
        if let Some(size) = SIZES.get(n) {
            return Self {
                size: *size,
                cut: Cut::NONE,
            };
        }
        let step = i32::try_from(n - SIZES.len()).unwrap_or(i32::MAX);
        let share = SHORTER.powi(step);
        Self {
            size: SIZES[SIZES.len() - 1],
            cut: Cut {
                prose: (FIRST_CUT * share).max(60.0) as usize,
                cell: (FIRST_CUT * share * 0.4).max(24.0) as usize,
                name: 48,
                rows: (FIRST_ROWS * share.sqrt()).max(3.0) as usize,
            },
        }
    }
}

/// What is to be printed.
struct Sheet<'a> {
    record: &'a Record,
    signatures: &'a [SheetSignature],
    hash: &'a str,
    /// This version no longer counts: stamped across the page.
    void: bool,
    lang: Lang,
    zone: &'a TimeZone,
}

/// The sheet as PDF. `hash` is the record's own, `zone` that of the reader.
pub fn feedback_sheet(
    record: &Record,
    signatures: &[SheetSignature],
    hash: &str,
    void: bool,
    lang: Lang,
    zone: &TimeZone,
) -> Result<Vec<u8>, SheetError> {
    let sheet = Sheet {
        record,
        signatures,
        hash,
        void,
        lang,
        zone,
    };
    let (_, document) = one_page(&sheet)?;
    let pdf = press::pdf(&document);
    press::forget_old_work();
    pdf
}

/// The largest type and the longest texts with which everything stands on one page.
fn one_page(sheet: &Sheet<'_>) -> Result<(Fit, PagedDocument), SheetError> {
    let set = |n| -> Result<Option<(Fit, PagedDocument)>, SheetError> {
        let fit = Fit::nth(n);
        let data = content::data(sheet, fit);
        if text::amount(&data) > fit.capacity() {
            return Ok(None);
        }
        let document = press::set(&data, sheet.lang)?;
        Ok((document.pages().len() == 1).then_some((fit, document)))
    };
    if let Some(first) = set(0)? {
        return Ok(first);
    }
    let (mut too_big, mut fits) = (0, Fit::COUNT - 1);
    let mut best = set(fits)?.ok_or(SheetError::DoesNotFit)?;
    while fits - too_big > 1 {
        let middle = usize::midpoint(too_big, fits);
        match set(middle)? {
            Some(better) => (fits, best) = (middle, better),
            None => too_big = middle,
        }
    }
    Ok(best)
}
