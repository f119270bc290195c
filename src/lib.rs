//! Countersign: performance appraisals and feedback interviews that both sides sign.
//!
//! The map, in floor order; a room uses only rooms above it in this list. The same file says the same in
//! every room: `rules` decides, without I/O; `acts` answers what is posted, `pages` what is shown; `store` is
//! the SQL; `words` and `locales/` are the sentences. Tables are in `migrations/`; what the database itself
//! works out is defined in the room's `schema.sql`.

pub mod ground; // ids, clock, decimals, days: no I/O
pub mod access; // viewer, relations, stages, actions, the policy table: who may do what
pub mod mail; // the post: how a message leaves the house
pub mod printing; // the program that sets type: started, kept, bounded
pub mod config; // what an operator may set
pub mod db; // connecting, migrating, the private PostgreSQL, LISTEN/NOTIFY for live changes, sessions remembered by it
pub mod secrets; // hashing passwords, limiting tries
pub mod audit; // the audit trail: every event, its only writer and checker; the transaction of a change
pub mod app; // what every handler shares
pub mod web; // errors, forms, page frame, texts, assets
pub mod language; // phrases worth a second look while writing: a hint, never a block
pub mod tables; // CSV, XLSX and pasted rows in any encoding, dates in cells; CSV that no spreadsheet runs
pub mod sessions; // signing in and out, where somebody is signed in, the password once more, the security log
pub mod tokens; // tokens with which other programs hand in figures
pub mod jobs; // work in the background: the queue, its workers, the page that waits
pub mod bulk; // whatever is done to many: selection, preview, run, result for each person, stop (who may see a row: the function `run_lines`)
pub mod accounts; // how an account is opened by its owner alone: links by mail, letters in halves, forgotten passwords, the owner's page (who is told of another address: the trigger `people_old_address`)
pub mod calendar; // working days: weekends, holidays, worked weekends
pub mod people; // who works here: list and page, roles, superiors over time, absences, departures, departments
pub mod people_import; // a roster file: columns, reading, comparing, preview, applying
pub mod forms; // forms and grade schemes as documents: indicators, bands, those that come with the product
pub mod scoring; // from figures and judgements to points, total and grade, with the explanation: no I/O
pub mod company_goals; // what the company and its departments want to reach
pub mod appraisals; // one appraisal as its viewer may see it (for many: the view `parties`; what few have is marked by triggers: `annexed`; which requests are kept from the employee: `closed_reopenings`), the lifecycle, deadlines, papers, the list
pub mod inbox; // the ledger of what waits for whom, and the start page that reads it
pub mod actuals; // actual figures: one by one, by file, from other programs
pub mod goals; // a person's goals: agreed, weighed, changed, entered for many
pub mod notes; // notes and files that either side gathers during the period
pub mod evaluations; // self-evaluation, the superior's evaluation, co-evaluators' parts, colleagues' input
pub mod review; // HR's approval, adjustments, calibration, release of results
pub mod requests; // corrections (opening again), delegates, advice of earlier superiors, on behalf, change of parties
pub mod succession; // open appraisals when a superior is away or somebody leaves
pub mod cycles; // cycles from draft to close: who takes part with which facilitator (the function `cycle_people`), preview, launch, pause, extension, cancelling
pub mod interviews; // preparation, appointment, the shared room and what it leaves behind
pub mod form_editor; // the editor of forms and grade schemes: drafts, versions, calculator
pub mod records; // the frozen record, its canonical text and hash, signatures, refusals, the A4 sheet, the evidence file
pub mod dashboard; // where everything stands, for HR and clerks (counts that triggers keep); the exported table
pub mod plans; // the improvement plan after the signatures: reports, verification, ledger (whose plan rests: the function `plan_stands`); parked points
pub mod overview; // the page of one appraisal
pub mod integrity; // `countersign verify`: chains, rows, states and what pages show against each other; the list of all tables
pub mod trail; // the audit trail to read: one appraisal's history, the auditor's list; who opened what others wrote
pub mod disputes; // objections to a result, the committee's hearing and ruling
pub mod retention; // what is kept how long: periods (what is due: the function `purge_due`), legal holds (what one reaches: the view `held_appraisals`), the daily run, anonymising leavers
pub mod notices; // telling people: reminders, the daily mail about what waits
pub mod own_data; // what is known about oneself, to take along
pub mod works; // every kind of background work on one screen
pub mod routes; // every address on one screen, the guard before each, the layers around all
pub mod demo; // the demo company, played through the pages
pub mod serve; // taking the port, answering, leaving
pub mod commands; // what the commands of the program do
