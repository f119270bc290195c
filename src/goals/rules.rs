//! When goals may be confirmed: their weights sum to exactly 100, and nobody moves them there but the
//! two whose goals they are. What is agreed changes only by both again, and not once the evaluation
//! was submitted.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::{
    access::{Relation, Stage},
    forms::form::{Direction, PercentMode},
    scoring,
};

pub const MOST_GOALS: usize = 30;
pub const LONGEST: usize = 500;
pub const LONGEST_UNIT: usize = 40;

/// The document of one goal, as its versions keep it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Goal {
    /// Stays with the goal through all its versions; empty until it is saved for the first time.
    pub key: String,
    pub title: String,
    /// What it serves, in words, where it serves none of the goals that can be chosen.
    pub serves: String,
    /// The company or department goal that it serves.
    pub aim: Option<Uuid>,
    pub weight: Decimal,
    pub target: Option<Decimal>,
    pub unit: String,
    pub direction: Direction,
    pub measured_by: String,
    pub due_on: Option<Date>,
    /// The key of the form's indicator that is counted by this goal; empty: none.
    pub indicator: String,
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

/// Goals that came without a key are those of the same title, where there is one left; the others
/// get the next numbers.
pub fn give_keys(goals: &mut [Goal], present: &[Goal], last_number: u32) {
    let mut free: Vec<&Goal> = present
        .iter()
        .filter(|known| goals.iter().all(|goal| goal.key != known.key))
        .collect();
    let mut next = last_number;
    for goal in goals.iter_mut().filter(|goal| goal.key.is_empty()) {
        if let Some(at) = free.iter().position(|known| known.title == goal.title) {
            goal.key.clone_from(&free.remove(at).key);
        } else {
            next += 1;
            goal.key = format!("G{next}");
        }
    }
}

/// What became of one goal from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Same,
    Changed,
    Added,
    Dropped,
}

/// The goals of the later version, then those that it dropped, each with what became of it.
#[must_use]
pub fn compare<'a>(
    before: &'a [Goal],
    after: &'a [Goal],
) -> Vec<(Change, Option<&'a Goal>, &'a Goal)> {
    let old = |key: &str| before.iter().find(|goal| goal.key == key);
    let mut rows: Vec<_> = after
        .iter()
        .map(|goal| match old(&goal.key) {
            None => (Change::Added, None, goal),
            Some(earlier) if earlier == goal => (Change::Same, Some(earlier), goal),
            Some(earlier) => (Change::Changed, Some(earlier), goal),
        })
        .collect();
    rows.extend(
        before
            .iter()
            .filter(|goal| after.iter().all(|kept| kept.key != goal.key))
            .map(|goal| (Change::Dropped, Some(goal), goal)),
    );
    rows
}

/// How far a goal is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    Percent(Decimal),
    /// A target of 0 or below makes no percentage: the superior judges it.
    ByHand,
    /// There is no target to compare with.
    NoTarget,
}

#[must_use]
pub fn reached(goal: &Goal, actual: Decimal) -> Reached {
    let Some(target) = goal.target else {
        return Reached::NoTarget;
    };
    scoring::measure(target, actual, goal.direction, PercentMode::Continuous)
        .map_or(Reached::ByHand, |measure| Reached::Percent(measure.exact))
}

/// The two whose agreement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Employee,
    Superior,
}

impl Side {
    #[must_use]
    pub fn of(is: impl Fn(Relation) -> bool) -> Option<Self> {
        if is(Relation::Appraisee) {
            Some(Self::Employee)
        } else if is(Relation::Superior) {
            Some(Self::Superior)
        } else {
            None
        }
    }
}

/// Whether agreed goals may still be changed: by the policy's stages, and never once an evaluation
/// was submitted, even where it came back.
#[must_use]
pub fn changeable(stage: Stage, evaluated: bool) -> bool {
    matches!(stage, Stage::SelfEvaluation | Stage::Evaluation) && !evaluated
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
                weight: weight.parse().unwrap(),
                ..Goal::default()
            })
            .collect()
    }

    fn named(key: &str, title: &str) -> Goal {
        Goal {
            key: key.into(),
            title: title.into(),
            ..Goal::default()
        }
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

    #[test]
    fn a_goal_keeps_its_key_and_a_new_one_gets_a_number_never_used() {
        let present = [named("G1", "Sell"), named("G4", "Learn")];
        let mut later = [
            named("", "Learn"),
            named("", "New"),
            named("G1", "Sell more"),
        ];
        give_keys(&mut later, &present, 4);
        let keys: Vec<&str> = later.iter().map(|goal| goal.key.as_str()).collect();
        assert_eq!(keys, ["G4", "G5", "G1"]);
        let mut twice = [named("", "Learn"), named("", "Learn")];
        give_keys(&mut twice, &present, 4);
        assert_eq!((twice[0].key.as_str(), twice[1].key.as_str()), ("G4", "G5"));
    }

    #[test]
    fn a_change_is_told_goal_by_goal() {
        let before = [named("G1", "Sell"), named("G2", "Learn")];
        let after = [named("G1", "Sell more"), named("G3", "Teach")];
        let told: Vec<_> = compare(&before, &after)
            .into_iter()
            .map(|(change, _, goal)| (change, goal.key.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (Change::Changed, "G1"),
                (Change::Added, "G3"),
                (Change::Dropped, "G2")
            ]
        );
        assert_eq!(compare(&before, &before)[0].0, Change::Same);
    }

    #[test]
    fn a_target_of_zero_or_below_is_judged_by_hand() {
        for (target, direction, actual, expected) in [
            (
                Some("200"),
                Direction::Higher,
                "150",
                Reached::Percent(75.into()),
            ),
            (
                Some("200"),
                Direction::Lower,
                "150",
                Reached::Percent(125.into()),
            ),
            (Some("0"), Direction::Lower, "3", Reached::ByHand),
            (Some("-5"), Direction::Higher, "3", Reached::ByHand),
            (None, Direction::Higher, "3", Reached::NoTarget),
        ] {
            let goal = Goal {
                target: target.map(|target| target.parse().unwrap()),
                direction,
                ..Goal::default()
            };
            assert_eq!(
                reached(&goal, actual.parse().unwrap()),
                expected,
                "{target:?}"
            );
        }
    }

    #[test]
    fn nothing_changes_once_an_evaluation_was_submitted() {
        for stage in Stage::ALL {
            assert!(!changeable(stage, true));
            let open = [Stage::SelfEvaluation, Stage::Evaluation].contains(&stage);
            assert_eq!(changeable(stage, false), open);
        }
    }

    #[test]
    fn what_was_kept_before_goals_were_measured_can_still_be_read() {
        let old = r#"{"key":"G1","title":"Sell","serves":"Growth","weight":"60"}"#;
        let goal: Goal = serde_json::from_str(old).unwrap();
        assert_eq!((goal.weight, goal.target), (60.into(), None));
        let text = serde_json::to_string(&goal).unwrap();
        assert_eq!(serde_json::from_str::<Goal>(&text).unwrap(), goal);
    }

    proptest! {
        #[test]
        fn the_gap_is_what_one_more_goal_would_have_to_weigh(cents in proptest::collection::vec(1i64..5000, 1..12)) {
            let mut goals: Vec<Goal> = cents
                .iter()
                .map(|cents| Goal { title: "Goal".into(), weight: Decimal::new(*cents, 2), ..Goal::default() })
                .collect();
            let missing = gap(&goals);
            prop_assert_eq!(whole(&goals), cents.iter().sum::<i64>() == 10_000);
            goals.push(Goal { title: "Rest".into(), weight: missing, ..Goal::default() });
            prop_assert!(whole(&goals));
        }
    }
}
