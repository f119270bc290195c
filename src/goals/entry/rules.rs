//! Rows of a table to the goals of many people: who gets which, with which sum, and what is wrong in
//! which row. Pure.

use std::{collections::BTreeMap, sync::Arc};

use time::Date;
use uuid::Uuid;

use crate::{
    access::Stage,
    forms::form::{Direction, Form},
    goals::{
        forms,
        links::{self, Misfit},
        rules::{self, Goal, LONGEST, LONGEST_UNIT, MOST_GOALS},
    },
    ground::decimals::{Bounds, DecimalError, parse},
    tables::pasted::{Named, People, Unfound},
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
    pub indicator: String,
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
    /// The form whose indicators the goals may stand for: the person's own, or the cycle's.
    pub form: Arc<Form>,
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
    /// The form has no such indicator that takes a goal.
    Indicator,
    Misfit(Misfit),
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
                let before: Vec<Goal> = entry.1.iter().map(|(_, kept)| kept.clone()).collect();
                if let Some(misfit) = links::misfit(&goal, &before, &target.form) {
                    plan.faults.push((row.line, RowFault::Misfit(misfit)));
                }
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
        indicator: if row.indicator.trim().is_empty() {
            String::new()
        } else {
            let found = links::named(&target.form, &row.indicator).ok_or(RowFault::Indicator)?;
            found.key.clone()
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
mod tests;
