//! The largest type and the longest texts with which everything stands on one page.

use typst_layout::PagedDocument;

use crate::{
    Job,
    cut::{self, Cut},
    press,
};

/// Sizes of type in points, from comfortable down to what is still legible on paper.
const SIZES: [f64; 11] = [9.8, 9.4, 9.0, 8.6, 8.2, 7.8, 7.5, 7.2, 6.9, 6.7, 6.5];
/// How often texts are cut shorter once the type is at its smallest, and by how much each time.
const CUTS: usize = 28;
const SHORTER: f64 = 0.84;
const FIRST_CUT: f64 = 2400.0;
const FIRST_ROWS: f64 = 40.0;

/// One try: a size of type, and at the smallest size also a length at which texts end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub size: f64,
    pub cut: Cut,
}

impl Fit {
    pub const COUNT: usize = SIZES.len() + CUTS;

    /// More half widths than this never stand on a page, so that megabytes of text need not be set to see it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small positive numbers
    fn capacity(&self) -> usize {
        (18_000.0 * (6.5 / self.size).powi(2)) as usize
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small positive numbers
    pub fn nth(n: usize) -> Self {
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

pub fn one_page(job: &Job) -> Result<(Fit, PagedDocument), String> {
    let ending = job.labels["cut"].as_str().unwrap_or("…");
    let set = |n| -> Result<Option<(Fit, PagedDocument)>, String> {
        let fit = Fit::nth(n);
        let mut data = cut::applied(&job.data, fit.cut, ending);
        if cut::amount(&data) > fit.capacity() {
            return Ok(None);
        }
        data["size"] = fit.size.into();
        let document = press::set(data, &job.labels, &job.lang)?;
        Ok((document.pages().len() == 1).then_some((fit, document)))
    };
    if let Some(first) = set(0)? {
        return Ok(first);
    }
    let (mut too_big, mut fits) = (0, Fit::COUNT - 1);
    let mut best =
        set(fits)?.ok_or("the content does not fit on one page, however short it is cut")?;
    while fits - too_big > 1 {
        let middle = usize::midpoint(too_big, fits);
        match set(middle)? {
            Some(better) => (fits, best) = (middle, better),
            None => too_big = middle,
        }
    }
    Ok(best)
}
