//! What is asked for beside the usual way: a correction of what was submitted, a delegate, advice of an earlier
//! superior, a first step done on the employee's behalf, other parties.

pub mod advice;
pub mod delegations;
pub mod on_behalf;
pub mod parties;
pub mod reopening;
