//! The law of a case: when it may be opened, who may sit on it, what the votes decide, by when.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

pub use crate::appraisals::votes::{LEAST, tally};
use crate::{
    access::Stage,
    appraisals::votes,
    ground::{days::Calendar, decimals, ids::PersonId},
};

/// Working days in which the superior may settle a case before it is overdue.
pub const SETTLE_DAYS: u32 = 7;
/// Working days in which the committee rules.
pub const RULE_DAYS: u32 = 15;
/// Files that the employee may add.
pub const MOST_FILES: usize = 5;
pub const LARGEST_FILE: usize = 10 << 20;

macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident($db:literal) { $($variant:ident $key:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(rename_all = "snake_case")]
        #[sqlx(type_name = $db, rename_all = "snake_case")]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the database, in forms and in the trail.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}

keyed! {
    /// What the employee objects to.
    Kind("dispute_kind") {
        ScoringMethod "scoring_method", DataAccuracy "data_accuracy", Procedure "procedure", Other "other",
    }
}
keyed! {
    /// How far a case has come.
    Status("dispute_status") { Opened "opened", Referred "referred", Ruled "ruled", Settled "settled" }
}
keyed! {
    /// What a member votes for and the committee rules.
    Decision("decision") { Upheld "upheld", Adjusted "adjusted", Returned "returned" }
}

/// Points by the key of the indicator.
pub type Points = BTreeMap<String, Decimal>;

/// Whether a case may be opened on this day. The days count from sign-off: until then it is open.
#[must_use]
pub fn window_open(stage: Stage, until: Option<Date>, today: Date) -> bool {
    stage == Stage::SignOff || until.is_some_and(|until| today <= until)
}

/// Whether HR may open the window once more: it has closed, and no ruling made the result final.
#[must_use]
pub fn waivable(stage: Stage, until: Option<Date>, today: Date, ruled: bool) -> bool {
    !ruled && until.is_some() && !window_open(stage, until, today)
}

#[must_use]
pub fn settle_by(calendar: &Calendar, today: Date) -> Date {
    calendar.add_working_days(today, SETTLE_DAYS)
}

#[must_use]
pub fn rule_by(calendar: &Calendar, today: Date) -> Date {
    calendar.add_working_days(today, RULE_DAYS)
}

/// Somebody with the role, and everybody above them in the organisation today.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    pub id: PersonId,
    pub name: String,
    #[serde(deserialize_with = "some")]
    pub above: Vec<PersonId>,
}

/// The database says null for nobody.
fn some<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<PersonId>, D::Error> {
    Option::<Vec<PersonId>>::deserialize(from).map(Option::unwrap_or_default)
}

/// The people whom a case concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    pub appraisee: PersonId,
    pub superior: PersonId,
    pub next_superior: Option<PersonId>,
    pub facilitator: Option<PersonId>,
    /// Further superiors, who scored as well, and delegates of the superior.
    pub others: Vec<PersonId>,
}

/// Why somebody may not sit on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Appraisee, a superior, the superior's superior, a delegate or the facilitator.
    Party,
    /// Reports, directly or through others, to the superior or the appraisee: whoever rules on the
    /// work of a person must not depend on that person.
    Dependent,
}

#[must_use]
pub fn conflict(member: &Member, case: &Concerned) -> Option<Conflict> {
    let parties = [
        Some(case.appraisee),
        Some(case.superior),
        case.next_superior,
        case.facilitator,
    ];
    if parties.contains(&Some(member.id)) || case.others.contains(&member.id) {
        return Some(Conflict::Party);
    }
    let depends = member
        .above
        .iter()
        .any(|above| *above == case.superior || *above == case.appraisee);
    depends.then_some(Conflict::Dependent)
}

/// Who sits, and who stays out so that the number is odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seating {
    pub seated: Vec<PersonId>,
    pub substitute: Option<PersonId>,
}

/// How many members without a conflict there are, where that is fewer than [`LEAST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFew(pub usize);

/// All members without a conflict; of an even number the last by name stays out.
pub fn seating(members: &[Member], case: &Concerned) -> Result<Seating, TooFew> {
    let mut free: Vec<&Member> = members
        .iter()
        .filter(|member| conflict(member, case).is_none())
        .collect();
    free.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    free.dedup_by_key(|member| member.id);
    if free.len() < LEAST {
        return Err(TooFew(free.len()));
    }
    let substitute = if free.len().is_multiple_of(2) {
        free.pop().map(|member| member.id)
    } else {
        None
    };
    Ok(Seating {
        seated: free.into_iter().map(|member| member.id).collect(),
        substitute,
    })
}

/// What the votes cast so far amount to.
pub type Tally = votes::Tally<Decision>;

/// For each item the middle of the proposed points; between the two in the middle of an even number.
#[must_use]
pub fn medians<'a>(votes: impl IntoIterator<Item = &'a Points>) -> Points {
    let mut by_item: BTreeMap<&str, Vec<Decimal>> = BTreeMap::new();
    for points in votes {
        for (item, value) in points {
            by_item.entry(item).or_default().push(*value);
        }
    }
    by_item
        .into_iter()
        .map(|(item, mut values)| {
            values.sort_unstable();
            let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
            let middle = decimals::rounded((low + high) / Decimal::TWO, 2);
            (item.to_owned(), middle)
        })
        .collect()
}

/// The points that a majority for adjusting comes down to: the middle of the votes for it, and nobody's own choice.
/// None where they change nothing, so that the members have to vote again.
#[must_use]
pub fn adjusted<'a>(
    items: &[String],
    before: &Points,
    votes: impl IntoIterator<Item = &'a Points>,
) -> Option<Points> {
    let points = medians(votes);
    changes(items, before, &points).then_some(points)
}

/// Whether new points name exactly the items of the case, and change at least one of them.
#[must_use]
pub fn changes(items: &[String], before: &Points, after: &Points) -> bool {
    let named: BTreeSet<&String> = items.iter().collect();
    named == after.keys().collect()
        && after
            .iter()
            .any(|(item, points)| before.get(item) != Some(points))
}

#[cfg(test)]
mod tests;
