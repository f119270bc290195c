//! Reading shares. Pure.

use rust_decimal::Decimal;

use crate::{
    ground::decimals::Bounds,
    web::{
        Fields,
        forms::{Fault, Faults, SHORT},
    },
};

/// How many further superiors one appraisal takes.
pub const MOST: usize = 3;

/// A line of the form: who, as typed, and the share in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub index: usize,
    pub who: String,
    pub share: Decimal,
}

/// More than nothing and less than everything, with at most two places.
#[must_use]
pub fn bounds() -> Bounds {
    Bounds::points(Decimal::new(1, 2), Decimal::new(9999, 2))
}

/// The filled-in lines. A name without a share, or a share without a name, is a fault; so is nothing
/// left for the direct superior.
#[must_use]
pub fn read(fields: &Fields, nothing_left: String) -> (Vec<Line>, Faults) {
    let mut faults = Faults::default();
    let mut lines = Vec::new();
    for index in 0..MOST {
        let (who_field, share_field) = (format!("person.{index}"), format!("share.{index}"));
        let who = fields.text(&who_field, SHORT, &mut faults);
        let share = fields.decimal(&share_field, bounds(), &mut faults);
        match (who.is_empty(), share) {
            (true, None) => {}
            (true, Some(_)) => faults.add(who_field, Fault::Required),
            (false, None) => faults.add(share_field, Fault::Required),
            (false, Some(share)) => lines.push(Line { index, who, share }),
        }
    }
    let sum: Decimal = lines.iter().map(|line| line.share).sum();
    if sum >= Decimal::ONE_HUNDRED
        && let Some(last) = lines.last()
    {
        faults.add(format!("share.{}", last.index), Fault::Other(nothing_left));
    }
    (lines, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> (Vec<Line>, Faults) {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        read(&Fields::from_pairs(pairs), "nothing left".into())
    }

    #[test]
    fn a_share_leaves_something_to_the_direct_superior() {
        let (lines, faults) = form(&[("person.0", "Max"), ("share.0", "30")]);
        assert!(faults.is_empty() && lines.len() == 1);
        let (_, faults) = form(&[
            ("person.0", "Max"),
            ("share.0", "60"),
            ("person.1", "Mia"),
            ("share.1", "40"),
        ]);
        assert!(faults.of("share.1").is_some());
        for (share, field) in [("0", "share.0"), ("100", "share.0"), ("x", "share.0")] {
            assert!(
                form(&[("person.0", "Max"), ("share.0", share)])
                    .1
                    .of(field)
                    .is_some()
            );
        }
        assert!(form(&[("person.0", "Max")]).1.of("share.0").is_some());
        assert!(form(&[("share.0", "30")]).1.of("person.0").is_some());
        assert_eq!(form(&[]).0, []);
    }
}
