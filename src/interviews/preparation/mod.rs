//! Both sides get ready: the employee's questionnaire, the superior's checklist, and one page on
//! which the appointment and the start stand beside each party's own form.

mod acts;
mod arranging;
mod forms;
mod pages;
mod typed;
mod views;

pub use acts::{save_employee, save_superior, submit_employee, submit_superior};
pub(super) use pages::again;
pub use pages::show;
pub(super) use typed::Part;
pub(super) use views::answers;
