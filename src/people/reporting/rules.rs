//! Who reports to whom, as a plain graph: the loops that must never come into being. Used by the
//! import and by giving many people a superior at once.

/// Every loop in a graph where each node has at most one node above it. A loop is given once, in the
/// order of reporting, beginning with its lowest index.
pub fn loops(above: &[Option<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut seen_from = vec![UNSEEN; above.len()];
    let mut found = Vec::new();
    for start in 0..above.len() {
        let mut at = start;
        while seen_from[at] == UNSEEN {
            seen_from[at] = start;
            match above[at] {
                Some(next) => at = next,
                None => break,
            }
        }
        // the walk ran into its own trail, and not because it reached the top
        if seen_from[at] == start && above[at].is_some() {
            found.push(around(above, at));
        }
    }
    found
}

fn around(above: &[Option<usize>], at: usize) -> Vec<usize> {
    let mut chain = vec![at];
    let mut next = above[at];
    while let Some(node) = next.filter(|node| *node != at) {
        chain.push(node);
        next = above[node];
    }
    if let Some(lowest) = (0..chain.len()).min_by_key(|i| chain[*i]) {
        chain.rotate_left(lowest);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether the walk upwards from here comes back here.
    fn closes(above: &[Option<usize>], at: usize) -> bool {
        let mut next = above[at];
        for _ in 0..above.len() {
            match next {
                Some(node) if node == at => return true,
                Some(node) => next = above[node],
                None => return false,
            }
        }
        false
    }

    #[test]
    fn loops_are_found_once() {
        assert_eq!(loops(&[]), Vec::<Vec<usize>>::new());
        assert_eq!(loops(&[None, Some(0), Some(1)]), Vec::<Vec<usize>>::new());
        assert_eq!(loops(&[Some(0)]), [[0]]);
        assert_eq!(loops(&[Some(1), Some(0), Some(1)]), [[0, 1]]);
        assert_eq!(
            loops(&[None, Some(3), Some(1), Some(2), Some(3)]),
            [[1, 3, 2]]
        );
    }

    proptest! {
        #[test]
        fn a_node_is_in_a_loop_exactly_when_the_walk_up_returns(above in prop::collection::vec(prop::option::of(0_usize..12), 12)) {
            let mut in_loops: Vec<usize> = loops(&above).into_iter().flatten().collect();
            in_loops.sort_unstable();
            let wanted: Vec<usize> = (0..12).filter(|at| closes(&above, *at)).collect();
            prop_assert_eq!(in_loops, wanted);
        }
    }
}
