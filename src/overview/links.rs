//! What an appraisal's page leads to.

use crate::{
    access::{Action, Stage},
    appraisals::{Seen, next_actions::NextAction},
    audit::Moment,
    web::Texts,
};

/// Something the viewer can do or read now.
pub struct Link {
    pub href: String,
    pub label: String,
    /// The deed whose turn it is, as against something to read.
    pub primary: bool,
}

/// Deeds, readings, address, the label when there is a deed to do, the label for reading.
type Line<'a> = (
    &'a [Action],
    &'a [Action],
    &'a str,
    fn(&Texts) -> String,
    fn(&Texts) -> String,
);

/// What stands beside the appraisal and makes a door.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub parked: bool,
    pub reopening: bool,
    /// A refusal on which the viewer may still comment.
    pub comment: bool,
}

/// Every room of the appraisal that is open to the viewer now, the deed of the stage first.
pub fn links(seen: &Seen, asked: &Asked, at: Moment, l: &Texts) -> Vec<Link> {
    let table: [Line; 19] = [
        (
            &[Action::EditGoals],
            &[Action::ReadGoals],
            "/goals",
            Texts::door_goals_do,
            Texts::door_goals,
        ),
        (
            &[],
            &[Action::ReadActuals],
            "/actuals",
            Texts::door_actuals,
            Texts::door_actuals,
        ),
        (
            &[],
            &[Action::ReadNotes],
            "/notes",
            Texts::door_notes,
            Texts::door_notes,
        ),
        (
            &[Action::WriteSelfEvaluation],
            &[Action::ReadSelfEvaluation],
            "/self-evaluation",
            Texts::door_self_do,
            Texts::door_self,
        ),
        (
            &[Action::WriteEvaluation, Action::Approve],
            &[Action::ReadEvaluation, Action::ReadResult],
            "/evaluation",
            Texts::door_evaluation_do,
            Texts::door_evaluation,
        ),
        (
            &[Action::WritePart],
            &[Action::ReadPart],
            "/part",
            Texts::door_part_do,
            Texts::door_part,
        ),
        (
            &[],
            &[
                Action::NominateColleague,
                Action::AskColleague,
                Action::ReadInput,
            ],
            "/colleagues",
            Texts::door_colleagues,
            Texts::door_colleagues,
        ),
        (
            &[
                Action::PrepareAsEmployee,
                Action::PrepareAsSuperior,
                Action::Schedule,
            ],
            &[],
            "/preparation",
            Texts::door_preparation_do,
            Texts::door_preparation_do,
        ),
        (
            &[Action::TakePartInInterview],
            &[Action::ReadInterview],
            "/interview",
            Texts::door_interview_do,
            Texts::door_interview,
        ),
        (
            &[Action::Sign, Action::WitnessRefusal],
            &[Action::CommentRefusal],
            "/sign",
            Texts::door_sign_do,
            Texts::door_sign,
        ),
        (
            &[],
            &[Action::ReadRecord],
            "/record",
            Texts::door_record,
            Texts::door_record,
        ),
        (
            &[
                Action::HearDispute,
                Action::AnswerDispute,
                Action::SettleDispute,
            ],
            &[Action::OpenDispute, Action::ReadDispute],
            "/dispute",
            Texts::door_dispute_do,
            Texts::door_dispute,
        ),
        (
            &[],
            &[Action::ReadParked],
            "/parked",
            Texts::door_parked,
            Texts::door_parked,
        ),
        (
            &[],
            &[Action::RequestReopening, Action::ReadReopenings],
            "/reopening",
            Texts::door_reopening,
            Texts::door_reopening,
        ),
        (
            &[],
            &[Action::ReadTrail],
            "/trail",
            Texts::door_trail,
            Texts::door_trail,
        ),
        (
            &[],
            &[Action::Hold],
            "/hold",
            Texts::hold_title,
            Texts::hold_title,
        ),
        (
            &[],
            &[Action::CompleteOnBehalf],
            "/self-evaluation/on-behalf",
            Texts::behalf_title,
            Texts::behalf_title,
        ),
        (
            &[],
            &[Action::SetSuperiors],
            "/superiors",
            Texts::door_superiors,
            Texts::door_superiors,
        ),
        (
            &[],
            &[Action::ChangeParties],
            "/parties",
            Texts::door_parties,
            Texts::door_parties,
        ),
    ];
    let a = &seen.appraisal;
    let own = seen.next_action(at);
    // signed already, or nothing to witness yet: to read, and no deed
    let below_sign = own.is_some_and(|deed| deed.below() == "/sign");
    let mut links: Vec<Link> = table
        .into_iter()
        .filter_map(|(deeds, readings, below, deed_label, read_label)| {
            let deed = deeds.iter().any(|action| seen.can(*action))
                && (below != "/dispute" || own.is_some_and(|deed| deed.below() == "/dispute"))
                && (below != "/sign" || below_sign);
            let reading = readings.iter().any(|action| seen.can(*action))
                || below == "/sign" && (seen.can(Action::Sign) || seen.can(Action::WitnessRefusal));
            // goals only where the cycle has them; no dispute page where there is nothing to open or read
            let exists = match below {
                "/goals" => a.cycle.with_goals,
                "/parked" => asked.parked,
                "/record" => a.recorded,
                "/reopening" => asked.reopening,
                "/sign" => a.stage == Stage::SignOff || asked.comment,
                "/dispute" => deed || a.stage == Stage::Dispute || a.dispute_until.is_some(),
                _ => true,
            };
            (exists && (deed || reading)).then(|| Link {
                href: seen.address(below),
                label: match own {
                    Some(NextAction::RecordRefusal) if below == "/sign" => l.refusal_record(),
                    Some(NextAction::WitnessRefusal) if below == "/sign" => l.witness_do(),
                    _ if deed => deed_label(l),
                    _ if below == "/sign" && asked.comment => l.door_comment(),
                    _ => read_label(l),
                },
                // ready already: to look at, and nothing to press for
                primary: deed
                    && (!["/goals", "/preparation"].contains(&below)
                        || own.is_some_and(|deed| deed.below() == below)),
            })
        })
        .collect();
    links.sort_by_key(|link| !link.primary);
    links
}
