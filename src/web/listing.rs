//! One kit for lists: the heads of columns that order them, and their pages. The macros `head` and
//! `paging` draw it.

use uuid::Uuid;

use super::Asked;

/// How many rows a page of a list has.
pub const PAGE: usize = 50;

/// How many are read: one more than is shown tells whether there is another page.
pub const LIMIT: i64 = 51;

/// The head of a column by which a list can be put in order.
pub struct Heading {
    pub label: String,
    pub href: String,
    /// ascending | descending; empty where another column gives the order
    pub order: &'static str,
}

impl Asked {
    /// The column that gives the order, and whether it runs downwards; `usual` where none is asked for.
    #[must_use]
    pub fn sort(&self, usual: &str) -> (String, bool) {
        let asked = self.text("sort");
        let order = if asked.is_empty() { usual } else { &asked };
        let column = order.trim_start_matches('-');
        (column.to_owned(), column.len() < order.len())
    }

    /// The head of a column. Where it `falls` its first click puts the greatest first, as one wants it of days.
    #[must_use]
    pub fn heading(&self, label: String, column: &str, usual: &str, falls: bool) -> Heading {
        let (current, descending) = self.sort(usual);
        let order = match (current == column, descending) {
            (false, _) => "",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        let falls = if order.is_empty() { falls } else { !descending };
        let next = format!("{}{column}", if falls { "-" } else { "" });
        let next = if next == usual { "" } else { &next };
        let href = self.with(&[("sort", next)]);
        Heading { label, href, order }
    }
}

/// A page of at most `size` rows out of `size + 1` that were read: the rows in reading order, and
/// the addresses before and after.
#[must_use]
pub fn turn_page<T>(
    mut rows: Vec<T>,
    size: usize,
    asked: &Asked,
    key: impl Fn(&T) -> (String, Uuid),
) -> (Vec<T>, String, String) {
    let cursor = asked.cursor();
    let more = rows.len() > size;
    rows.truncate(size);
    if cursor.back {
        rows.reverse();
    }
    let beyond = |row: Option<&T>, direction: &str| {
        row.map(|row| {
            let (key, id) = key(row);
            asked.beyond(direction, &key, id)
        })
        .unwrap_or_default()
    };
    let (has_before, has_after) = if cursor.back {
        (more, true)
    } else {
        (cursor.at.is_some(), more)
    };
    let before = if has_before {
        beyond(rows.first(), "before")
    } else {
        String::new()
    };
    let after = if has_after {
        beyond(rows.last(), "after")
    } else {
        String::new()
    };
    (rows, before, after)
}

/// One page of lines that are all at hand, and the addresses before and after it.
#[must_use]
pub fn page_of<T>(
    lines: Vec<T>,
    asked: &Asked,
    id: impl Fn(&T) -> Uuid,
) -> (Vec<T>, String, String) {
    let cursor = asked.cursor();
    let (_, at) = cursor.parts();
    let place = at.and_then(|at| lines.iter().position(|line| id(line) == at));
    let rows = match place {
        Some(place) if cursor.back => {
            let before: Vec<T> = lines.into_iter().take(place).collect();
            before.into_iter().rev().take(PAGE + 1).collect()
        }
        Some(place) => lines.into_iter().skip(place + 1).take(PAGE + 1).collect(),
        None => {
            // what the cursor named is gone: from the beginning
            let rows = lines.into_iter().take(PAGE + 1).collect();
            let (rows, _, after) =
                turn_page(rows, PAGE, &asked.first(), |row| (String::new(), id(row)));
            return (rows, String::new(), after);
        }
    };
    turn_page(rows, PAGE, asked, |row| (String::new(), id(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_turn_forth_and_back() {
        let id = Uuid::nil();
        let key = |n: &i32| (n.to_string(), id);
        let (rows, before, after) = turn_page(vec![1, 2, 3], 2, &Asked::of("/", ""), key);
        assert_eq!((rows, before.as_str()), (vec![1, 2], ""));
        let query = after.trim_start_matches("/?");
        let asked = Asked::of("/", query);
        assert_eq!(asked.cursor().at, Some(("2".into(), id)));
        let (rows, before, after) = turn_page(vec![3], 2, &asked, key);
        assert_eq!((rows.len(), after.as_str()), (1, ""));
        let asked = Asked::of("/", before.trim_start_matches("/?"));
        assert!(asked.cursor().back);
        let (rows, before, after) = turn_page(vec![2, 1], 2, &asked, key);
        assert_eq!(rows, vec![1, 2]);
        assert!(before.is_empty() && !after.is_empty());
    }

    fn ids(count: u128) -> Vec<Uuid> {
        (1..=count).map(Uuid::from_u128).collect()
    }

    fn turned(lines: Vec<Uuid>, address: &str) -> (Vec<Uuid>, String, String) {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        page_of(lines, &Asked::of("/forms", query), |id| *id)
    }

    #[test]
    fn pages_turn_forth_and_back_and_begin_anew_where_the_row_is_gone() {
        let all = ids(120);
        let (first, before, after) = turned(all.clone(), "/forms");
        assert_eq!((first.as_slice(), before.as_str()), (&all[..50], ""));
        let (second, before, after) = turned(all.clone(), &after);
        assert_eq!(second, &all[50..100]);
        let (last, _, none) = turned(all.clone(), &after);
        assert_eq!((last.as_slice(), none.as_str()), (&all[100..], ""));
        assert_eq!(turned(all.clone(), &before).0, &all[..50]);
        let gone = format!("/forms?after={}~", Uuid::from_u128(999));
        let (again, before, _) = turned(all.clone(), &gone);
        assert_eq!((again.as_slice(), before.as_str()), (&all[..50], ""));
        let (few, before, after) = turned(ids(3), "/forms");
        assert_eq!((few.len(), before + after.as_str()), (3, String::new()));
    }

    #[test]
    fn a_heading_orders_and_then_turns_around() {
        let next = |query: &str| {
            let asked = Asked::of("/forms", query);
            let heading = asked.heading(String::new(), "name", "", false);
            (heading.href, heading.order)
        };
        assert_eq!(next("q=a"), ("/forms?q=a&sort=name".into(), ""));
        assert_eq!(next("sort=name"), ("/forms?sort=-name".into(), "ascending"));
        assert_eq!(
            next("sort=-name"),
            ("/forms?sort=name".into(), "descending")
        );
        assert_eq!(next("sort=price").1, "");
    }
}
