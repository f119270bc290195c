//! Everything that the trail can tell, one line an event: the key under which it is kept for ever and what it must
//! carry => what it reaches beside its own appraisal, the rows that it is about, and whom it is news for. Its words
//! are in `appraisals::event_words`, which does not compile without them.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    event_details::{Appointment, FigureChange, Postponement, Signing, Was},
    evidence::{About, Evidence, Sum},
    reach::Reach,
};
use crate::ground::ids::PersonId;

macro_rules! events {
    ($by:ident; $($(#[$note:meta])* $name:ident = $key:literal { $($(#[$how:meta])* $field:ident: $type:ty),* } => $reach:expr, $about:expr, $tells:ident;)*) => {
        /// What kind of event it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($name),* }

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name under which the trail keeps it.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// Who finds it under "What is new".
            #[must_use]
            pub const fn tells(self) -> Tells {
                match self { $(Self::$name => Tells::$tells),* }
            }
        }

        /// One event, before it is written. Its fields are what its detail says, as JSON.
        #[derive(Debug, Clone, Serialize)]
        #[serde(untagged)]
        pub enum Event<'a> { $($(#[$note])* $name { $($(#[$how])* $field: $type),* }),* }

        impl Event<'_> {
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $(Self::$name { .. } => Kind::$name),* }
            }

            /// What it reaches beside the appraisal in whose chain it stands.
            #[must_use]
            #[allow(unused_variables)]
            pub fn reach(&self) -> Vec<Reach> {
                use Reach::{Appraisal, Company, Cycle, Department, Everything, Person};
                match self { $(Self::$name { $($field),* } => Vec::from($reach)),* }
            }

            /// The rows that it is about, as they stand when it is written.
            #[must_use]
            #[allow(unused_variables)]
            pub(super) fn about(&self, $by: By) -> Vec<About> {
                use Evidence::{
                    Advice, Agreement, Answer, Appointment, CalibrationMember, Confirmation, DeclaredRefusal, Delegation, Dispute,
                    DisputeFile, Goal, GoalChange, Goals, NextGoal, Note, NoteFile, OpenPoint, Outcome, PlanItem,
                    PlanReport, Preparation, Record, Refusal, Reopening, Result, Roles, Share, Step,
                    Submission, Vote,
                };
                match self { $(Self::$name { $($field),* } => Vec::from($about)),* }
            }
        }
    };
}

impl Kind {
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }
}

fn each(people: &[Uuid]) -> Vec<Reach> {
    people.iter().copied().map(Reach::Person).collect()
}

/// Whom an event is news for; never its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    Nobody,
    /// Employee and superior, while the appraisal goes on.
    Sides,
    /// Both of them, whatever became of it.
    SidesAtTheEnd,
    /// Whoever owns the item of the plan, while it is open.
    Owner,
}

/// In whose chain an event is written, and by whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    pub chain: Uuid,
    pub actor: Option<Uuid>,
}

fn submission(kind: Evidence, chain: Uuid, paper: Uuid, version: i32) -> About {
    kind.one(chain, format_args!("{paper}.{version}"))
}

fn actual(chain: Uuid, item: &str, period: &str) -> About {
    Evidence::Actual.one(chain, format_args!("{item} {period}"))
}

fn signed(chain: Uuid, signing: &Signing<'_>) -> About {
    let part = format_args!("{}.{}", signing.record_version, signing.party);
    Evidence::Signature.one(chain, part)
}

/// What a corrected evaluation puts beside the earlier one.
fn redone(chain: Uuid) -> Vec<About> {
    let outcome = Evidence::Outcome.one(chain, "");
    vec![
        Evidence::Submission.all(chain),
        Evidence::Result.all(chain),
        outcome,
    ]
}

/// What an interview that begins, or begins again, leaves of an earlier one.
fn talk(chain: Uuid) -> Vec<About> {
    vec![
        Evidence::Appointment.one(chain, ""),
        Evidence::Step.all(chain),
        Evidence::Agreement.all(chain),
        Evidence::Confirmation.one(chain, ""),
        Evidence::NextGoal.all(chain),
    ]
}

events! {
    by;

    // the steps of an appraisal: `appraisals::lifecycle` says which leads where
    GoalsConfirmed = "goals_confirmed" {} => [], [Goal.all(by.chain), Goals.all(by.chain)], Nobody;
    SelfSubmitted = "self_submitted" { paper: Uuid, paper_version: i32 } => [], [submission(Submission, by.chain, *paper, *paper_version)], Nobody;
    SelfSkipped = "self_skipped" {} => [], [], Nobody;
    SelfOnBehalf = "self_on_behalf" { reason: &'a str } => [], [], Nobody;
    SelfReturned = "self_returned" { reason: &'a str } => [], [], Nobody;
    EvaluationSubmitted = "evaluation_submitted" { paper: Uuid, paper_version: i32, total: Option<Decimal>, approved_by_rule: bool, shares: Value, colleagues_answered: i64 } => [], [submission(Submission, by.chain, *paper, *paper_version), Result.all(by.chain), Outcome.one(by.chain, ""), Answer.all(by.chain)], Nobody;
    EvaluationReturned = "evaluation_returned" { reason: &'a str } => [], [Answer.all(by.chain)], Nobody;
    Approved = "approved" { bulk: bool } => [], [], Nobody;
    Released = "released" { bulk: bool } => [], [], Nobody;
    Unreleased = "unreleased" {} => [], [], Nobody;
    InterviewStarted = "interview_started" { early: bool } => [], talk(by.chain), Nobody;
    InterviewClosed = "interview_closed" { record_version: i32, sha256: &'a str } => [], [Step.all(by.chain)], Nobody;
    SignedByBoth = "signed_by_both" { record_version: i32, plan_items: u64 } => [], [PlanItem.all(by.chain)], Nobody;
    RefusalWitnessed = "refusal_witnessed" { record_version: i32, sha256: &'a str, witnessed: bool, plan_items: u64 } => [], [PlanItem.all(by.chain), Refusal.one(by.chain, record_version)], SidesAtTheEnd;
    DisputeOpened = "dispute_opened" { dispute: Uuid, kind: Value, items: &'a [String], interview_held: bool, files: usize, due_on: String } => [], [Dispute.one(*dispute, ""), DisputeFile.all(*dispute)], Nobody;
    DisputeSettled = "dispute_settled" { dispute: Uuid, points: Value, record_version: u32, sha256: &'a str } => [], [vec![Dispute.one(*dispute, "")], redone(by.chain)].concat(), Nobody;
    DisputeUpheld = "dispute_upheld" { dispute: Uuid } => [], [Outcome.one(by.chain, "")], Nobody;
    DisputeAdjusted = "dispute_adjusted" { dispute: Uuid } => [], [Outcome.one(by.chain, "")], Nobody;
    DisputeReturned = "dispute_returned" { dispute: Uuid } => [], [vec![Outcome.one(by.chain, ""), Answer.all(by.chain)], talk(by.chain)].concat(), Nobody;
    SelfReopened = "self_reopened" { request: Uuid, stage: Value, reason: &'a str, answer: &'a str } => [], [vec![Reopening.all(by.chain), Outcome.one(by.chain, ""), Answer.all(by.chain)], talk(by.chain)].concat(), SidesAtTheEnd;
    EvaluationReopened = "evaluation_reopened" { request: Uuid, stage: Value, reason: &'a str, answer: &'a str } => [], [vec![Reopening.all(by.chain), Outcome.one(by.chain, ""), Answer.all(by.chain)], talk(by.chain)].concat(), SidesAtTheEnd;
    Withdrawn = "withdrawn" { reason: &'a str, r#as: Option<&'a str>, cycle_cancelled: Option<Uuid>, left: bool } => [], [], SidesAtTheEnd;

    // one appraisal, beside its steps
    Launched = "launched" { cycle: Uuid, appraisee: Uuid, superior: Uuid, facilitator: Option<Uuid>, stage: &'a str } => [], [], Nobody;
    PartiesChanged = "parties_changed" { reason: &'a str, superior: Was<Uuid>, facilitator: Option<Was<Option<Uuid>>>, handover: bool } => [], [], Sides;
    SuperiorReplaced = "superior_replaced" { before: Uuid, after: Uuid, why: &'a str, absence: Option<Uuid> } => [], [], Sides;
    SuperiorBack = "superior_back" { before: Uuid, after: Uuid } => [], [], Sides;
    SuperiorsSet = "superiors_set" { before: Value, after: Value, bulk: bool } => [], [Share.all(by.chain)], Nobody;
    DeadlinesMoved = "deadlines_moved" { #[serde(flatten)] why: &'a Postponement<'a> } => [], [], Sides;
    GoalsChanged = "goals_changed" { goals: usize, weights: String, confirmations_voided: i64, reason: &'a str, how: Option<&'a str> } => [], [Goal.all(by.chain), Goals.all(by.chain), GoalChange.all(by.chain)], Nobody;
    GoalsConfirmedByOne = "goals_confirmed_by_one" {} => [], [], Nobody;
    GoalsChangeProposed = "goals_change_proposed" { change: Uuid, reason: &'a str, replaces: Option<Uuid> } => [], [GoalChange.all(by.chain)], Nobody;
    GoalsChangeAgreed = "goals_change_agreed" { change: Uuid, goals: usize, reason: &'a str } => [], [Goal.all(by.chain), Goals.all(by.chain), GoalChange.all(by.chain)], Nobody;
    GoalsChangeDeclined = "goals_change_declined" { change: Uuid, answer: &'a str } => [], [GoalChange.all(by.chain)], Sides;
    GoalsChangeTakenBack = "goals_change_taken_back" { change: Uuid } => [], [GoalChange.all(by.chain)], Nobody;
    ActualsRecorded = "actuals_recorded" { source: Value, token: Option<Uuid>, figures: &'a [FigureChange] } => [], figures.iter().map(|one| actual(by.chain, &one.item, &one.period)).collect::<Vec<_>>(), Nobody;
    ActualRemoved = "actual_removed" { item: &'a str, period: &'a str, before: String } => [], [actual(by.chain, item, period)], Nobody;
    NoteWritten = "note_written" { note: Uuid, files: usize, shared: bool } => [], [Note.one(by.chain, note), NoteFile.all(*note)], Nobody;
    NoteChanged = "note_changed" { note: Uuid, shared: Was<bool> } => [], [Note.one(by.chain, note)], Nobody;
    NoteRemoved = "note_removed" { note: Uuid, files: usize, shared: bool } => [], [Note.one(by.chain, note), NoteFile.all(*note)], Nobody;
    PartSubmitted = "part_submitted" { paper: Uuid, paper_version: i32 } => [], [submission(Submission, by.chain, *paper, *paper_version)], Nobody;
    PartReopened = "part_reopened" {} => [], [], Nobody;
    AdviceAsked = "advice_asked" { author: Uuid } => [], [], Nobody;
    AdviceGiven = "advice_given" { advice: Uuid } => [], [Advice.one(by.chain, advice)], Nobody;
    PointsAdjusted = "points_adjusted" { items: Value, total: String, reason: &'a str } => [], redone(by.chain), Nobody;
    Calibrated = "calibrated" { calibration: Uuid, points: Value, before: Value, after: Value, reason: &'a str } => [], redone(by.chain), Nobody;
    ResultOpened = "result_opened" {} => [], [], Nobody;
    ReopeningRequested = "reopening_requested" { stage: Value, reason: &'a str } => [], [Reopening.all(by.chain)], Nobody;
    ReopeningDeclined = "reopening_declined" { request: Uuid, stage: Value, reason: &'a str, answer: &'a str } => [], [Reopening.all(by.chain)], SidesAtTheEnd;

    // somebody else opened it
    SelfEvaluationRead = "self_evaluation_read" {} => [], [], Nobody;
    EvaluationRead = "evaluation_read" {} => [], [], Nobody;
    InterviewRead = "interview_read" {} => [], [], Nobody;
    RecordRead = "record_read" {} => [], [], Nobody;
    EvidenceRead = "evidence_read" {} => [], [], Nobody;

    // the interview
    EmployeePrepared = "employee_prepared" { paper: Uuid, paper_version: i32, r#for: Option<Uuid> } => [], [submission(Preparation, by.chain, *paper, *paper_version)], Nobody;
    SuperiorPrepared = "superior_prepared" { paper: Uuid, paper_version: i32, r#for: Option<Uuid> } => [], [submission(Preparation, by.chain, *paper, *paper_version)], Nobody;
    InterviewProposed = "interview_proposed" { #[serde(flatten)] appointment: &'a Appointment<'a> } => [], [Appointment.one(by.chain, "")], Nobody;
    InterviewMoved = "interview_moved" { #[serde(flatten)] appointment: &'a Appointment<'a> } => [], [Appointment.one(by.chain, "")], Sides;
    InterviewConfirmed = "interview_confirmed" { version: i32 } => [], [Appointment.one(by.chain, "")], Sides;
    InterviewWish = "interview_wish" { version: i32, wish: &'a str } => [], [Appointment.one(by.chain, "")], Nobody;
    EarlyConsent = "early_consent" { notice_days: i32 } => [], [], Nobody;
    StepOpened = "step_opened" { step: u8 } => [], [Step.all(by.chain)], Nobody;
    StepDone = "step_done" { step: u8 } => [], [Step.all(by.chain)], Nobody;
    StepReopened = "step_reopened" { step: u8 } => [], [Step.all(by.chain)], Nobody;
    ClockRuns = "clock_runs" {} => [], [Step.all(by.chain)], Nobody;
    ClockPaused = "clock_paused" {} => [], [Step.all(by.chain)], Nobody;
    QuestionAsked = "question_asked" { step: u8, question: &'a str } => [], [Step.all(by.chain)], Nobody;
    ItemsAgreed = "items_agreed" { items: &'a [String] } => [], [Agreement.all(by.chain), OpenPoint.all(by.chain)], Nobody;
    ItemParked = "item_parked" { item: &'a str, version: i32, owner: Uuid, due: String } => [], [Agreement.all(by.chain), OpenPoint.all(by.chain)], Nobody;
    PlanItemAdded = "plan_item_added" { plan_item: Uuid, owner: Uuid, due: String } => [], [PlanItem.one(by.chain, plan_item)], Nobody;
    PlanItemChanged = "plan_item_changed" { plan_item: Uuid, owner: Uuid, due: String } => [], [PlanItem.one(by.chain, plan_item)], Nobody;
    PlanItemRemoved = "plan_item_removed" { plan_item: Uuid } => [], [PlanItem.one(by.chain, plan_item)], Nobody;
    NextGoalAdded = "next_goal_added" { goal: Uuid, source: Value } => [], [NextGoal.one(by.chain, goal)], Nobody;
    NextGoalConfirmed = "next_goal_confirmed" { goal: Uuid } => [], [NextGoal.one(by.chain, goal)], Nobody;
    NextGoalRemoved = "next_goal_removed" { goal: Uuid } => [], [NextGoal.one(by.chain, goal)], Nobody;
    ResultAgreed = "result_agreed" {} => [], [Confirmation.one(by.chain, "")], Nobody;
    ResultObjected = "result_objected" { items: Vec<&'a str> } => [], [Confirmation.one(by.chain, "")], Nobody;

    // the record, the plan and the dispute
    RecordFrozen = "record_frozen" { record_version: i32, sha256: &'a str, reason: &'a str } => [], [Record.one(by.chain, record_version)], Nobody;
    Signed = "signed" { #[serde(flatten)] signature: Signing<'a> } => [], [signed(by.chain, signature)], Nobody;
    RefusalDeclared = "refusal_declared" { record_version: i32, sha256: &'a str, words_sha256: String } => [], [DeclaredRefusal.one(by.chain, record_version)], Sides;
    RefusalTakenBack = "refusal_taken_back" { record_version: i32, sha256: &'a str } => [], [DeclaredRefusal.one(by.chain, record_version)], Sides;
    RefusalRecorded = "refusal_recorded" { record_version: i32, sha256: &'a str, reason: &'a str, refusal_sha256: String } => [], [Refusal.one(by.chain, record_version)], Sides;
    RefusalCommented = "refusal_commented" { record_version: i32, words_sha256: String } => [], [Refusal.one(by.chain, record_version)], Nobody;
    PlanProgress = "plan_progress" { plan_item: Uuid } => [], [PlanItem.one(by.chain, plan_item), PlanReport.all(*plan_item)], Nobody;
    PlanDone = "plan_done" { plan_item: Uuid } => [], [PlanItem.one(by.chain, plan_item), PlanReport.all(*plan_item)], Nobody;
    PlanAccepted = "plan_accepted" { plan_item: Uuid } => [], [PlanItem.one(by.chain, plan_item), PlanReport.all(*plan_item)], Nobody;
    PlanMoreWork = "plan_more_work" { plan_item: Uuid } => [], [PlanItem.one(by.chain, plan_item), PlanReport.all(*plan_item)], Owner;
    PlanExtended = "plan_extended" { plan_item: Uuid, due_on: Option<String> } => [], [PlanItem.one(by.chain, plan_item), PlanReport.all(*plan_item)], Nobody;
    ParkedReported = "parked_reported" { point: Uuid, item: &'a str, owner: Uuid } => [], [OpenPoint.one(by.chain, point)], Nobody;
    DisputeWindowWaived = "dispute_window_waived" { before: Option<String>, until: String, reason: &'a str } => [], [], Nobody;
    DisputeAnswered = "dispute_answered" { dispute: Uuid, offered: Value } => [], [Dispute.one(*dispute, "")], Nobody;
    DisputeReferred = "dispute_referred" { dispute: Uuid, seats: &'a [PersonId], substitute: Option<PersonId>, due_on: String } => [], [Dispute.one(*dispute, ""), Vote.all(*dispute)], Nobody;
    SeatChanged = "seat_changed" { dispute: Uuid, from: Uuid, to: Uuid, reason: &'a str } => [], [Vote.all(*dispute)], Nobody;
    /// That somebody voted, not for what.
    VoteCast = "vote_cast" { dispute: Uuid, changed: bool } => [], [Vote.one(*dispute, by.actor.unwrap_or_default())], Nobody;
    DisputeRuled = "dispute_ruled" { dispute: Uuid, decision: Value, points_before: Value, points: Value, record_version: Option<u32>, sha256: Option<String> } => [], [vec![Dispute.one(*dispute, "")], redone(by.chain)].concat(), Sides;

    // in the company's chain: whoever reads an appraisal's finds no colleague there
    ColleagueNominated = "colleague_nominated" { appraisal: Uuid, colleague: Uuid } => [Appraisal(*appraisal)], [], Nobody;
    ColleagueAsked = "colleague_asked" { appraisal: Uuid, colleague: Uuid } => [Appraisal(*appraisal)], [], Nobody;
    ColleagueStruck = "colleague_struck" { appraisal: Uuid, colleague: Uuid, reason: &'a str } => [Appraisal(*appraisal)], [], Nobody;
    ColleagueAccepted = "colleague_accepted" { appraisal: Uuid, colleague: Uuid } => [Appraisal(*appraisal)], [], Nobody;
    ColleagueDeclined = "colleague_declined" { appraisal: Uuid, colleague: Uuid, reason: &'a str } => [Appraisal(*appraisal)], [], Nobody;
    ColleagueAnswered = "colleague_answered" { appraisal: Uuid, colleague: Uuid } => [Appraisal(*appraisal)], [], Nobody;
    ColleaguesClosed = "colleagues_closed" { appraisal: Uuid } => [Appraisal(*appraisal)], [], Nobody;

    // cycles and what they appraise by
    CycleCreated = "cycle_created" { cycle: Uuid, name: &'a str } => [], [], Nobody;
    CycleChanged = "cycle_changed" { cycle: Uuid, name: &'a str } => [], [], Nobody;
    CycleException = "cycle_exception" { cycle: Uuid, person: String, people: u64, decision: &'a str, reviewer: Option<Uuid>, reason: &'a str } => [], [], Nobody;
    CycleFormChosen = "cycle_form_chosen" { cycle: Uuid, form: Uuid, scheme: Uuid, exceptions: usize } => [], [], Nobody;
    CycleAsksColleagues = "cycle_asks_colleagues" { cycle: Uuid, mode: &'a str, most: i16, due_on: String } => [Cycle(*cycle)], [], Nobody;
    CycleLaunched = "cycle_launched" { cycle: Uuid, name: &'a str, appraisals: i64, left_out: i64 } => [], [], Nobody;
    CycleJoined = "cycle_joined" { cycle: Uuid, appraisals: i64, reason: &'a str, own_deadlines: Value } => [], [], Nobody;
    CyclePaused = "cycle_paused" { cycle: Uuid, reason: &'a str } => [], [], Nobody;
    CycleResumed = "cycle_resumed" { cycle: Uuid, paused_on: String, working_days: i64 } => [], [], Nobody;
    CycleExtended = "cycle_extended" { #[serde(flatten)] extension: &'a Postponement<'a>, appraisals: usize } => [], [], Nobody;
    CycleClosed = "cycle_closed" { cycle: Uuid } => [], [], Nobody;
    CycleCancelled = "cycle_cancelled" { cycle: Uuid, reason: &'a str, withdrawn: i64 } => [], [], Nobody;
    AppraisalsHandedOver = "appraisals_handed_over" { reason: &'a str, superior: Was<Uuid>, appraisals: usize } => [], [], Nobody;
    CalibrationOpened = "calibration_opened" { calibration: Uuid, cycle: Uuid, name: &'a str, members: usize } => [], [CalibrationMember.all(*calibration)], Nobody;
    CalibrationProposed = "calibration_proposed" { calibration: Uuid, appraisal: Uuid, points: Value, reason: &'a str } => [Appraisal(*appraisal)], [CalibrationMember.one(*calibration, appraisal)], Nobody;
    CalibrationApplied = "calibration_applied" { calibration: Uuid, cycle: Uuid, reason: &'a str } => [], [CalibrationMember.all(*calibration)], Nobody;
    CalibrationAbandoned = "calibration_abandoned" { calibration: Uuid, cycle: Uuid, reason: &'a str } => [], [CalibrationMember.all(*calibration)], Nobody;
    CalendarChanged = "calendar_changed" { entered: Vec<(String, bool)>, removed: Vec<String> } => [], [], Nobody;
    CompanyGoalCreated = "company_goal_created" { goal: Uuid, department: Option<Uuid>, title: &'a str } => [], [], Nobody;
    CompanyGoalChanged = "company_goal_changed" { goal: Uuid, department: Option<Uuid>, title: Was<&'a str> } => [], [], Nobody;
    CompanyGoalArchived = "company_goal_archived" { goal: Uuid } => [], [], Nobody;
    CompanyGoalRestored = "company_goal_restored" { goal: Uuid } => [], [], Nobody;
    CompanyGoalRemoved = "company_goal_removed" { goal: Uuid, title: &'a str } => [], [], Nobody;
    FormCreated = "form_created" { family: Uuid, name: &'a str } => [], [], Nobody;
    FormCopied = "form_copied" { family: Uuid, name: &'a str } => [], [], Nobody;
    FormDraftBegun = "form_draft_begun" { family: Uuid, name: &'a str } => [], [], Nobody;
    FormDraftDiscarded = "form_draft_discarded" { family: Uuid } => [], [], Nobody;
    FormPublished = "form_published" { family: Uuid, version: i32, name: &'a str } => [], [], Nobody;
    FormArchived = "form_archived" { family: Uuid } => [], [], Nobody;
    FormRestored = "form_restored" { family: Uuid } => [], [], Nobody;
    FormRemoved = "form_removed" { family: Uuid, versions: i32, reason: &'a str } => [], [], Nobody;
    SchemePublished = "scheme_published" { family: Uuid, version: i32, name: &'a str } => [], [], Nobody;
    SchemeArchived = "scheme_archived" { family: Uuid } => [], [], Nobody;
    SchemeRestored = "scheme_restored" { family: Uuid } => [], [], Nobody;
    SchemeRemoved = "scheme_removed" { family: Uuid, reason: &'a str } => [], [], Nobody;

    // people, their rights and their means of access
    AdminCreated = "admin_created" { person: Uuid, roles: Vec<&'a str> } => [Person(*person)], [Roles.one(*person, "")], Nobody;
    /// The way to a password was opened for somebody: for what, how, and to which address, as far as that is shown.
    OpeningStarted = "opening_started" { person: Uuid, opening: Uuid, purpose: &'a str, way: &'a str, to: Option<&'a str> } => [], [], Nobody;
    LetterPrinted = "letter_printed" { person: Uuid, opening: Uuid } => [], [], Nobody;
    LetterSeconded = "letter_seconded" { person: Uuid, opening: Uuid } => [], [], Nobody;
    OpeningRevoked = "opening_revoked" { person: Uuid, opening: Uuid } => [], [], Nobody;
    /// By its owner: with the present one, or through an opening and with whose help.
    PasswordSet = "password_set" { person: Uuid, opening: Option<Uuid>, way: &'a str, started_by: Option<Uuid>, second_by: Option<Uuid> } => [], [], Nobody;
    RolesChanged = "roles_changed" { person: Uuid, before: Vec<&'a str>, roles: Vec<&'a str>, clerk_of: &'a [Uuid] } => [Person(*person)], [Roles.one(*person, "")], Nobody;
    PersonAdded = "person_added" { person: Uuid, fields: Value, superior: Option<Uuid>, department: Option<Uuid> } => [Person(*person)], [], Nobody;
    PersonChanged = "person_changed" { person: Uuid, fields: Value, superior: Option<Uuid>, department: Option<Uuid> } => [Person(*person)], [], Nobody;
    PersonLeft = "person_left" { person: Uuid, on: String, reason: &'a str } => [Person(*person)], [], Nobody;
    /// Those whose day had come.
    PeopleLeft = "people_left" { people: &'a [Uuid] } => each(people), [], Nobody;
    DeparturePlanned = "departure_planned" { person: Uuid, on: String, reason: &'a str } => [Person(*person)], [], Nobody;
    PersonReturned = "person_returned" { person: Uuid, had_left: bool } => [Person(*person)], [], Nobody;
    AbsenceAdded = "absence_added" { person: Uuid, absence: Uuid, kind: &'a str, from: String, until: Option<String>, acting: Option<Uuid> } => [Person(*person)], [], Nobody;
    AbsenceEnded = "absence_ended" { person: Uuid, absence: Uuid } => [Person(*person)], [], Nobody;
    PeopleImported = "people_imported" { import: Uuid, created: i64, changed: i64, unchanged: i64, refused: i64, new_departments: usize } => [Everything], [], Nobody;
    PeopleAssigned = "people_assigned" { superior: Option<Uuid>, department: Option<Uuid>, people: &'a [Uuid], changed: u64 } => each(people), [], Nobody;
    ReportingLinePlanned = "reporting_line_planned" { person: Uuid, superior: Uuid, since: String } => [Person(*person)], [], Nobody;
    ReportingLineUnplanned = "reporting_line_unplanned" { person: Uuid } => [Person(*person)], [], Nobody;
    ReportingLineDue = "reporting_line_due" { person: Uuid, superior: Uuid, planned_by: Option<Uuid>, holds: bool } => [Person(*person)], [], Nobody;
    DepartmentAdded = "department_added" { department: Uuid, parent: Option<Uuid> } => [Department(*department)], [], Nobody;
    DepartmentRenamed = "department_renamed" { department: Uuid, before: &'a str, after: &'a str } => [Department(*department)], [], Nobody;
    DepartmentMoved = "department_moved" { department: Uuid, before: Option<Uuid>, after: Option<Uuid> } => [Department(*department)], [], Nobody;
    DepartmentMerged = "department_merged" { department: Uuid, into: Uuid, people: u64 } => [Department(*department), Department(*into)], [], Nobody;
    DepartmentClosed = "department_closed" { department: Uuid } => [Department(*department)], [], Nobody;
    DelegationNamed = "delegation_named" { delegation: Uuid, delegator: Uuid, delegate: Uuid, starts_on: String, ends_on: String, reason: &'a str } => [Person(*delegator), Person(*delegate)], [Delegation.one(*delegation, "")], Nobody;
    DelegationRevoked = "delegation_revoked" { delegation: Uuid, delegator: Uuid, delegate: Uuid } => [Person(*delegator), Person(*delegate)], [Delegation.one(*delegation, "")], Nobody;
    ApiTokenCreated = "api_token_created" { token: Uuid, name: &'a str, department: Option<Uuid> } => [], [], Nobody;
    ApiTokenRevoked = "api_token_revoked" { token: Uuid, name: &'a str } => [], [], Nobody;

    // keeping, telling, the demo
    HoldPlaced = "hold_placed" { hold: Uuid, person: Option<Uuid>, reason: &'a str } => [Company], [], Nobody;
    HoldLifted = "hold_lifted" { hold: Uuid, person: Option<Uuid>, reason: &'a str } => [Company], [], Nobody;
    RetentionSet = "retention_set" { record_months: Was<i32>, working_months: Was<i32>, input_months: Was<i32>, first: bool, reason: &'a str } => [Company], [], Nobody;
    RetentionPurged = "retention_purged" { run: Uuid, appraisals: i32, removed: Value, working: &'a [Uuid], input: &'a [Uuid] } => [], [], Nobody;
    PeopleAnonymised = "people_anonymised" { run: Uuid, people: &'a [Uuid], appraisals: usize, reason: &'a str, events: Sum, records: Sum, #[serde(skip)] retold: &'a [About] } => each(people), retold.to_vec(), Nobody;
    Reminded = "reminded" { cycle: Option<Uuid>, department: Option<Uuid>, stage: Option<&'a str>, overdue: bool, tasks: u64 } => [], [], Nobody;
    DigestsQueued = "digests_queued" { day: String, people: i32 } => [], [], Nobody;
    /// The content of the appraisal's own events was removed under retention; what is left of it is told of anew.
    AppraisalEmptied = "appraisal_emptied" { run: Uuid } => [], [], Nobody;
    /// Rows that changed without another event in their chain.
    RowsChanged = "rows_changed" {} => [], [], Nobody;
    DemoSettled = "demo_settled" { people: usize, roles: &'a [Uuid] } => [Everything], roles.iter().map(|one| Roles.one(*one, "")).collect::<Vec<_>>(), Nobody;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_one_key_and_is_found_by_it() {
        let keys: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.key()).collect();
        assert_eq!(keys.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Kind::from_key(kind.key()), Some(*kind));
        }
        assert_eq!(Kind::from_key("nothing"), None);
    }
}
