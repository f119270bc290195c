//! The names of what a record holds, in the reader's language. The record keeps its own closed sets,
//! because it outlives the tables; their names are those of the rooms they came from.

use super::{
    content::{Cause, Decision, DisputeKind, GoalSource, Method, PlaceKind, Purpose, Role, Stance},
    file::Means,
};
use crate::web::Texts;

pub(super) fn means(means: Means, l: &Texts) -> String {
    match means {
        Means::Password => l.means_password(),
    }
}

pub(super) fn purpose(purpose: Purpose, l: &Texts) -> String {
    match purpose {
        Purpose::ImproveResults => l.purpose_improve_results(),
        Purpose::Career => l.purpose_career(),
        Purpose::Cooperation => l.purpose_cooperation(),
    }
}

pub(super) fn method(method: Method, l: &Texts) -> String {
    match method {
        Method::Sandwich => l.method_sandwich(),
        Method::CausesFirst => l.method_causes_first(),
        Method::ShortAgenda => l.method_short_agenda(),
    }
}

pub(super) fn place(kind: PlaceKind, l: &Texts) -> String {
    match kind {
        PlaceKind::ReceptionRoom => l.place_reception_room(),
        PlaceKind::Lounge => l.place_lounge(),
        PlaceKind::Cafe => l.place_cafe(),
        PlaceKind::Outdoors => l.place_outdoors(),
        PlaceKind::Online => l.place_online(),
        PlaceKind::EmployeesChoice => l.place_employees_choice(),
        PlaceKind::SuperiorsOffice => l.place_superiors_office(),
        PlaceKind::MeetingRoom => l.place_meeting_room(),
    }
}

pub(super) fn source(source: GoalSource, l: &Texts) -> String {
    match source {
        GoalSource::Company => l.source_company(),
        GoalSource::Department => l.source_department(),
        GoalSource::Own => l.source_own(),
    }
}

pub(super) fn role(role: Role, l: &Texts) -> String {
    match role {
        Role::Appraisee => l.relation_appraisee(),
        Role::Superior => l.relation_superior(),
        Role::Facilitator => l.relation_facilitator(),
        Role::Guest => l.record_guest(),
    }
}

pub(super) fn cause(cause: Cause, l: &Texts) -> String {
    match cause {
        Cause::Resources => l.cause_resources(),
        Cause::Process => l.cause_process(),
        Cause::Ability => l.cause_ability(),
    }
}

pub(super) fn stance(stance: Stance, l: &Texts) -> String {
    match stance {
        Stance::Agreed => l.record_stance_agreed(),
        Stance::Parked => l.record_stance_parked(),
        Stance::Objected => l.record_stance_objected(),
    }
}

pub(super) fn dispute_kind(kind: DisputeKind, l: &Texts) -> String {
    match kind {
        DisputeKind::ScoringMethod => l.record_dispute_scoring_method(),
        DisputeKind::DataAccuracy => l.record_dispute_data_accuracy(),
        DisputeKind::Procedure => l.record_dispute_procedure(),
        DisputeKind::Other => l.record_dispute_other(),
    }
}

pub(super) fn decision(decision: Decision, l: &Texts) -> String {
    match decision {
        Decision::Upheld => l.record_decision_upheld(),
        Decision::Adjusted => l.record_decision_adjusted(),
        Decision::Returned => l.record_decision_returned(),
    }
}
