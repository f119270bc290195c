//! The rows of the form to goals; a row of which nothing is filled in is a goal taken away.

use rust_decimal::Decimal;

use super::rules::{Goal, LONGEST, MOST_GOALS};
use crate::{
    ground::decimals::Bounds,
    web::forms::{Fault, Faults, Fields},
};

/// Goals in the order of their rows, and what cannot be saved.
#[must_use]
pub fn read(fields: &Fields) -> (Vec<Goal>, Faults) {
    let mut faults = Faults::default();
    let bounds = Bounds::points(Decimal::new(1, 2), Decimal::ONE_HUNDRED);
    let mut goals = Vec::new();
    for row in 0..MOST_GOALS {
        let [title, serves, weight] = ["title", "serves", "weight"].map(|f| format!("{f}.{row}"));
        if [&title, &serves, &weight]
            .iter()
            .all(|name| fields.get(name).trim().is_empty())
        {
            continue;
        }
        let given = fields.decimal(&weight, bounds, &mut faults);
        let goal = Goal {
            title: fields.required(&title, LONGEST, &mut faults),
            serves: fields.text(&serves, LONGEST, &mut faults),
            weight: given.unwrap_or_default(),
        };
        if given.is_none() {
            // keeps the first fault of the field: a number that could not be read
            faults.add(weight, Fault::Required);
        }
        goals.push(goal);
    }
    (goals, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> (Vec<Goal>, Faults) {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        read(&Fields::from_pairs(pairs))
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
        ]);
        assert!(faults.is_empty());
        let titles: Vec<&str> = goals.iter().map(|goal| goal.title.as_str()).collect();
        assert_eq!(titles, ["First", "Second"]);
        assert_eq!(goals[0].weight, Decimal::from(60));
    }

    #[test]
    fn half_a_row_is_named_at_its_fields() {
        let long = "x".repeat(LONGEST + 1);
        for (name, value, fault) in [
            ("title.0", "Only a title", "weight.0"),
            ("weight.0", "10", "title.0"),
            ("serves.0", "Growth", "title.0"),
            ("weight.0", "0", "weight.0"),
            ("weight.0", "100.01", "weight.0"),
            ("weight.0", "1.001", "weight.0"),
            ("weight.0", "ten", "weight.0"),
            ("title.0", long.as_str(), "title.0"),
        ] {
            let (_, faults) = form(&[(name, value)]);
            assert!(faults.of(fault).is_some(), "{name}={value:.20}");
        }
    }
}
