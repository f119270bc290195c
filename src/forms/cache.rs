//! What never changes under its id, read and decoded once per process and not once per page.

use std::{
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

use uuid::Uuid;

/// So many of a kind are kept; a company has a handful.
const MOST: usize = 500;

pub struct Cache<T>(LazyLock<RwLock<HashMap<Uuid, T>>>);

impl<T: Clone> Cache<T> {
    #[must_use]
    pub const fn new() -> Self {
        Self(LazyLock::new(RwLock::default))
    }

    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<T> {
        // a thread that panicked left the map whole
        let map = self.0.read().unwrap_or_else(PoisonError::into_inner);
        map.get(&id).cloned()
    }

    pub fn keep(&self, id: Uuid, one: T) -> T {
        let mut map = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if map.len() >= MOST {
            map.clear();
        }
        map.insert(id, one.clone());
        one
    }
}

impl<T: Clone> Default for Cache<T> {
    fn default() -> Self {
        Self::new()
    }
}
