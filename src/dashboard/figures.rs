//! Adding up what the query counted: by stage, by department. Pure.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::access::{Relation, Stage};

/// Fewer people than this are not shown as a distribution to a clerk: a dashboard is projected,
/// printed and passed on, and one bar of one person is that person's grade. Company HR sees all.
pub const FEWEST: i64 = 5;

/// One count of the appraisals of a department in a stage, with a grade where it is released.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Cell {
    pub department_id: Option<Uuid>,
    pub department: Option<String>,
    pub stage: Stage,
    pub grade: Option<usize>,
    pub count: i64,
    pub overdue: i64,
    pub provisional: i64,
}

/// In how many appraisals it is whose turn; several may have one in the same.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Turn {
    pub relation: Relation,
    pub count: i64,
    pub overdue: i64,
}

#[derive(Debug, Default)]
pub struct Figures {
    pub cells: Vec<Cell>,
    pub refused: i64,
    pub disputes: i64,
    pub plan_open: i64,
    pub plan_overdue: i64,
    pub plan_accepted: i64,
    /// From the ledger: whoever has done their part is not among them.
    pub turns: Vec<Turn>,
    pub parked_open: i64,
    pub parked_overdue: i64,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Count {
    pub count: i64,
    pub overdue: i64,
}

#[derive(Debug, Default)]
pub struct DepartmentCount {
    pub id: Option<Uuid>,
    pub name: String,
    pub stages: BTreeMap<Stage, Count>,
}

impl DepartmentCount {
    /// Everybody who counts: the withdrawn ones do not.
    pub fn total(&self) -> i64 {
        counted(&self.stages)
    }

    pub fn concluded(&self) -> i64 {
        self.stages
            .get(&Stage::Concluded)
            .map_or(0, |one| one.count)
    }

    pub fn overdue(&self) -> i64 {
        self.stages.values().map(|one| one.overdue).sum()
    }
}

fn counted(stages: &BTreeMap<Stage, Count>) -> i64 {
    stages
        .iter()
        .filter(|(stage, _)| **stage != Stage::Withdrawn)
        .map(|(_, one)| one.count)
        .sum()
}

impl Figures {
    #[must_use]
    pub fn stages(&self) -> BTreeMap<Stage, Count> {
        let mut stages: BTreeMap<Stage, Count> = BTreeMap::new();
        for cell in &self.cells {
            let sum = stages.entry(cell.stage).or_default();
            sum.count += cell.count;
            sum.overdue += cell.overdue;
        }
        stages
    }

    /// In the order of their names; people without a department last.
    #[must_use]
    pub fn departments(&self) -> Vec<DepartmentCount> {
        let mut all: BTreeMap<(bool, String, Option<Uuid>), DepartmentCount> = BTreeMap::new();
        for cell in &self.cells {
            let name = cell.department.clone().unwrap_or_default();
            let key = (
                cell.department_id.is_none(),
                name.clone(),
                cell.department_id,
            );
            let line = all.entry(key).or_insert_with(|| DepartmentCount {
                id: cell.department_id,
                name,
                stages: BTreeMap::new(),
            });
            let sum = line.stages.entry(cell.stage).or_default();
            sum.count += cell.count;
            sum.overdue += cell.overdue;
        }
        all.into_values().collect()
    }

    #[must_use]
    pub fn total(&self) -> i64 {
        counted(&self.stages())
    }

    #[must_use]
    pub fn provisional(&self) -> i64 {
        self.cells.iter().map(|cell| cell.provisional).sum()
    }

    /// Released results by grade, lowest first, and how many are left out because their department
    /// has fewer than `FEWEST` of them. Each department is judged by itself, so that nobody can take
    /// one selection from another and be left with a single person.
    #[must_use]
    pub fn grades(&self, bands: usize, everything: bool) -> (Vec<i64>, i64) {
        let mut released: BTreeMap<Option<Uuid>, i64> = BTreeMap::new();
        let with_grade = || self.cells.iter().filter(|cell| cell.grade.is_some());
        for cell in with_grade() {
            *released.entry(cell.department_id).or_default() += cell.count;
        }
        let mut grades = vec![0; bands];
        let mut hidden = 0;
        for cell in with_grade() {
            if !everything && released[&cell.department_id] < FEWEST {
                hidden += cell.count;
            } else if let Some(sum) = cell.grade.and_then(|grade| grades.get_mut(grade)) {
                *sum += cell.count;
            }
        }
        (grades, hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(department: u128, stage: Stage, grade: Option<usize>, count: i64) -> Cell {
        Cell {
            department_id: Some(Uuid::from_u128(department)),
            department: Some(format!("D{department}")),
            stage,
            grade,
            count,
            overdue: i64::from(stage == Stage::Evaluation),
            provisional: i64::from(stage == Stage::Dispute),
        }
    }

    fn figures() -> Figures {
        Figures {
            cells: vec![
                cell(1, Stage::Evaluation, None, 4),
                cell(1, Stage::Withdrawn, None, 9),
                cell(1, Stage::Concluded, Some(2), 4),
                cell(1, Stage::Concluded, Some(3), 2),
                cell(2, Stage::Dispute, Some(0), 2),
            ],
            ..Figures::default()
        }
    }

    #[test]
    fn the_withdrawn_are_listed_and_not_counted() {
        let figures = figures();
        assert_eq!(figures.total(), 12);
        assert_eq!(figures.stages()[&Stage::Withdrawn].count, 9);
        let departments = figures.departments();
        assert_eq!(departments.len(), 2);
        assert_eq!(
            (
                departments[0].total(),
                departments[0].concluded(),
                departments[0].overdue()
            ),
            (10, 6, 1)
        );
        assert_eq!(figures.provisional(), 1);
    }

    #[test]
    fn a_small_department_is_left_out_for_a_clerk_and_shown_to_hr() {
        let figures = figures();
        assert_eq!(figures.grades(5, true), (vec![2, 0, 4, 2, 0], 0));
        assert_eq!(figures.grades(5, false), (vec![0, 0, 4, 2, 0], 2));
    }
}
