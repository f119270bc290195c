//! Who rates far from the rest, and how grades spread. Pure.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use uuid::Uuid;

/// Fewer people than this say nothing about how a superior rates.
pub const FEWEST: usize = 3;
/// From this many points on a superior's mean is far from the others'.
pub const FAR: i64 = 5;
/// More results than this are not one conversation.
pub const MOST: usize = 500;

/// One result as far as it counts here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    pub superior: Uuid,
    pub total: Decimal,
}

/// A superior who rates far from the rest: how many people, and the difference of the means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlier {
    pub superior: Uuid,
    pub people: usize,
    pub difference: Decimal,
}

fn mean(totals: &[Decimal]) -> Option<Decimal> {
    let sum: Decimal = totals.iter().sum();
    sum.checked_div(Decimal::from(totals.len()))
}

/// The farthest first.
#[must_use]
pub fn outliers(all: &[Rated]) -> Vec<Outlier> {
    let mut by_superior: BTreeMap<Uuid, Vec<Decimal>> = BTreeMap::new();
    for one in all {
        by_superior.entry(one.superior).or_default().push(one.total);
    }
    let mut found: Vec<Outlier> = by_superior
        .iter()
        .filter_map(|(superior, own)| {
            let rest: Vec<Decimal> = all
                .iter()
                .filter(|one| one.superior != *superior)
                .map(|one| one.total)
                .collect();
            if own.len() < FEWEST || rest.len() < FEWEST {
                return None;
            }
            let difference = mean(own)? - mean(&rest)?;
            (difference.abs() >= Decimal::from(FAR)).then_some(Outlier {
                superior: *superior,
                people: own.len(),
                difference,
            })
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.difference.abs()));
    found
}

/// How many results have each grade, lowest first.
#[must_use]
pub fn spread(grades: impl Iterator<Item = usize>, bands: usize) -> Vec<i64> {
    let mut counts = vec![0; bands];
    for grade in grades {
        if let Some(count) = counts.get_mut(grade) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(superior: u128, totals: &[i64]) -> Vec<Rated> {
        totals
            .iter()
            .map(|total| Rated {
                superior: Uuid::from_u128(superior),
                total: (*total).into(),
            })
            .collect()
    }

    #[test]
    fn only_enough_people_and_enough_points_make_an_outlier() {
        let strict = rated(1, &[80, 82, 84]);
        let mild = rated(2, &[95, 97, 99]);
        let few = rated(3, &[20, 20]);
        let all = [strict.clone(), mild.clone()].concat();
        let found = outliers(&all);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].difference.abs(), 15.into());
        assert!(outliers(&[rated(1, &[90, 91, 92]), rated(2, &[93, 94, 95])].concat()).is_empty());
        // the few are among the rest, and never named
        let with_few = outliers(&[strict, mild, few].concat());
        assert!(
            with_few
                .iter()
                .all(|one| one.superior != Uuid::from_u128(3))
        );
        // nobody to compare with
        assert!(outliers(&rated(1, &[10, 20, 30])).is_empty());
        assert!(outliers(&[]).is_empty());
    }

    #[test]
    fn a_spread_counts_every_grade_once() {
        assert_eq!(spread([0, 2, 2, 9].into_iter(), 3), [1, 0, 2]);
    }
}
