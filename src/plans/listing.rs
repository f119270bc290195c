//! What the lists of plan items and of parked points share: whose, in which state, search, order, pages.

use sqlx::PgPool;
use time::Date;
use uuid::Uuid;

use crate::{
    access::{Role, Viewer},
    appraisals::list::{Named, choices, picks},
    web::{Asked, Heading, LIMIT, PAGE, Pick, Result, Texts, turn_page, when},
};

/// The order that is not the usual one.
const LATEST: &str = "latest";

/// Which rows a list shows.
#[derive(Debug)]
pub struct Filter {
    pub whose: String,
    pub state: String,
    pub pattern: Option<String>,
    pub cycle: Option<Uuid>,
    pub department: Option<Uuid>,
    pub today: Date,
    /// The row beyond which the page begins.
    pub at: Option<(Date, Uuid)>,
    /// Whether rows are read towards later days.
    pub onwards: bool,
    /// One more than is shown tells whether there is another page.
    pub limit: i64,
}

impl Filter {
    pub fn asked(asked: &Asked, today: Date) -> Self {
        let cursor = asked.cursor();
        let latest_first = asked.text("sort") == LATEST;
        Self {
            whose: asked.text("whose"),
            state: asked.text("state"),
            pattern: asked.pattern("q"),
            cycle: asked.parsed("cycle"),
            department: asked.parsed("department"),
            today,
            at: cursor
                .at
                .and_then(|(day, id)| when::parse_day(&day).map(|day| (day, id))),
            onwards: cursor.back == latest_first,
            limit: LIMIT,
        }
    }

    const fn narrowed(&self) -> bool {
        self.pattern.is_some()
            || self.cycle.is_some()
            || self.department.is_some()
            || self.at.is_some()
    }
}

pub struct Tab {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// A choice that is a link: its key and its word.
pub type Offer = (&'static str, String);

/// What a list can be narrowed to.
pub struct Offers {
    whose: Vec<Offer>,
    states: Vec<Offer>,
    cycles: Vec<Named>,
    departments: Vec<Named>,
}

impl Offers {
    /// Whoever keeps the ledger chooses it and a department beside what everybody may choose.
    pub async fn load(
        db: &PgPool,
        viewer: &Viewer,
        l: &Texts,
        mut whose: Vec<Offer>,
        states: Vec<Offer>,
    ) -> Result<Self> {
        let (cycles, mut departments) = choices(db, viewer).await?;
        if viewer.is(Role::Hr) || viewer.is(Role::Clerk) {
            whose.push(("ledger", l.plan_ledger()));
        } else {
            departments.clear();
        }
        Ok(Self {
            whose,
            states,
            cycles,
            departments,
        })
    }
}

/// Everything around the rows.
pub struct Frame {
    pub whose: Vec<Tab>,
    pub states: Vec<Tab>,
    /// What a search keeps of the address.
    pub kept: Vec<(&'static str, String)>,
    pub q: String,
    pub cycles: Vec<Pick>,
    pub departments: Vec<Pick>,
    pub by_day: Heading,
    pub shown: String,
    pub before: String,
    pub after: String,
    /// Where everything is shown again; empty where only the tabs leave something out.
    pub clear: String,
}

impl Frame {
    /// With the rows of the page in reading order.
    pub fn around<T>(
        rows: Vec<T>,
        asked: &Asked,
        filter: &Filter,
        offers: Offers,
        l: &Texts,
        key: impl Fn(&T) -> (Date, Uuid),
    ) -> (Vec<T>, Self) {
        let (rows, before, after) = turn_page(rows, PAGE, asked, |row| {
            let (day, id) = key(row);
            (when::input_day(day), id)
        });
        let tabs = |name: &str, offers: Vec<Offer>, current: &str| {
            let tab = |(key, label): Offer| Tab {
                href: asked.with(&[(name, key)]),
                label,
                current: key == current,
            };
            offers.into_iter().map(tab).collect()
        };
        let latest_first = asked.text("sort") == LATEST;
        let frame = Self {
            whose: tabs("whose", offers.whose, &filter.whose),
            states: tabs("state", offers.states, &filter.state),
            kept: ["whose", "state", "sort"]
                .map(|name| (name, asked.text(name)))
                .into(),
            q: asked.text("q"),
            cycles: picks(offers.cycles, &asked.text("cycle")),
            departments: picks(offers.departments, &asked.text("department")),
            by_day: Heading {
                label: l.record_due(),
                href: asked.with(&[("sort", if latest_first { "" } else { LATEST })]),
                order: if latest_first {
                    "descending"
                } else {
                    "ascending"
                },
            },
            shown: l.plan_shown(rows.len()),
            before,
            after,
            clear: if filter.narrowed() {
                asked.with(&[("q", ""), ("cycle", ""), ("department", "")])
            } else {
                String::new()
            },
        };
        (rows, frame)
    }
}
