//! Work in the background: queued in the transaction of whoever asks for it, done in steps of one
//! transaction each, taken up again by whichever process is there. What a kind of work does is said by
//! its own room; `works.rs` on the roof lists them all.

mod pages;
mod queue;
mod watching;
mod words;
mod worker;

use std::{future::Future, pin::Pin, time::Duration};

use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{app::App, ground::ids::PersonId, web::Result};

pub use pages::{Progress, again, show};
pub use queue::{Order, enqueue, forget, live, mark, sweep};
pub use watching::events;
pub use worker::{hurry, run_all, work};

/// Names of the kinds of work, where more than one room has to know them.
pub mod kinds {
    pub const CYCLE_LAUNCH: &str = "cycle_launch";
    pub const PEOPLE_IMPORT: &str = "people_import";
    pub const SUCCESSION: &str = "succession";
    pub const VERIFICATION: &str = "verification";
}

/// A job as the process that is at it holds it.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub key: String,
    pub state: serde_json::Value,
    pub actor: Option<PersonId>,
    pub done: i64,
    pub total: i64,
    attempts: i32,
    claim: Uuid,
}

impl Job {
    /// What the job was told, or where it keeps its place.
    pub fn state<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_value(self.state.clone())?)
    }
}

/// How a job stands after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    More,
    Done,
}

/// A step on its way.
pub type Doing = Pin<Box<dyn Future<Output = Result<Step>> + Send>>;

/// Does one step: its own transaction, which ends with [`mark`], then a commit. Must be such that doing
/// it again after a crash changes nothing.
pub type Work = fn(App, Job) -> Doing;

/// A kind of work.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub work: Work,
    /// For work that comes round by itself.
    pub every: Option<Duration>,
}

/// Serialises what a job is told.
pub fn told(state: &impl Serialize) -> Result<serde_json::Value> {
    Ok(serde_json::to_value(state)?)
}
