//! Levels and roles in the reader's language, and the options of selects.

use super::Level;
use crate::{
    access::Role,
    web::{Pick, Texts},
};

pub(crate) fn level(level: Level, l: &Texts) -> String {
    match level {
        Level::Staff => l.level_staff(),
        Level::Manager => l.level_manager(),
        Level::Senior => l.level_senior(),
    }
}

pub(super) fn levels(chosen: &str, l: &Texts) -> Vec<Pick> {
    Level::ALL
        .into_iter()
        .map(|one| Pick::of(one.key(), level(one, l), chosen))
        .collect()
}

pub(super) fn role(role: Role, l: &Texts) -> String {
    match role {
        Role::Hr => l.role_hr(),
        Role::Clerk => l.role_clerk(),
        Role::Committee => l.role_committee(),
        Role::Admin => l.role_admin(),
        Role::Auditor => l.role_auditor(),
    }
}
