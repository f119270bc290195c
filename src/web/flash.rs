//! The one sentence on the page after a deed. It travels as a key in a short-lived cookie, so that
//! it costs no write, and only known keys become text.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};

use super::texts::Texts;

pub(super) const COOKIE: &str = "notice";

#[derive(Debug, Clone)]
pub struct Flash {
    /// good | note | bad
    pub kind: &'static str,
    pub text: String,
}

macro_rules! notices {
    ($($name:ident $kind:literal $text:ident;)*) => {
        /// Every sentence that can follow a deed, its tone and its text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Notice { $($name),* }

        impl Notice {
            fn key(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }

            fn flash(key: &str, l: &Texts) -> Option<Flash> {
                match key {
                    $(stringify!($name) => Some(Flash { kind: $kind, text: l.$text() }),)*
                    _ => None,
                }
            }
        }
    };
}

// one line a sentence: name, tone, key in locales/*/notices.ftl
notices! {
    Saved "good" notice_saved;
    AlreadyDone "note" notice_already_done;
    SignedOut "note" notice_signed_out;
    SessionEnded "note" notice_session_ended;
    SignedOutEverywhere "note" notice_signed_out_everywhere;
    PasswordSet "good" notice_password_set;
    OpeningMailed "good" notice_opening_mailed;
    OpeningLetter "note" notice_opening_letter;
    OpeningRevoked "note" notice_opening_revoked;
    OpenedByLetter "note" notice_opened_by_letter;
    SelfSubmitted "good" notice_self_submitted;
    Returned "good" notice_returned;
    GoalsConfirmed "good" notice_goals_confirmed;
    GoalsAgreed "good" notice_goals_agreed;
    GoalsChangeProposed "good" notice_goals_change_proposed;
    GoalsChangeAgreed "good" notice_goals_change_agreed;
    GoalsChangeDeclined "note" notice_goals_change_declined;
    GoalsChangeTakenBack "note" notice_goals_change_taken_back;
    GoalsEntered "good" notice_goals_entered;
    GoalsUnchanged "note" notice_goals_unchanged;
    ActualsRecorded "good" notice_actuals_recorded;
    ActualsUnchanged "note" notice_actuals_unchanged;
    Removed "note" notice_removed;
    TokenRevoked "note" notice_token_revoked;
    EvaluationSubmitted "good" notice_evaluation_submitted;
    Approved "good" notice_approved;
    Adjusted "good" notice_adjusted;
    Released "good" notice_released;
    Unreleased "note" notice_unreleased;
    CycleLaunched "good" notice_cycle_launched;
    CycleLaunching "note" notice_cycle_launching;
    CycleCancelled "good" notice_cycle_cancelled;
    CyclePaused "note" notice_cycle_paused;
    CycleResumed "good" notice_cycle_resumed;
    CycleClosed "good" notice_cycle_closed;
    AdviceAsked "good" notice_advice_asked;
    AdviceGiven "good" notice_advice_given;
    DoneOnBehalf "good" notice_done_on_behalf;
    PartiesChanged "good" notice_parties_changed;
    Withdrawn "good" notice_withdrawn;
    ImportChanged "bad" import_changed_meanwhile;
    AppointmentProposed "good" notice_appointment_proposed;
    AppointmentConfirmed "good" notice_appointment_confirmed;
    WishSent "good" notice_wish_sent;
    ConsentGiven "good" notice_consent_given;
    PreparationDone "good" notice_preparation_done;
    InterviewStarted "good" notice_interview_started;
    InterviewClosed "good" notice_interview_closed;
    Signed "good" notice_signed;
    SignedToRecord "note" notice_signed_to_record;
    SignedByBoth "good" notice_signed_by_both;
    SignedAfterAll "good" notice_signed_after_all;
    RefusalDeclared "note" notice_refusal_declared;
    RefusalTakenBack "note" notice_refusal_taken_back;
    RefusalRecorded "good" notice_refusal_recorded;
    RefusalWitnessed "good" notice_refusal_witnessed;
    DisputeOpened "good" notice_dispute_opened;
    DisputeAnswered "good" notice_dispute_answered;
    DisputeReferred "good" notice_dispute_referred;
    DisputeSettled "good" notice_dispute_settled;
    DisputeRuled "good" notice_dispute_ruled;
    DisputeWindowWaived "good" notice_dispute_window_waived;
    OutcomeReported "good" notice_outcome_reported;
    SeatChanged "good" notice_seat_changed;
    Voted "good" notice_voted;
    PartSubmitted "good" notice_part_submitted;
    PartReopened "note" notice_part_reopened;
    SuperiorsSet "good" notice_superiors_set;
    ColleagueNominated "good" notice_colleague_nominated;
    ColleagueAsked "good" notice_colleague_asked;
    ColleagueStruck "note" notice_colleague_struck;
    ColleaguesClosed "good" notice_colleagues_closed;
    InputAccepted "good" notice_input_accepted;
    InputDeclined "note" notice_input_declined;
    InputSent "good" notice_input_sent;
    CalibrationApplied "good" notice_calibration_applied;
    CalibrationAbandoned "note" notice_calibration_abandoned;
    DelegationNamed "good" notice_delegation_named;
    DelegationRevoked "good" notice_delegation_revoked;
    ReopeningRequested "good" notice_reopening_requested;
    ReopeningApproved "good" notice_reopening_approved;
    ReopeningDeclined "note" notice_reopening_declined;
    RetentionSet "good" notice_retention_set;
    HoldPlaced "good" notice_hold_placed;
    HoldLifted "note" notice_hold_lifted;
    Anonymised "good" notice_anonymised;
    Published "good" notice_published;
    Discarded "note" notice_discarded;
    NobodyChosen "bad" notice_nobody_chosen;
    MailAgain "note" notice_mail_again;
    MailTested "good" notice_mail_tested;
    Archived "note" notice_archived;
    Restored "good" notice_restored;
}

/// Goes to an address after a deed, with a sentence to show there.
pub fn see(address: &str, notice: Notice) -> Response {
    let mut response = Redirect::to(address).into_response();
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax",
        notice.key()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The value of a cookie of the request.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

pub(super) fn read(headers: &HeaderMap, l: &Texts) -> Option<Flash> {
    Notice::flash(cookie(headers, COOKIE)?, l)
}
