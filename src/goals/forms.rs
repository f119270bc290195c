//! The rows of the form to goals; a row of which nothing is filled in is a goal taken away.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    links::{self, Misfit},
    rules::{self, Goal, LONGEST, LONGEST_UNIT, MOST_GOALS},
};
use crate::{
    access::Lang,
    forms::form::{Direction, Form},
    ground::decimals::Bounds,
    web::{
        forms::{Fault, Faults, Fields},
        texts,
    },
};

/// What is typed in a row. The direction is always chosen, so that it says nothing about a row.
pub const TYPED: [&str; 9] = [
    "title",
    "serves",
    "weight",
    "aim",
    "target",
    "unit",
    "measured_by",
    "due_on",
    "indicator",
];

/// What the form may refer to.
#[derive(Debug, Default)]
pub struct Known<'a> {
    pub present: &'a [Goal],
    /// The highest number that a goal of this appraisal ever had.
    pub last_number: u32,
    /// Company and department goals that may be chosen.
    pub aims: &'a [Uuid],
    /// The form whose indicators a goal may stand for.
    pub form: Option<&'a Form>,
}

#[must_use]
pub fn direction(text: &str) -> Option<Direction> {
    match text {
        "higher" => Some(Direction::Higher),
        "lower" => Some(Direction::Lower),
        _ => None,
    }
}

#[must_use]
pub const fn direction_key(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
    }
}

/// Goals in the order of their rows, and what cannot be saved.
#[must_use]
pub fn read(fields: &Fields, known: &Known, lang: Lang) -> (Vec<Goal>, Faults) {
    let mut faults = Faults::default();
    let mut goals: Vec<Goal> = Vec::new();
    for row in 0..MOST_GOALS {
        let name = |field: &str| format!("{field}.{row}");
        if TYPED
            .iter()
            .all(|field| fields.get(&name(field)).trim().is_empty())
        {
            continue;
        }
        let key = fields.get(&name("key")).trim();
        let earlier = known
            .present
            .iter()
            .find(|goal| goal.key == key)
            .filter(|goal| goals.iter().all(|taken| taken.key != goal.key));
        let allowed = |text: &str| {
            text.parse().ok().filter(|id| {
                known.aims.contains(id) || earlier.is_some_and(|goal| goal.aim == Some(*id))
            })
        };
        let weight = fields.decimal(&name("weight"), weights(), &mut faults);
        let indicator = |text: &str| {
            let form = known.form?;
            let found = links::linkable(form).find(|each| each.key == text)?;
            Some(found.key.clone())
        };
        let goal = Goal {
            key: earlier.map(|goal| goal.key.clone()).unwrap_or_default(),
            title: fields.required(&name("title"), LONGEST, &mut faults),
            serves: fields.text(&name("serves"), LONGEST, &mut faults),
            aim: fields.choice(&name("aim"), allowed, &mut faults),
            weight: weight.unwrap_or_default(),
            target: fields.decimal(&name("target"), Bounds::figure(), &mut faults),
            unit: fields.text(&name("unit"), LONGEST_UNIT, &mut faults),
            direction: fields
                .choice(&name("direction"), direction, &mut faults)
                .unwrap_or_default(),
            measured_by: fields.text(&name("measured_by"), LONGEST, &mut faults),
            due_on: fields.day(&name("due_on"), &mut faults),
            indicator: fields
                .choice(&name("indicator"), indicator, &mut faults)
                .unwrap_or_default(),
        };
        let misfit = known
            .form
            .and_then(|form| links::misfit(&goal, &goals, form));
        if let Some(misfit) = misfit {
            faults.add(name("indicator"), Fault::Other(tell(&misfit, lang)));
        }
        goals.push(goal);
        if weight.is_none() {
            // keeps the first fault of the field: a number that could not be read
            faults.add(name("weight"), Fault::Required);
        }
    }
    rules::give_keys(&mut goals, known.present, known.last_number);
    (goals, faults)
}

/// Why a goal cannot stand for an indicator, in words.
#[must_use]
pub fn tell(misfit: &Misfit, lang: Lang) -> String {
    let l = texts(lang);
    match misfit {
        Misfit::Taken => l.goals_indicator_taken(),
        Misfit::Direction => l.goals_indicator_direction(),
        Misfit::Unit(unit) => l.goals_indicator_unit(unit.get(lang)),
    }
}

/// What a weight may be.
pub(super) const fn weights() -> Bounds {
    Bounds::points(Decimal::from_parts(1, 0, 0, false, 2), Decimal::ONE_HUNDRED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> (Vec<Goal>, Faults) {
        known(pairs, &Known::default())
    }

    fn known(pairs: &[(&str, &str)], known: &Known) -> (Vec<Goal>, Faults) {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        read(&Fields::from_pairs(pairs), known, Lang::En)
    }

    #[test]
    fn rows_keep_their_order_and_empty_ones_go() {
        let (goals, faults) = form(&[
            ("title.2", "Second"),
            ("weight.2", "40"),
            ("title.0", "First"),
            ("serves.0", "Growth"),
            ("weight.0", "60.00"),
            ("title.1", "  "),
            ("direction.1", "lower"),
        ]);
        assert!(faults.is_empty());
        let titles: Vec<&str> = goals.iter().map(|goal| goal.title.as_str()).collect();
        assert_eq!(titles, ["First", "Second"]);
        assert_eq!(goals[0].weight, Decimal::from(60));
        assert_eq!((goals[0].key.as_str(), goals[1].key.as_str()), ("G1", "G2"));
    }

    #[test]
    fn a_target_may_be_zero_negative_and_better_when_lower() {
        let (goals, faults) = form(&[
            ("title.0", "No accident"),
            ("weight.0", "50"),
            ("target.0", "0"),
            ("direction.0", "lower"),
            ("title.1", "Loss of the new shop"),
            ("weight.1", "50"),
            ("target.1", "-120 000"),
            ("unit.1", "CNY"),
        ]);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(goals[0].target, Some(Decimal::ZERO));
        assert_eq!(goals[0].direction, Direction::Lower);
        assert_eq!(goals[1].target, Some(Decimal::from(-120_000)));
    }

    #[test]
    fn only_offered_aims_and_own_keys_count() {
        let (aim, foreign) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let present = [Goal {
            key: "G3".into(),
            title: "Old".into(),
            ..Goal::default()
        }];
        let may = Known {
            present: &present,
            last_number: 3,
            aims: &[aim],
            form: None,
        };
        let (aim, foreign) = (aim.to_string(), foreign.to_string());
        let row = |aim: &str, key: &str| {
            known(
                &[
                    ("title.0", "New"),
                    ("weight.0", "1"),
                    ("aim.0", aim),
                    ("key.0", key),
                ],
                &may,
            )
        };
        let (goals, faults) = row(&aim, "G3");
        assert!(faults.is_empty() && goals[0].key == "G3" && goals[0].aim.is_some());
        assert!(row(&foreign, "G3").1.of("aim.0").is_some());
        assert_eq!(row("", "G9").0[0].key, "G4");
    }

    #[test]
    fn half_a_row_is_named_at_its_fields() {
        let long = "x".repeat(LONGEST + 1);
        for (name, value, fault) in [
            ("title.0", "Only a title", "weight.0"),
            ("weight.0", "10", "title.0"),
            ("serves.0", "Growth", "title.0"),
            ("target.0", "3", "title.0"),
            ("weight.0", "0", "weight.0"),
            ("weight.0", "100.01", "weight.0"),
            ("weight.0", "1.001", "weight.0"),
            ("weight.0", "ten", "weight.0"),
            ("title.0", long.as_str(), "title.0"),
            ("unit.0", long.as_str(), "unit.0"),
            ("target.0", "abc", "target.0"),
            ("due_on.0", "2026-02-30", "due_on.0"),
        ] {
            let (_, faults) = form(&[(name, value)]);
            assert!(faults.of(fault).is_some(), "{name}={value:.20}");
        }
    }
}
