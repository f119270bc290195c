//! The exact next deed of each party of an appraisal: the turn of the lifecycle, less what this side
//! has done already. The start page, reminders and the head of each page say it alike. Pure.

use time::{Date, Duration, OffsetDateTime};

pub use super::facts::Facts;
use super::lifecycle;
use crate::{
    access::{Relation, Stage},
    audit::Moment,
};

/// Something one party does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextAction {
    AgreeGoals,
    WriteSelf,
    Evaluate,
    Review,
    AnswerAppointment,
    PrepareAsEmployee,
    PrepareAsSuperior,
    Appoint,
    StartInterview,
    HoldInterview,
    Sign,
    RecordRefusal,
    WitnessRefusal,
    AnswerDispute,
    ConsiderAnswer,
    Vote,
}

impl NextAction {
    /// The action of the policy that it comes down to.
    #[cfg(test)]
    pub fn action(self) -> crate::access::Action {
        use crate::access::Action;
        match self {
            Self::AgreeGoals => Action::ConfirmGoals,
            Self::WriteSelf => Action::WriteSelfEvaluation,
            Self::Evaluate => Action::WriteEvaluation,
            Self::Review => Action::Approve,
            Self::AnswerAppointment => Action::AnswerAppointment,
            Self::PrepareAsEmployee => Action::PrepareAsEmployee,
            Self::PrepareAsSuperior => Action::PrepareAsSuperior,
            Self::Appoint => Action::Schedule,
            Self::StartInterview => Action::StartInterview,
            Self::HoldInterview => Action::TakePartInInterview,
            Self::Sign => Action::Sign,
            Self::RecordRefusal => Action::RecordRefusal,
            Self::WitnessRefusal => Action::WitnessRefusal,
            Self::AnswerDispute => Action::AnswerDispute,
            Self::ConsiderAnswer => Action::SettleDispute,
            Self::Vote => Action::RuleDispute,
        }
    }

    /// Where it is done, below the appraisal's address.
    pub fn below(self) -> &'static str {
        match self {
            Self::AgreeGoals => "/goals",
            Self::WriteSelf => "/self-evaluation",
            Self::Evaluate | Self::Review => "/evaluation",
            Self::AnswerAppointment
            | Self::PrepareAsEmployee
            | Self::PrepareAsSuperior
            | Self::Appoint
            | Self::StartInterview => "/preparation",
            Self::HoldInterview => "/interview",
            Self::Sign | Self::RecordRefusal | Self::WitnessRefusal => "/sign",
            Self::AnswerDispute | Self::ConsiderAnswer | Self::Vote => "/dispute",
        }
    }
}

/// One action of one party, and when it is theirs: `from` an instant on, `until` another takes its place, or
/// `from_day` on. Without any it is theirs as long as the facts hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    pub deed: NextAction,
    pub from: Option<OffsetDateTime>,
    pub until: Option<OffsetDateTime>,
    pub from_day: Option<Date>,
}

impl Next {
    fn of(deed: NextAction) -> Self {
        Self {
            deed,
            from: None,
            until: None,
            from_day: None,
        }
    }

    fn at_once(deed: NextAction) -> Vec<Self> {
        vec![Self::of(deed)]
    }

    #[must_use]
    pub fn stands(&self, at: Moment) -> bool {
        self.from.is_none_or(|from| from <= at.now)
            && self.until.is_none_or(|until| at.now < until)
            && self.from_day.is_none_or(|day| day <= at.today)
    }
}

/// What this party has to do now, if anything.
#[must_use]
pub fn next_action(
    stage: Stage,
    relation: Relation,
    facts: &Facts,
    at: Moment,
) -> Option<NextAction> {
    next(stage, relation, facts)
        .into_iter()
        .find(|one| one.stands(at))
        .map(|one| one.deed)
}

/// What this party has to do by these facts, now and at any later time: at most one action at a time.
#[must_use]
pub fn next(stage: Stage, relation: Relation, facts: &Facts) -> Vec<Next> {
    match (stage, relation) {
        // a refusal is not recorded before the employee had their time
        (Stage::SignOff, Relation::Superior)
            if facts.signed_by_superior && facts.refusal_declared && !facts.refusal_recorded =>
        {
            vec![Next {
                from_day: facts.answer_by.and_then(Date::next_day),
                ..Next::of(NextAction::RecordRefusal)
            }]
        }
        // arranging follows the clock, all else the facts alone
        (Stage::Preparation, Relation::Superior) if facts.superior_prepared => arrange(facts),
        (Stage::Preparation, Relation::Facilitator) if !facts.without_facilitator => arrange(facts),
        // what a delegate may do for the superior; the start is the parties' own
        (Stage::Preparation, Relation::Delegate) if facts.superior_prepared => {
            let mut all = arrange(facts);
            all.retain(|one| one.deed == NextAction::Appoint);
            all
        }
        _ => at_once(stage, relation, facts).map_or_else(Vec::new, Next::at_once),
    }
}

fn at_once(stage: Stage, relation: Relation, facts: &Facts) -> Option<NextAction> {
    let own_turn = lifecycle::turn(stage, facts.dispute).contains(&relation);
    match (stage, relation) {
        (Stage::Preparation, Relation::Appraisee) => {
            if facts.proposed && !facts.agreed && !facts.wish {
                Some(NextAction::AnswerAppointment)
            } else {
                (!facts.employee_prepared).then_some(NextAction::PrepareAsEmployee)
            }
        }
        (Stage::Preparation, Relation::Superior | Relation::Delegate) => {
            (!facts.superior_prepared).then_some(NextAction::PrepareAsSuperior)
        }
        (Stage::SignOff, Relation::Facilitator | Relation::Hr) => {
            let witness = facts.without_facilitator == (relation == Relation::Hr);
            (facts.refusal_recorded && witness).then_some(NextAction::WitnessRefusal)
        }
        _ if !own_turn => None,
        (Stage::Goals, Relation::Appraisee) => {
            (!facts.goals_confirmed_by_employee).then_some(NextAction::AgreeGoals)
        }
        (Stage::Goals, _) => (!facts.goals_confirmed_by_superior).then_some(NextAction::AgreeGoals),
        (Stage::SelfEvaluation, _) => Some(NextAction::WriteSelf),
        (Stage::Evaluation, _) => Some(NextAction::Evaluate),
        (Stage::Review, _) => Some(NextAction::Review),
        (Stage::Interview, _) => Some(NextAction::HoldInterview),
        (Stage::SignOff, _) if facts.refusal_recorded => None,
        (Stage::SignOff, Relation::Appraisee) => {
            (!facts.signed_by_employee && !facts.refusal_declared).then_some(NextAction::Sign)
        }
        (Stage::SignOff, _) => (!facts.signed_by_superior).then_some(NextAction::Sign),
        // the superior may settle it before the committee hears it
        (Stage::Dispute, Relation::Superior) => Some(NextAction::AnswerDispute),
        (Stage::Dispute, Relation::Appraisee) => Some(NextAction::ConsiderAnswer),
        (Stage::Dispute, Relation::Committee) => Some(NextAction::Vote),
        (Stage::Preparation | Stage::Dispute | Stage::Concluded | Stage::Withdrawn, _) => None,
    }
}

/// Whoever arranges proposes a time, waits for the agreed one, starts an hour before it, and looks for
/// another once it has passed.
fn arrange(facts: &Facts) -> Vec<Next> {
    let Some(at) = facts.starts_at.filter(|_| facts.proposed && !facts.wish) else {
        return Next::at_once(NextAction::Appoint);
    };
    if facts.agreed && facts.employee_prepared && facts.superior_prepared {
        return vec![Next {
            from: Some(at - Duration::hours(1)),
            ..Next::of(NextAction::StartInterview)
        }];
    }
    vec![Next {
        from: facts.ends_at(),
        ..Next::of(NextAction::Appoint)
    }]
}

/// Those who have something to do; nobody where all wait for a day: the agreed one, or the last on which a refusal
/// can be taken back.
#[must_use]
pub fn doers(stage: Stage, facts: &Facts, at: Moment) -> Vec<Relation> {
    // a delegate does what the superior has to do: named once
    let doers: Vec<Relation> = Relation::ALL
        .into_iter()
        .filter(|relation| *relation != Relation::Delegate)
        .filter(|relation| next_action(stage, *relation, facts, at).is_some())
        .collect();
    if doers.is_empty() && !waits_for_a_day(stage, facts) {
        lifecycle::turn(stage, facts.dispute).to_vec()
    } else {
        doers
    }
}

/// Whether all that is left may be to wait for a day.
#[must_use]
pub fn waits_for_a_day(stage: Stage, facts: &Facts) -> bool {
    match stage {
        Stage::Preparation => facts.agreed,
        Stage::SignOff => facts.refusal_declared && facts.signed_by_superior,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::{date, datetime};

    use super::*;
    use crate::access::{DisputePhase, policy};

    const AT: Moment = Moment {
        now: datetime!(2026-03-02 9:00 UTC),
        today: date!(2026 - 03 - 02),
    };

    fn facts(bits: u32, starts_at: Option<OffsetDateTime>) -> Facts {
        let bit = |index: u32| bits & (1 << index) != 0;
        Facts {
            goals_confirmed_by_employee: bit(0),
            goals_confirmed_by_superior: bit(1),
            employee_prepared: bit(2),
            superior_prepared: bit(3),
            proposed: bit(4),
            agreed: bit(5),
            wish: bit(6),
            starts_at,
            signed_by_employee: bit(7),
            signed_by_superior: bit(8),
            minutes: 60,
            place_kind: String::new(),
            place: String::new(),
            refusal_recorded: bit(9),
            refusal_declared: bit(12),
            answer_by: Some(AT.today + time::Duration::days(i64::from(bits & 7) - 4)),
            without_facilitator: bit(13),
            dispute: [
                None,
                Some(DisputePhase::Answer),
                Some(DisputePhase::Consider),
                Some(DisputePhase::Hearing),
            ][(bits >> 10 & 3) as usize],
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_on_the_list_may_be_done(bits in 0u32..16384, minutes in -300i64..300) {
            let facts = facts(bits, Some(AT.now + time::Duration::minutes(minutes)));
            for stage in Stage::ALL {
                for relation in Relation::ALL {
                    if let Some(deed) = next_action(stage, relation, &facts, AT) {
                        prop_assert!(policy::may(&vec![relation].into(), stage, deed.action()).is_ok(), "{stage:?} {relation:?} {deed:?}");
                    }
                }
                prop_assert!(waits_for_a_day(stage, &facts)
                    || doers(stage, &facts, AT).is_empty() == lifecycle::turn(stage, facts.dispute).is_empty());
            }
        }
    }

    #[test]
    fn everybody_whose_turn_it_is_has_a_deed_at_the_beginning_of_the_stage() {
        for stage in Stage::ALL {
            for relation in lifecycle::turn(stage, None) {
                assert!(
                    next_action(stage, *relation, &Facts::default(), AT).is_some(),
                    "{stage:?} {relation:?}"
                );
            }
        }
    }

    #[test]
    fn who_has_done_the_own_part_waits_for_the_other() {
        let signed = Facts {
            signed_by_employee: true,
            ..Facts::default()
        };
        assert_eq!(
            next_action(Stage::SignOff, Relation::Appraisee, &signed, AT),
            None
        );
        assert_eq!(doers(Stage::SignOff, &signed, AT), [Relation::Superior]);
        let refused = Facts {
            refusal_recorded: true,
            ..Facts::default()
        };
        assert_eq!(doers(Stage::SignOff, &refused, AT), [Relation::Facilitator]);
    }

    #[test]
    fn a_declared_refusal_is_the_superiors_to_record() {
        let mut facts = Facts {
            refusal_declared: true,
            answer_by: Some(AT.today),
            ..Facts::default()
        };
        let of = |facts: &Facts, relation| next_action(Stage::SignOff, relation, facts, AT);
        assert_eq!(
            of(&facts, Relation::Superior),
            Some(NextAction::Sign),
            "first"
        );
        facts.signed_by_superior = true;
        assert_eq!(
            of(&facts, Relation::Superior),
            None,
            "the employee's last day"
        );
        assert_eq!(doers(Stage::SignOff, &facts, AT), []);
        facts.answer_by = AT.today.previous_day();
        assert_eq!(
            of(&facts, Relation::Superior),
            Some(NextAction::RecordRefusal)
        );
        assert_eq!(of(&facts, Relation::Appraisee), None);
        assert_eq!(doers(Stage::SignOff, &facts, AT), [Relation::Superior]);
        facts.refusal_recorded = true;
        assert_eq!(doers(Stage::SignOff, &facts, AT), [Relation::Facilitator]);
        facts.without_facilitator = true;
        assert_eq!(doers(Stage::SignOff, &facts, AT), [Relation::Hr]);
    }

    #[test]
    fn an_agreed_day_is_waited_for_and_a_passed_one_is_not() {
        let mut facts = Facts {
            employee_prepared: true,
            superior_prepared: true,
            proposed: true,
            agreed: true,
            starts_at: Some(AT.now + time::Duration::days(3)),
            minutes: 60,
            ..Facts::default()
        };
        let superior =
            |facts: &Facts| next_action(Stage::Preparation, Relation::Superior, facts, AT);
        assert_eq!(doers(Stage::Preparation, &facts, AT), []);
        facts.starts_at = Some(AT.now - time::Duration::days(3));
        assert_eq!(superior(&facts), Some(NextAction::StartInterview));
        facts.employee_prepared = false;
        assert_eq!(superior(&facts), Some(NextAction::Appoint), "another time");
    }
}
