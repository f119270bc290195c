//! The kind of an indicator without what belongs to it: how buttons, fields and columns name it.

use super::Kind;

macro_rules! kind_names {
    ($($name:ident $key:literal),* $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum KindName { $($name),* }

        impl KindName {
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$name),*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }

        impl Kind {
            pub const fn name(&self) -> KindName {
                match self { $(Self::$name { .. } => KindName::$name),* }
            }
        }
    };
}

kind_names! {
    Deviation "deviation",
    Proportional "proportional",
    Judgement "judgement",
    Anchored "anchored",
}

impl KindName {
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.key() == key)
    }

    /// Whether a target and an actual figure decide, not a person.
    pub const fn is_measured(self) -> bool {
        match self {
            Self::Deviation | Self::Proportional => true,
            Self::Judgement | Self::Anchored => false,
        }
    }
}
