//! To whom an open appraisal goes. Pure.

use uuid::Uuid;

/// Somebody who could take the place of a superior: the acting person first, then up the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub of: Uuid,
    pub person: Uuid,
}

/// An open appraisal whose superior is away or has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub id: Uuid,
    pub superior: Uuid,
    pub appraisee: Uuid,
    pub facilitator: Option<Uuid>,
    /// Who sits on its dispute.
    pub seats: Vec<Uuid>,
}

/// The first who works here, is not away and has no other part in it. `candidates` in their order.
#[must_use]
pub fn successor(open: &Open, candidates: &[Candidate]) -> Option<Uuid> {
    candidates
        .iter()
        .filter(|one| one.of == open.superior)
        .map(|one| one.person)
        .find(|person| {
            *person != open.appraisee
                && *person != open.superior
                && Some(*person) != open.facilitator
                && !open.seats.contains(person)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn the_first_without_another_part_in_it_takes_over() {
        let candidates: Vec<Candidate> = [(1, 2), (1, 3), (1, 4), (9, 8)]
            .into_iter()
            .map(|(of, person)| Candidate {
                of: id(of),
                person: id(person),
            })
            .collect();
        let open = |appraisee, facilitator: Option<u128>, seats: &[u128]| Open {
            id: id(100),
            superior: id(1),
            appraisee: id(appraisee),
            facilitator: facilitator.map(id),
            seats: seats.iter().copied().map(id).collect(),
        };
        for (case, wanted) in [
            (open(50, None, &[]), Some(2)),
            (open(2, None, &[]), Some(3)),
            (open(2, Some(3), &[]), Some(4)),
            (open(50, Some(2), &[3]), Some(4)),
            (open(2, Some(3), &[4]), None),
        ] {
            assert_eq!(successor(&case, &candidates), wanted.map(id), "{case:?}");
        }
    }
}
