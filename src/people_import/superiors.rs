//! Nobody above themselves round a loop, nobody new below somebody who is refused: the part of a plan
//! that is a graph, over places only, not over people.

use std::collections::HashMap;

use crate::people::reporting::rules;

/// A row of the file that speaks of a person. People are places, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: i32,
    pub person: u32,
    /// Whom the file names as superior, if it does.
    pub superior: Option<u32>,
    pub refused: bool,
}

/// Why a row is refused after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The superior would be new, but the superior's own row is refused.
    SuperiorRefused { line: i32, superior: u32 },
    /// From the person upwards, ending with the person again.
    Loop(Vec<u32>),
}

const SHOWN_CHAIN: usize = 30;

struct Company<'a> {
    rows: &'a mut [Row],
    /// By place: the superior of today.
    today: &'a [Option<u32>],
    /// By place: nobody is there yet.
    is_new: &'a [bool],
    /// By place: the first row that speaks of this person.
    row_of: Vec<Option<usize>>,
    refusals: Vec<(i32, Refusal)>,
}

/// Refuses what must be; gives the lines and why, each once.
pub fn settle(rows: &mut [Row], today: &[Option<u32>], is_new: &[bool]) -> Vec<(i32, Refusal)> {
    let mut row_of = vec![None; today.len()];
    for (at, row) in rows.iter().enumerate() {
        row_of[row.person as usize].get_or_insert(at);
    }
    let mut company = Company {
        rows,
        today,
        is_new,
        row_of,
        refusals: Vec::new(),
    };
    company.refuse_below_refused();
    while company.refuse_loops() {
        company.refuse_below_refused();
    }
    company.refusals
}

impl Company<'_> {
    fn refuse(&mut self, at: usize, why: Refusal) {
        self.rows[at].refused = true;
        self.refusals.push((self.rows[at].line, why));
    }

    fn refuse_below_refused(&mut self) {
        let mut below: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            if let Some(superior) = row.superior.filter(|place| self.is_new[*place as usize]) {
                below.entry(superior).or_default().push(at);
            }
        }
        let mut refused: Vec<usize> = (0..self.rows.len())
            .filter(|at| self.rows[*at].refused)
            .collect();
        while let Some(at) = refused.pop() {
            let Row { line, person, .. } = self.rows[at];
            for report in below.remove(&person).unwrap_or_default() {
                if !self.rows[report].refused {
                    let superior = person;
                    self.refuse(report, Refusal::SuperiorRefused { line, superior });
                    refused.push(report);
                }
            }
        }
    }

    /// The superior that a person will have: the file's, where its row is taken and says so, else today's.
    fn superior_of(&self, place: usize) -> Option<u32> {
        let from_file = self.row_of[place]
            .map(|at| self.rows[at])
            .filter(|row| !row.refused)
            .and_then(|row| row.superior);
        from_file.or(self.today[place])
    }

    /// Refuses the rows that close a loop; true if there were any.
    fn refuse_loops(&mut self) -> bool {
        let above: Vec<Option<usize>> = (0..self.today.len())
            .map(|place| self.superior_of(place).map(|superior| superior as usize))
            .collect();
        let mut any = false;
        for places in rules::loops(&above) {
            for (at, place) in places.iter().enumerate() {
                let Some(row) = self.row_of[*place] else {
                    continue;
                };
                let Row {
                    superior, refused, ..
                } = self.rows[row];
                if refused || superior.is_none() || superior == self.today[*place] {
                    continue;
                }
                let turn = places[at..].iter().chain(&places[..=at]);
                let chain = turn
                    .take(SHOWN_CHAIN)
                    .filter_map(|place| u32::try_from(*place).ok())
                    .collect();
                self.refuse(row, Refusal::Loop(chain));
                any = true;
            }
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(line: i32, person: u32, superior: Option<u32>) -> Row {
        Row {
            line,
            person,
            superior,
            refused: false,
        }
    }

    #[test]
    fn a_loop_of_new_people_is_refused_with_its_chain_and_so_is_who_hangs_on_it() {
        let mut rows = [
            row(2, 0, Some(2)),
            row(3, 1, Some(0)),
            row(4, 2, Some(1)),
            row(5, 3, Some(2)),
            row(6, 4, None),
        ];
        let found = settle(&mut rows, &[None; 5], &[true; 5]);
        assert_eq!(
            found,
            [
                (2, Refusal::Loop(vec![0, 2, 1, 0])),
                (4, Refusal::Loop(vec![2, 1, 0, 2])),
                (3, Refusal::Loop(vec![1, 0, 2, 1])),
                (
                    5,
                    Refusal::SuperiorRefused {
                        line: 4,
                        superior: 2
                    }
                ),
            ]
        );
        assert!(!rows[4].refused);
    }

    #[test]
    fn through_people_who_are_there_only_the_new_line_is_refused() {
        let today = [None, Some(0), Some(1)];
        let mut rows = [row(2, 0, Some(2)), row(3, 2, Some(1))];
        let found = settle(&mut rows, &today, &[false; 3]);
        assert_eq!(found, [(2, Refusal::Loop(vec![0, 2, 1, 0]))]);
    }

    #[test]
    fn a_refused_row_leaves_the_line_of_today_which_can_close_a_loop() {
        let today = [Some(1), None, None];
        let mut rows = [row(2, 0, Some(2)), row(3, 1, Some(0))];
        rows[0].refused = true;
        let found = settle(&mut rows, &today, &[false; 3]);
        assert_eq!(found, [(3, Refusal::Loop(vec![1, 0, 1]))]);
    }

    proptest! {
        /// From a company without loops comes one without loops, and nobody reports to somebody who is not there.
        #[test]
        fn a_company_stays_sound(
            ups in prop::collection::vec(prop::option::of(0_u32..12), 12),
            there in 0_u32..12,
            rows in prop::collection::vec((0_u32..12, prop::option::of(0_u32..12), prop::bool::weighted(0.2)), 0..14),
        ) {
            // today: a superior always stands before, among those who are there
            let today: Vec<Option<u32>> = ups.iter().enumerate()
                .map(|(at, up)| up.filter(|up| at < there as usize && (*up as usize) < at)).collect();
            let is_new: Vec<bool> = (0..12).map(|at| at >= there).collect();
            let mut seen = std::collections::HashSet::new();
            let mut rows: Vec<Row> = rows.into_iter().enumerate()
                .filter(|(_, (person, superior, _))| Some(*person) != *superior && seen.insert(*person))
                .map(|(at, (person, superior, refused))| Row { line: i32::try_from(at).unwrap_or(0) + 2, person, superior, refused })
                .collect();
            // a superior who is new must have a row of their own
            for row in &mut rows {
                if row.superior.is_some_and(|superior| is_new[superior as usize] && !seen.contains(&superior)) {
                    row.superior = None;
                }
            }
            settle(&mut rows, &today, &is_new);
            let mut after = today.clone();
            let mut exists: Vec<bool> = is_new.iter().map(|new| !new).collect();
            for row in rows.iter().filter(|row| !row.refused) {
                exists[row.person as usize] = true;
                after[row.person as usize] = row.superior.or(after[row.person as usize]);
            }
            let above: Vec<Option<usize>> = after.iter().map(|up| up.map(|up| up as usize)).collect();
            prop_assert!(rules::loops(&above).is_empty());
            for (at, up) in above.iter().enumerate() {
                prop_assert!(!exists[at] || up.is_none_or(|up| exists[up]));
            }
        }
    }
}
