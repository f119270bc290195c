//! Going through all one's people of a cycle without a way back to a list: who comes before and
//! after, who is still to do. In the order of the list by name.

use serde::Deserialize;
use uuid::Uuid;

use super::side::Side;
use crate::{access::Stage, appraisals::Seen, web::Texts};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The employee's step comes first.
    Waiting,
    Open,
    Draft,
    Done,
}

impl State {
    #[must_use]
    pub fn to_do(self) -> bool {
        matches!(self, Self::Open | Self::Draft)
    }

    fn words(self, l: &Texts) -> String {
        match self {
            Self::Waiting => l.pile_waiting(),
            Self::Open => l.pile_open(),
            Self::Draft => l.pile_draft(),
            Self::Done => l.pile_done(),
        }
    }

    fn chip(self) -> &'static str {
        match self {
            Self::Waiting => "plain",
            Self::Open | Self::Draft => "soon",
            Self::Done => "ok",
        }
    }
}

#[derive(Debug, Clone)]
pub struct One {
    pub id: Uuid,
    pub name: String,
    pub state: State,
}

/// Where one of them stands.
#[derive(Debug, Deserialize)]
pub struct Standing {
    id: Uuid,
    name: String,
    stage: Stage,
    written: bool,
    submitted: bool,
}

impl From<Standing> for One {
    fn from(row: Standing) -> Self {
        Self {
            id: row.id,
            name: row.name,
            state: match row.stage {
                Stage::Goals | Stage::SelfEvaluation => State::Waiting,
                Stage::Evaluation if row.submitted => State::Done,
                Stage::Evaluation if row.written => State::Draft,
                Stage::Evaluation => State::Open,
                _ => State::Done,
            },
        }
    }
}

/// The next one to do after `here`, from the top again where none follows.
#[must_use]
pub fn next_to_do(all: &[One], here: Uuid) -> Option<&One> {
    let at = all.iter().position(|one| one.id == here).unwrap_or(0);
    let (before, after) = all.split_at(at);
    after
        .iter()
        .chain(before)
        .find(|one| one.id != here && one.state.to_do())
}

pub struct Link {
    pub href: String,
    pub name: String,
}

pub struct Row {
    pub href: String,
    pub name: String,
    pub chip: &'static str,
    pub state: String,
    pub current: bool,
}

pub struct QueueView {
    pub rows: Vec<Row>,
    pub before: Option<Link>,
    pub after: Option<Link>,
    /// The next one to do, wherever it stands.
    pub next: Option<Link>,
    pub todo: bool,
    pub todo_href: String,
    pub all_href: String,
    pub list_href: String,
    pub left: String,
}

/// Nothing to go through with a single person.
#[must_use]
pub fn view(all: &[One], seen: &Seen, side: Side, todo: bool, l: &Texts) -> Option<QueueView> {
    if all.len() < 2 {
        return None;
    }
    let here = seen.appraisal.id.0;
    let query = if todo { "?todo=1" } else { "" };
    let address = |one: &One| {
        let below = if one.state == State::Waiting {
            String::new()
        } else {
            format!("{}{query}", side.below())
        };
        format!("/appraisals/{}{below}", one.id)
    };
    let link = |one: &One| Link {
        href: address(one),
        name: one.name.clone(),
    };
    let at = all.iter().position(|one| one.id == here).unwrap_or(0);
    let open = |one: &&One| one.state != State::Waiting && (!todo || one.state.to_do());
    let left = all.iter().filter(|one| one.state.to_do()).count();
    Some(QueueView {
        before: all[..at].iter().rev().find(open).map(link),
        after: all[at + 1..].iter().find(open).map(link),
        next: next_to_do(all, here).map(link),
        rows: all
            .iter()
            .filter(|one| !todo || one.state.to_do() || one.id == here)
            .map(|one| Row {
                href: address(one),
                name: one.name.clone(),
                chip: one.state.chip(),
                state: one.state.words(l),
                current: one.id == here,
            })
            .collect(),
        todo,
        todo_href: seen.address(&format!("{}?todo=1", side.below())),
        all_href: seen.address(side.below()),
        list_href: format!(
            "/appraisals?as={}&cycle={}&sort=name",
            crate::appraisals::list::relation_key(side.relation()),
            seen.appraisal.cycle.id
        ),
        left: l.pile_left(
            i64::try_from(left).unwrap_or(i64::MAX),
            i64::try_from(all.len()).unwrap_or(i64::MAX),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_follows_and_then_comes_from_the_top() {
        let one = |id: u128, state| One {
            id: Uuid::from_u128(id),
            name: String::new(),
            state,
        };
        let all = [
            one(1, State::Draft),
            one(2, State::Done),
            one(3, State::Open),
            one(4, State::Waiting),
        ];
        let next = |here: u128| next_to_do(&all, Uuid::from_u128(here)).map(|one| one.id.as_u128());
        assert_eq!([1, 2, 3, 4].map(next), [Some(3), Some(3), Some(1), Some(1)]);
        assert_eq!(next_to_do(&all[1..2], Uuid::from_u128(2)).map(|_| ()), None);
    }
}
