//! Countersign: performance appraisals and feedback interviews that both sides sign.
//!
//! The map, in floor order; a room uses only rooms above it in this list. The same file says the same in
//! every room: `rules` decides, without I/O; `acts` answers what is posted, `pages` what is shown; `store` is
//! the SQL; `words` and `locales/` are the sentences. What the database itself works out is a view or a
//! function in `migrations/`.

pub mod ground; // ids, clock, decimals, working days: no I/O
pub mod access; // viewer, relations, stages, actions, the policy table: who may do what
pub mod mail; // the post: how a message leaves the house
pub mod config; // what an operator may set
pub mod db; // connecting, migrating, the private PostgreSQL, the line of live changes, sessions remembered by it
pub mod secrets; // hashing passwords, limiting tries
pub mod app; // what every handler shares
pub mod web; // errors, forms, page frame, texts, assets
pub mod language; // phrases worth a second look while writing: a hint, never a block
pub mod history; // the audit trail
pub mod sessions; // signing in and out, passwords, invitations
pub mod tokens; // tokens with which other programs hand in figures
pub mod jobs; // work in the background: the queue, its workers, the page that waits
pub mod people; // who works here, who reports to whom, how a roster gets in
pub mod cycles; // what a cycle appraises by: forms, grade schemes, the calendar
pub mod company_goals; // what the company and its departments want to reach
pub mod appraisals; // one person's appraisal: lifecycle, self-evaluation, evaluation, release
pub mod succession; // open appraisals when a superior is away or somebody leaves
pub mod launches; // cycles from draft to launch: who takes part, preview, cancelling
pub mod calibrations; // many results side by side, before they are released
pub mod interviews; // preparation, appointment, the shared room and what it leaves behind
pub mod library; // forms and grade schemes: versions, the editor, the calculator
pub mod records; // the frozen record, its canonical text and hash, the A4 sheet
pub mod dashboard; // where everything stands, for HR and clerks; the exported table
pub mod plans; // the improvement plan after the signatures: reports, verification, ledger
pub mod trail; // reading the audit trail: one appraisal's history, the auditor's list
pub mod tasks; // the start page: what waits for whom
pub mod disputes; // objections to a result, the committee's hearing and ruling
pub mod retention; // what is kept how long: periods, legal holds (what one reaches: the view `held_appraisals`), the daily run, anonymising leavers
pub mod notices; // telling people: reminders, the daily mail about what waits
pub mod own_data; // what is known about oneself, to take along
pub mod works; // every kind of background work on one screen
pub mod routes; // every address on one screen, the guard before each, the layers around all
pub mod demo; // the demo company, played through the pages
pub mod serve; // taking the port, answering, leaving
pub mod commands; // what the commands of the program do
