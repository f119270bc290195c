//! The tree as rows to show, and who may hang below whom. Pure.

use std::collections::HashMap;

use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    pub id: Uuid,
    pub name: String,
    pub parent: Option<Uuid>,
    pub version: i32,
    /// Who works in it, not counting what is below.
    pub people: i64,
    pub left: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    pub department: &'a Department,
    pub depth: usize,
    /// Who works in it or anywhere below.
    pub whole: i64,
    pub children: usize,
}

/// Every department after the one it belongs to, in the order in which they come.
pub fn tree(all: &[Department]) -> Vec<Placed<'_>> {
    let mut below: HashMap<Option<Uuid>, Vec<&Department>> = HashMap::new();
    for one in all {
        // whose parent is closed stands at the top, where it is seen
        let parent = one
            .parent
            .filter(|parent| all.iter().any(|other| other.id == *parent));
        below.entry(parent).or_default().push(one);
    }
    let mut placed = Vec::with_capacity(all.len());
    descend(None, 0, &below, &mut placed);
    placed
}

fn descend<'a>(
    parent: Option<Uuid>,
    depth: usize,
    below: &HashMap<Option<Uuid>, Vec<&'a Department>>,
    placed: &mut Vec<Placed<'a>>,
) -> i64 {
    let mut sum = 0;
    for department in below.get(&parent).map_or(&[][..], Vec::as_slice) {
        let at = placed.len();
        placed.push(Placed {
            department,
            depth,
            whole: department.people,
            children: below.get(&Some(department.id)).map_or(0, Vec::len),
        });
        let further = descend(Some(department.id), depth + 1, below, placed);
        placed[at].whole += further;
        sum += placed[at].whole;
    }
    sum
}

/// The department itself and everything below it.
pub fn branch(all: &[Department], root: Uuid) -> Vec<Uuid> {
    let mut branch = vec![root];
    let mut at = 0;
    while at < branch.len() {
        let parent = branch[at];
        branch.extend(
            all.iter()
                .filter(|one| one.parent == Some(parent) && one.id != root)
                .map(|one| one.id),
        );
        at += 1;
    }
    branch
}

#[cfg(test)]
mod tests {
    use super::*;

    fn department(id: u128, parent: Option<u128>, people: i64) -> Department {
        Department {
            id: Uuid::from_u128(id),
            name: id.to_string(),
            parent: parent.map(Uuid::from_u128),
            version: 1,
            people,
            left: 0,
        }
    }

    #[test]
    fn the_tree_is_walked_downwards_and_counts_what_is_below() {
        let all = [
            department(3, Some(1), 4),
            department(1, None, 1),
            department(2, Some(3), 2),
            department(4, None, 8),
            department(5, Some(99), 16),
        ];
        let rows: Vec<_> = tree(&all)
            .iter()
            .map(|row| {
                (
                    row.department.name.clone(),
                    row.depth,
                    row.whole,
                    row.children,
                )
            })
            .collect();
        let row = |name: &str, depth, whole, children| (name.to_owned(), depth, whole, children);
        assert_eq!(
            rows,
            [
                row("1", 0, 7, 1),
                row("3", 1, 6, 1),
                row("2", 2, 2, 0),
                row("4", 0, 8, 0),
                row("5", 0, 16, 0),
            ]
        );
        let below: Vec<u128> = branch(&all, Uuid::from_u128(1))
            .iter()
            .map(Uuid::as_u128)
            .collect();
        assert_eq!(below, [1, 3, 2]);
    }
}
