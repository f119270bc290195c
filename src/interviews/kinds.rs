//! The closed sets of this room: purpose, method, kind of place, stance, source of a goal.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident in $sql:literal { $($variant:ident $key:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(rename_all = "snake_case")]
        #[sqlx(type_name = $sql, rename_all = "snake_case")]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name used in the database, in forms and in the trail.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    )*};
}

kinds! {
    /// What the interview is mainly for.
    Purpose in "purpose" {
        ImproveResults "improve_results",
        Career "career",
        Cooperation "cooperation",
    }
    /// How the superior leads it.
    Method in "method" {
        Sandwich "sandwich",
        CausesFirst "causes_first",
        ShortAgenda "short_agenda",
    }
    PlaceKind in "place_kind" {
        ReceptionRoom "reception_room",
        Lounge "lounge",
        Cafe "cafe",
        Outdoors "outdoors",
        Online "online",
        EmployeesChoice "employees_choice",
        SuperiorsOffice "superiors_office",
        MeetingRoom "meeting_room",
    }
    /// Where an indicator stands after it was talked about.
    Stance in "stance" {
        Agreed "agreed",
        Parked "parked",
    }
    /// Where a goal of the next period was drawn from.
    GoalSource in "goal_source" {
        Company "company",
        Department "department",
        Own "own",
    }
}

impl PlaceKind {
    /// Whether the place puts the employee on the spot: a warning, never a refusal.
    #[must_use]
    pub const fn is_formal(self) -> bool {
        matches!(self, Self::SuperiorsOffice | Self::MeetingRoom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_the_database_and_the_documents_say() {
        for kind in PlaceKind::ALL {
            assert_eq!(
                serde_json::to_value(kind).expect("a name"),
                serde_json::json!(kind.key())
            );
            assert_eq!(PlaceKind::from_key(kind.key()), Some(*kind));
        }
        assert_eq!(Method::from_key("shouting"), None);
    }
}
