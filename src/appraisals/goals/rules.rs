//! When goals may be confirmed: their weights sum to exactly 100, and nobody moves them there but the
//! two whose goals they are.

use rust_decimal::Decimal;

pub const MOST_GOALS: usize = 30;
pub const LONGEST: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    pub title: String,
    /// The company or department goal that it serves.
    pub serves: String,
    pub weight: Decimal,
}

#[must_use]
pub fn sum(goals: &[Goal]) -> Decimal {
    goals
        .iter()
        .map(|goal| goal.weight)
        .sum::<Decimal>()
        .normalize()
}

/// What is missing to 100; negative where there is too much.
#[must_use]
pub fn gap(goals: &[Goal]) -> Decimal {
    (Decimal::ONE_HUNDRED - sum(goals)).normalize()
}

/// Whether the weights are whole. No goals are no agreement.
#[must_use]
pub fn whole(goals: &[Goal]) -> bool {
    !goals.is_empty() && gap(goals).is_zero()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn goals(weights: &[&str]) -> Vec<Goal> {
        weights
            .iter()
            .map(|weight| Goal {
                title: "Goal".into(),
                serves: String::new(),
                weight: weight.parse().unwrap(),
            })
            .collect()
    }

    #[test]
    fn only_exactly_one_hundred_is_whole() {
        for (weights, missing, is_whole) in [
            (&["60", "40"][..], "0", true),
            (&["33.33", "33.33", "33.34"], "0", true),
            (&["33.33", "33.33", "33.33"], "0.01", false),
            (&["60", "40.01"], "-0.01", false),
            (&["100.00"], "0", true),
            (&[], "100", false),
        ] {
            let goals = goals(weights);
            assert_eq!(gap(&goals), missing.parse().unwrap(), "{weights:?}");
            assert_eq!(whole(&goals), is_whole, "{weights:?}");
        }
    }

    proptest! {
        #[test]
        fn the_gap_is_what_one_more_goal_would_have_to_weigh(cents in proptest::collection::vec(1i64..5000, 1..12)) {
            let mut goals: Vec<Goal> = cents
                .iter()
                .map(|cents| Goal { title: "Goal".into(), serves: String::new(), weight: Decimal::new(*cents, 2) })
                .collect();
            let missing = gap(&goals);
            prop_assert_eq!(whole(&goals), cents.iter().sum::<i64>() == 10_000);
            goals.push(Goal { title: "Rest".into(), serves: String::new(), weight: missing });
            prop_assert!(whole(&goals));
        }
    }
}
