//! What the votes on a case amount to. Pure, and below the committee's own room, because who has to vote,
//! to rule or to vote again follows from it.

/// The fewest members that may rule.
pub const LEAST: usize = 3;

/// What the votes cast so far amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally<D> {
    /// Too few votes, or an even number of them.
    NoQuorum {
        voted: usize,
    },
    /// Several kinds of votes and none with more than half: the members vote again.
    Split,
    Majority(D),
}

impl<D> Tally<D> {
    #[must_use]
    pub fn majority(self) -> Option<D> {
        match self {
            Self::Majority(decision) => Some(decision),
            _ => None,
        }
    }
}

/// The decision that more than half of an odd number of at least three votes agree on.
#[must_use]
pub fn tally<D: Copy + PartialEq>(votes: &[Option<D>]) -> Tally<D> {
    let cast: Vec<D> = votes.iter().copied().flatten().collect();
    let voted = cast.len();
    if voted < LEAST || voted.is_multiple_of(2) {
        return Tally::NoQuorum { voted };
    }
    cast.iter()
        .copied()
        .find(|decision| cast.iter().filter(|vote| *vote == decision).count() * 2 > voted)
        .map_or(Tally::Split, Tally::Majority)
}
