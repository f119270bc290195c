//! Where a cycle is: its address and the id in it.

use crate::{
    ground::ids::CycleId,
    web::{Error, Result},
};

/// The id in an address; nonsense is nothing that exists.
pub(super) fn id(text: &str) -> Result<CycleId> {
    text.parse().map_err(|_| Error::NotFound)
}

pub(super) fn address(id: CycleId, below: &str) -> String {
    format!("/cycles/{id}{below}")
}
