//! Where a cycle is.

use crate::ground::ids::CycleId;

pub(super) fn address(id: CycleId, below: &str) -> String {
    format!("/cycles/{id}{below}")
}
