//! Every table of the database, and how `countersign verify` compares it, or why it does not. A test compares this list
//! with the database; another changes each column that it does not leave out and expects to be told.

use crate::audit::Evidence::{
    self, Absence, Actual, Advice, Agreement, Answer, Appointment, Appraisal, CalendarDay,
    Calibration, CalibrationMember, Colleague, ColleagueRound, CompanyGoal, Confirmation,
    Credential, Cycle, CycleException, CycleMembers, DeclaredRefusal, Delegation, Department,
    Dispute, DisputeFile, Form, Goal, GoalChange, GoalConfirmation, Goals, Hold, NextGoal, Note,
    NoteFile, OpenPoint, Opening, Outcome, Paper, Person, PlanItem, PlanReport, Preparation,
    Record, Refusal, Reopening, ReportingLine, Result, RetentionRun, RetentionTerms, Roles, Scheme,
    Share, Signature, StandIn, Step, Submission, Token, Vote,
};

/// How a table is compared.
#[derive(Debug, Clone, Copy)]
pub enum How {
    /// With the digests that events have of its rows; beside that as `integrity::shown` and `integrity::replay` say.
    Digests(&'static [Evidence]),
    /// Each row follows from the one before it.
    Chained,
    /// With the rows that it counts.
    Counts,
    /// Not: why.
    Not(&'static str),
}

/// A table and the columns that are not compared, each with the reason.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub how: How,
    pub but: &'static [(&'static str, &'static str)],
}

const LOCK: (&str, &str) = (
    "version",
    "counts writes, so that the second of two is refused",
);
const PASSING: How = How::Not("passes by itself: work in hand, of which nothing is read later");
const DERIVED: How =
    How::Not("made from other tables, and made anew by `countersign verify --inbox --repair`");
const TYPED: How = How::Not("what is being typed and was not handed in");
const SENT: How = How::Not("messages and their sending; nothing is decided by them");
const SCHEMA: How = How::Not("which program made the tables: `countersign migrate` compares it");

macro_rules! tables {
    ($($name:ident: $how:expr $(, but [$($but:expr),*])?;)*) => {
        /// All of them, by room.
        pub const TABLES: &[Table] = &[$(Table { name: stringify!($name), how: $how, but: &[$($($but),*)?] }),*];
    };
}

use How::{Chained, Counts, Digests, Not};

tables! {
    _sqlx_migrations: SCHEMA;
    definitions: SCHEMA;

    // audit
    events: Chained;
    chains: Chained;

    // people and their access
    departments: Digests(&[Department]), but [LOCK];
    people: Digests(&[Person]), but [LOCK, ("language", TASTE), ("zone", TASTE), ("theme", TASTE), ("digest", TASTE)];
    person_roles: Digests(&[Roles]);
    clerk_departments: Digests(&[Roles]);
    reporting_lines: Digests(&[ReportingLine]);
    absences: Digests(&[Absence]);
    credentials: Digests(&[Credential]);
    account_openings: Digests(&[Opening]), but [("secret_hash", SECRET), ("second_hash", SECRET)];
    account_mails: SENT;
    sessions: PASSING;
    devices: PASSING;
    security_log: Not("a log of sign-ins, kept for a year: it vouches for nothing, and nothing is decided by it");
    api_tokens: Digests(&[Token]), but [("last_used_at", "changes with every use, and decides nothing")];
    imports: PASSING;
    import_chunks: PASSING;
    import_rows: PASSING;
    import_outcomes: PASSING;
    import_mappings: Not("how columns were last assigned: offered again, and asked each time");

    // what the company lays down
    calendar_days: Digests(&[CalendarDay]);
    forms: Digests(&[Form]);
    schemes: Digests(&[Scheme]);
    form_drafts: TYPED;
    company_goals: Digests(&[CompanyGoal]), but [LOCK];
    cycles: Digests(&[Cycle]), but [LOCK, ("edition", "names what is remembered of a cycle, anew after every change")];
    cycle_departments: Digests(&[Cycle]);
    cycle_forms: Digests(&[Cycle]);
    cycle_inputs: Digests(&[Cycle]), but [LOCK];
    cycle_exceptions: Digests(&[CycleException]);
    cycle_members: Digests(&[CycleMembers]), but [("position", MEMBER), ("reason", MEMBER)];

    // an appraisal
    appraisals: Digests(&[Appraisal, Outcome]), but [LOCK];
    papers: Digests(&[Paper]), but [("updated_at", "when a draft was last saved")];
    submissions: Digests(&[Submission, Preparation]);
    results: Digests(&[Result]);
    appraisal_superiors: Digests(&[Share]);
    colleague_requests: Digests(&[Colleague]), but [LOCK, ("draft", "not handed in")];
    colleague_answers: Digests(&[Answer]);
    colleague_closings: Digests(&[ColleagueRound]);
    advices: Digests(&[Advice]), but [LOCK];
    appraisal_notes: Digests(&[Note]), but [LOCK];
    note_files: Digests(&[NoteFile]);
    goals: Digests(&[Goal]);
    goal_versions: Digests(&[Goals]);
    goal_changes: Digests(&[GoalChange]);
    goal_confirmations: Digests(&[GoalConfirmation]);
    actuals: Digests(&[Actual]), but [LOCK];
    calibrations: Digests(&[Calibration]);
    calibration_members: Digests(&[CalibrationMember]), but [LOCK,
        ("appraisal_version", "which version the proposal was made for: a stale one is refused"),
        ("read_at", "whether the superior has looked, which ends a to-do and nothing else")];
    reopenings: Digests(&[Reopening]);
    delegations: Digests(&[Delegation]);
    stand_ins: Digests(&[StandIn]), but [("absence_id", "goes with the absence; the event names it")];
    interviews: Digests(&[Appointment]), but [LOCK];
    interview_steps: Digests(&[Step]);
    item_stances: Digests(&[Agreement]);
    parked_points: Digests(&[OpenPoint]), but [LOCK];
    next_goals: Digests(&[NextGoal]);
    confirmations: Digests(&[Confirmation]);
    presences: PASSING;
    records: Digests(&[Record]);
    signatures: Digests(&[Signature]);
    refusals: Digests(&[Refusal]);
    declared_refusals: Digests(&[DeclaredRefusal]);
    plan_items: Digests(&[PlanItem]), but [LOCK];
    plan_entries: Digests(&[PlanReport]);
    disputes: Digests(&[Dispute]), but [LOCK];
    dispute_seats: Digests(&[Vote]), but [LOCK];
    dispute_files: Digests(&[DisputeFile]);

    // keeping
    retention_terms: Digests(&[RetentionTerms]), but [LOCK, ("one", "there is one row")];
    legal_holds: Digests(&[Hold]);
    retention_runs: Digests(&[RetentionRun]);

    // what is worked out of the others
    appraisal_counts: Counts;
    plan_counts: Counts;
    todos: DERIVED;
    todo_counts: DERIVED;

    // work and messages
    verifications: Not("what an earlier run found: the next one says it itself");
    jobs: PASSING;
    rounds: PASSING;
    runs: Not("how far a run over many came: what it did to each is told in their own chains");
    run_rows: Not("as `runs`");
    hr_notices: SENT;
    reminders: SENT;
    digests: SENT;
    digest_days: SENT;
}

const TASTE: &str = "how somebody likes their pages and mails";
const SECRET: &str = "made when mail or letter is made; that it opened an account is told by `password_set`, with the way";
const MEMBER: &str =
    "goes with the person's name; the appraisal's own is compared, and the event has the reason";

/// The tables that a kind of row is compared for.
#[must_use]
pub fn tables_of(kind: Evidence) -> Vec<&'static str> {
    TABLES
        .iter()
        .filter(|table| matches!(table.how, Digests(kinds) if kinds.contains(&kind)))
        .map(|table| table.name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_belongs_to_a_table_and_every_table_stands_once() {
        for kind in Evidence::ALL {
            assert!(!tables_of(*kind).is_empty(), "{}", kind.key());
        }
        for (at, table) in TABLES.iter().enumerate() {
            assert!(
                TABLES[..at].iter().all(|other| other.name != table.name),
                "{}",
                table.name
            );
        }
    }
}
