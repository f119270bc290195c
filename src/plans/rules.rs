//! What may be done with an item of the plan, and where it leads.

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "plan_status", rename_all = "snake_case")]
pub enum Status {
    /// Agreed in the interview, not signed yet.
    Draft,
    Open,
    /// The owner says that it is done; the superior verifies.
    Reported,
    Accepted,
    Dropped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Progress,
    Done,
    Accepted,
    MoreWork,
    /// A later day, agreed by both.
    Extended,
}

impl Deed {
    pub const ALL: [Self; 5] = [
        Self::Progress,
        Self::Done,
        Self::Accepted,
        Self::MoreWork,
        Self::Extended,
    ];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Done => "done",
            Self::Accepted => "accepted",
            Self::MoreWork => "more_work",
            Self::Extended => "extended",
        }
    }

    /// The name under which the trail keeps it.
    #[must_use]
    pub fn event(self) -> &'static str {
        match self {
            Self::Progress => "plan_progress",
            Self::Done => "plan_done",
            Self::Accepted => "plan_accepted",
            Self::MoreWork => "plan_more_work",
            Self::Extended => "plan_extended",
        }
    }
}

/// Where a deed leads; `None` where it is not open now.
#[must_use]
pub fn next(status: Status, deed: Deed) -> Option<Status> {
    match (status, deed) {
        (Status::Open | Status::Reported, Deed::Progress) => Some(status),
        (Status::Open, Deed::Done) => Some(Status::Reported),
        (Status::Reported, Deed::Accepted) => Some(Status::Accepted),
        (Status::Reported, Deed::MoreWork) | (Status::Open | Status::Reported, Deed::Extended) => {
            Some(Status::Open)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_and_finished_items_stand_still() {
        for status in [Status::Draft, Status::Accepted, Status::Dropped] {
            for deed in Deed::ALL {
                assert_eq!(next(status, deed), None, "{status:?} {deed:?}");
            }
        }
    }

    #[test]
    fn only_what_was_reported_is_accepted() {
        assert_eq!(next(Status::Open, Deed::Accepted), None);
        assert_eq!(next(Status::Open, Deed::Done), Some(Status::Reported));
        assert_eq!(
            next(Status::Reported, Deed::Accepted),
            Some(Status::Accepted)
        );
        assert_eq!(next(Status::Reported, Deed::MoreWork), Some(Status::Open));
        assert_eq!(next(Status::Reported, Deed::Done), None);
    }
}
