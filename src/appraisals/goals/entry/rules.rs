//! Rows of a table to the goals of many people: who gets which, with which sum, and what is wrong in
//! which row. Pure.

use std::collections::BTreeMap;

use time::Date;
use uuid::Uuid;

use crate::{
    access::Stage,
    appraisals::{
        goals::{
            forms,
            rules::{self, Goal, LONGEST, LONGEST_UNIT, MOST_GOALS},
        },
        pasted::{Named, People, Unfound},
    },
    cycles::form::Direction,
    ground::decimals::{Bounds, DecimalError, parse},
};

pub const MOST_ROWS: usize = 5000;

/// One row as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    pub line: u64,
    pub person: String,
    pub title: String,
    pub weight: String,
    pub target: String,
    pub unit: String,
    pub serves: String,
    pub direction: String,
    pub measured_by: String,
    /// As the reader of dates understood it; `Err` where it did not.
    pub due_on: Option<Result<Date, ()>>,
}

/// An appraisal that the viewer may enter goals for.
#[derive(Debug, Clone)]
pub struct Target {
    pub appraisal: Uuid,
    pub version: i32,
    pub person: Uuid,
    pub number: String,
    pub email: Option<String>,
    pub name: String,
    pub department: Option<Uuid>,
    pub stage: Stage,
    pub goals: Vec<Goal>,
    pub last_number: u32,
    /// Keys of goals that figures are recorded for.
    pub measured: Vec<String>,
    pub confirmed: i64,
}

impl Named for Target {
    fn person(&self) -> Uuid {
        self.person
    }

    fn names(&self) -> (&str, Option<&str>, &str) {
        (&self.number, self.email.as_deref(), &self.name)
    }
}

/// A company or department goal that a title means, for people of one department (none: all).
#[derive(Debug, Clone)]
pub struct Aim {
    pub id: Uuid,
    pub title: String,
    pub department: Option<Uuid>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    Person(Unfound),
    TitleMissing,
    TooLong(&'static str),
    Unreadable(&'static str),
    Weight(DecimalError),
    Target(DecimalError),
    Direction,
    DueOn,
    /// The person has the same goal in this line already.
    Twice(u64),
}

/// What is wrong with the goals of one person as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonFault {
    /// The goals are agreed already: a change is proposed on the person's own page.
    NotInGoals,
    TooMany,
    /// Figures are recorded for this goal, so that it cannot go.
    InUse(String),
}

#[derive(Debug, Clone)]
pub struct PersonPlan<'a> {
    pub target: &'a Target,
    pub goals: Vec<Goal>,
    pub changed: bool,
    pub fault: Option<PersonFault>,
}

#[derive(Debug, Default)]
pub struct Plan<'a> {
    pub people: Vec<PersonPlan<'a>>,
    /// By line.
    pub faults: Vec<(u64, RowFault)>,
}

impl Plan<'_> {
    /// All or nothing: whether nothing is wrong anywhere, and there is something.
    #[must_use]
    pub fn whole(&self) -> bool {
        self.faults.is_empty()
            && !self.people.is_empty()
            && self.people.iter().all(|one| one.fault.is_none())
    }

    /// How many people's confirmations it would void.
    #[must_use]
    pub fn voids(&self) -> usize {
        self.people
            .iter()
            .filter(|one| one.changed && one.target.confirmed > 0)
            .count()
    }
}

/// One person's goals, each with the line that it stands in.
type Own<'a> = (&'a Target, Vec<(u64, Goal)>);

/// Each person's rows in their order are that person's goals, in place of the present ones.
#[must_use]
pub fn plan<'a>(rows: &[Given], targets: &'a [Target], aims: &[Aim]) -> Plan<'a> {
    let people = People::of(targets);
    let mut order: Vec<Uuid> = Vec::new();
    let mut found: BTreeMap<Uuid, Own> = BTreeMap::new();
    let mut plan = Plan::default();
    for row in rows {
        let target = match people.find(&row.person) {
            Ok(own) => own[0],
            Err(unfound) => {
                plan.faults.push((row.line, RowFault::Person(unfound)));
                continue;
            }
        };
        let entry = found.entry(target.appraisal).or_insert_with(|| {
            order.push(target.appraisal);
            (target, Vec::new())
        });
        match goal(row, target, aims) {
            Ok(goal) => {
                if let Some((line, _)) = entry.1.iter().find(|(_, kept)| kept.title == goal.title) {
                    plan.faults.push((row.line, RowFault::Twice(*line)));
                }
                entry.1.push((row.line, goal));
            }
            Err(fault) => plan.faults.push((row.line, fault)),
        }
    }
    for id in order {
        if let Some((target, rows)) = found.remove(&id) {
            let goals = rows.into_iter().map(|(_, goal)| goal).collect();
            plan.people.push(person(target, goals));
        }
    }
    plan
}

/// What these goals would be for one person.
#[must_use]
pub fn person(target: &Target, mut goals: Vec<Goal>) -> PersonPlan<'_> {
    rules::give_keys(&mut goals, &target.goals, target.last_number);
    let gone = target.goals.iter().find(|goal| {
        target.measured.contains(&goal.key) && goals.iter().all(|kept| kept.key != goal.key)
    });
    let changed = goals != target.goals;
    let fault = if target.stage != Stage::Goals && changed {
        Some(PersonFault::NotInGoals)
    } else if goals.len() > MOST_GOALS {
        Some(PersonFault::TooMany)
    } else {
        gone.map(|goal| PersonFault::InUse(goal.title.clone()))
    };
    PersonPlan {
        target,
        goals,
        changed,
        fault,
    }
}

fn text(value: &str, most: usize, field: &'static str) -> Result<String, RowFault> {
    let value = value.trim();
    if value.chars().count() > most {
        Err(RowFault::TooLong(field))
    } else if value
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        Err(RowFault::Unreadable(field))
    } else {
        Ok(value.to_owned())
    }
}

fn goal(row: &Given, target: &Target, aims: &[Aim]) -> Result<Goal, RowFault> {
    let title = text(&row.title, LONGEST, "title")?;
    if title.is_empty() {
        return Err(RowFault::TitleMissing);
    }
    // "30%" is how spreadsheets show weights
    let weight = row.weight.trim().trim_end_matches('%');
    let weight = parse(weight, forms::weights()).map_err(RowFault::Weight)?;
    let figure = match parse(&row.target, Bounds::figure()) {
        Ok(figure) => Some(figure),
        Err(DecimalError::Empty) => None,
        Err(error) => return Err(RowFault::Target(error)),
    };
    let serves = text(&row.serves, LONGEST, "serves")?;
    let aim = aims.iter().find(|aim| {
        aim.title == serves && (aim.department.is_none() || aim.department == target.department)
    });
    Ok(Goal {
        key: String::new(),
        title,
        serves: if aim.is_some() { String::new() } else { serves },
        aim: aim.map(|aim| aim.id),
        weight,
        target: figure,
        unit: text(&row.unit, LONGEST_UNIT, "unit")?,
        direction: direction(&row.direction)?,
        measured_by: text(&row.measured_by, LONGEST, "measured_by")?,
        due_on: match row.due_on {
            None => None,
            Some(Ok(day)) => Some(day),
            Some(Err(())) => return Err(RowFault::DueOn),
        },
    })
}

fn direction(text: &str) -> Result<Direction, RowFault> {
    match text.trim().to_lowercase().as_str() {
        "" | "higher" | "high" | "up" | "+" | "越高越好" | "高" => Ok(Direction::Higher),
        "lower" | "low" | "down" | "-" | "越低越好" | "低" => Ok(Direction::Lower),
        _ => Err(RowFault::Direction),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(number: u128, name: &str) -> Target {
        Target {
            appraisal: Uuid::from_u128(100 + number),
            version: 1,
            person: Uuid::from_u128(number),
            number: number.to_string(),
            email: Some(format!("p{number}@example.test")),
            name: name.into(),
            department: Some(Uuid::from_u128(7)),
            stage: Stage::Goals,
            goals: vec![],
            last_number: 0,
            measured: vec![],
            confirmed: 0,
        }
    }

    fn row(line: u64, person: &str, title: &str, weight: &str) -> Given {
        Given {
            line,
            person: person.into(),
            title: title.into(),
            weight: weight.into(),
            ..Given::default()
        }
    }

    #[test]
    fn rows_become_the_goals_of_their_people() {
        let targets = [target(1, "Ann"), target(2, "Bob")];
        let rows = [
            row(1, "1", "Sell", "60%"),
            row(2, "p2@example.test", "Learn", "100"),
            row(3, "Ann", "Teach", "40"),
        ];
        let plan = plan(&rows, &targets, &[]);
        assert!(plan.whole(), "{:?}", plan.faults);
        let told: Vec<_> = plan
            .people
            .iter()
            .map(|one| {
                (
                    one.target.name.as_str(),
                    one.goals.len(),
                    rules::sum(&one.goals).to_string(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [("Ann", 2, "100".to_owned()), ("Bob", 1, "100".to_owned())]
        );
    }

    #[test]
    fn the_same_rows_again_change_nothing() {
        let mut one = target(1, "Ann");
        let rows = [row(1, "1", "Sell", "60"), row(2, "1", "Teach", "40")];
        let first = plan(&rows, std::slice::from_ref(&one), &[]).people[0]
            .goals
            .clone();
        one.goals = first;
        one.last_number = 2;
        one.stage = Stage::SelfEvaluation;
        let targets = [one];
        let again = plan(&rows, &targets, &[]);
        assert!(again.whole() && !again.people[0].changed);
    }

    #[test]
    fn every_fault_is_named_at_its_line_and_nothing_is_whole_then() {
        let mut agreed = target(3, "Cara");
        agreed.stage = Stage::Evaluation;
        let mut measured = target(4, "Dan");
        measured.goals = vec![Goal {
            key: "G1".into(),
            title: "Old".into(),
            ..Goal::default()
        }];
        measured.measured = vec!["G1".into()];
        let targets = [target(1, "Ann"), target(2, "Ann"), agreed, measured];
        let long = "x".repeat(LONGEST + 1);
        let bad = |row: Given| {
            plan(&[row], &targets, &[])
                .faults
                .first()
                .cloned()
                .map(|(_, fault)| fault)
        };
        for (given, fault) in [
            (row(1, "", "Sell", "1"), RowFault::Person(Unfound::Missing)),
            (
                row(1, "Ann", "Sell", "1"),
                RowFault::Person(Unfound::Ambiguous),
            ),
            (row(1, "9", "Sell", "1"), RowFault::Person(Unfound::Unknown)),
            (row(1, "1", "", "1"), RowFault::TitleMissing),
            (row(1, "1", &long, "1"), RowFault::TooLong("title")),
            (
                row(1, "1", "Sell", ""),
                RowFault::Weight(DecimalError::Empty),
            ),
            (
                row(1, "1", "Sell", "1,5"),
                RowFault::Weight(DecimalError::Grouping),
            ),
            (
                Given {
                    target: "x".into(),
                    ..row(1, "1", "Sell", "1")
                },
                RowFault::Target(DecimalError::Unexpected('x')),
            ),
            (
                Given {
                    direction: "sideways".into(),
                    ..row(1, "1", "Sell", "1")
                },
                RowFault::Direction,
            ),
            (
                Given {
                    due_on: Some(Err(())),
                    ..row(1, "1", "Sell", "1")
                },
                RowFault::DueOn,
            ),
        ] {
            assert_eq!(bad(given.clone()), Some(fault), "{given:?}");
        }
        let twice = [row(1, "1", "Sell", "1"), row(2, "1", "Sell", "1")];
        assert_eq!(
            plan(&twice, &targets, &[]).faults,
            [(2, RowFault::Twice(1))]
        );
        for (person, fault) in [
            ("3", PersonFault::NotInGoals),
            ("4", PersonFault::InUse("Old".into())),
        ] {
            let rows = [row(1, person, "New", "100")];
            let plan = plan(&rows, &targets, &[]);
            assert_eq!(plan.people[0].fault, Some(fault));
            assert!(!plan.whole());
        }
    }

    #[test]
    fn a_title_of_a_goal_of_the_own_line_is_that_goal() {
        let targets = [target(1, "Ann")];
        let aim = |department: Option<u128>| Aim {
            id: Uuid::from_u128(50),
            title: "Growth".into(),
            department: department.map(Uuid::from_u128),
        };
        let rows = [Given {
            serves: "Growth".into(),
            ..row(1, "1", "Sell", "100")
        }];
        for (aims, found) in [
            (vec![aim(None)], true),
            (vec![aim(Some(7))], true),
            (vec![aim(Some(8))], false),
        ] {
            let goal = plan(&rows, &targets, &aims).people[0].goals[0].clone();
            assert_eq!((goal.aim.is_some(), goal.serves.is_empty()), (found, found));
        }
    }
}
