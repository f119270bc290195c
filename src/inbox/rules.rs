//! Who owes what, from which moment, due when: one function of the lifecycle and the facts of one appraisal. Pure.
//! What begins or ends later carries its day, so that one answer is right for all later days until a fact changes.

mod facts;
#[cfg(test)]
mod tests;

use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

pub use facts::{
    Advice, Calibrated, Case, CoEvaluator, Colleagues, Delegate, Facts, GoalChange, OpenPoint,
    PlanItem, PlanState, Reopening, Request, RequestState, Seat,
};

use super::kind::Kind;
use crate::{
    access::{DisputePhase, Relation, Stage},
    appraisals::{next_actions, votes},
    audit::Moment,
};

/// A plan item is shown from this many days before it is due.
pub const AHEAD: Duration = Duration::days(14);

/// Whose it is: one person's, or everybody's who holds a role and may act in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    Person(Uuid),
    /// Any of HR, but never somebody whom the appraisal is about, nor the one named here.
    Hr {
        except: Option<Uuid>,
    },
}

/// One to-do. `subject` is the row that it is about, where that is not the appraisal itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    pub kind: Kind,
    pub who: Who,
    pub relation: Option<Relation>,
    pub subject: Option<Uuid>,
    pub due_on: Option<Date>,
    /// The first day and the last on which it is there.
    pub days: (Option<Date>, Option<Date>),
    /// The instant from which it is there, and the one at which it is over.
    pub span: (Option<OffsetDateTime>, Option<OffsetDateTime>),
    /// How many of what it asks for.
    pub amount: i16,
    /// A low result, which is always looked at.
    pub low: bool,
}

impl Owed {
    fn of(kind: Kind, who: Who, relation: Option<Relation>) -> Self {
        Self {
            kind,
            who,
            relation,
            subject: None,
            due_on: None,
            days: (None, None),
            span: (None, None),
            amount: 1,
            low: false,
        }
    }

    fn person(kind: Kind, person: Uuid, relation: impl Into<Option<Relation>>) -> Self {
        Self::of(kind, Who::Person(person), relation.into())
    }

    fn hr(kind: Kind) -> Self {
        Self::of(kind, Who::Hr { except: None }, Some(Relation::Hr))
    }

    fn about(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self
    }

    fn due(mut self, on: impl Into<Option<Date>>) -> Self {
        self.due_on = on.into();
        self
    }

    fn begins(mut self, day: Option<Date>) -> Self {
        self.days.0 = day;
        self
    }

    fn until_day(mut self, day: Date) -> Self {
        self.days.1 = Some(day);
        self
    }

    /// Whether it is there now.
    #[must_use]
    pub fn stands(&self, at: Moment) -> bool {
        !self.is_over(at)
            && self.days.0.is_none_or(|day| day <= at.today)
            && self.span.0.is_none_or(|from| from <= at.now)
    }

    /// Whether its time has passed, for good.
    #[must_use]
    pub fn is_over(&self, at: Moment) -> bool {
        self.days.1.is_some_and(|day| day < at.today)
            || self.span.1.is_some_and(|until| until <= at.now)
    }
}

/// Why nobody has to do anything in an appraisal that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Both are prepared and wait for the agreed time.
    AgreedDay,
    /// The employee refuses to sign, and has until a day to think again.
    Answer,
    /// The committee has too few votes, or an even number, and nobody's is missing.
    Quorum,
}

/// Everything that somebody owes in one appraisal, now or later, without what is over for good.
#[must_use]
pub fn owed(facts: &Facts, at: Moment) -> Vec<Owed> {
    let mut all = Vec::new();
    if facts.erased {
        return all;
    }
    turns(facts, &mut all);
    evaluation(facts, &mut all);
    afterwards(facts, &mut all);
    disputes(facts, &mut all);
    for_hr(facts, &mut all);
    all.retain(|one| !one.is_over(at));
    all.sort_unstable();
    all.dedup();
    all
}

/// Why nobody is to be waited for now.
#[must_use]
pub fn rest(facts: &Facts) -> Option<Rest> {
    match facts.stage {
        Stage::Preparation if facts.done.agreed => Some(Rest::AgreedDay),
        Stage::SignOff if next_actions::waits_for_a_day(facts.stage, &facts.done) => {
            Some(Rest::Answer)
        }
        Stage::Dispute if facts.case.as_ref().is_some_and(Case::is_heard) => Some(Rest::Quorum),
        _ => None,
    }
}

/// Whose turn the lifecycle says it is, less what they have done already.
fn turns(f: &Facts, all: &mut Vec<Owed>) {
    let parties = [
        (Relation::Appraisee, Some(f.appraisee)),
        (Relation::Superior, Some(f.superior)),
        (Relation::Facilitator, f.facilitator),
    ];
    for (relation, person) in parties {
        if let Some(person) = person {
            let own = |kind| Owed::person(kind, person, relation);
            all.extend(steps(f, relation, own));
        }
    }
    for one in f.delegates.iter().filter(|one| one.person != f.appraisee) {
        let own = |kind| Owed::person(kind, one.person, Relation::Delegate).about(one.id);
        all.extend(
            steps(f, Relation::Delegate, own)
                .into_iter()
                .map(|mut owed| {
                    owed.span.0 = owed.span.0.max(Some(one.since));
                    owed.span.1 = Some(owed.span.1.map_or(one.until, |end| end.min(one.until)));
                    owed
                }),
        );
    }
    all.extend(steps(f, Relation::Hr, |kind| {
        let kind = match kind {
            Kind::Approve if f.approved => Kind::Release,
            kind => kind,
        };
        let mut owed = Owed::hr(kind);
        owed.low = f.low;
        owed
    }));
}

fn steps(f: &Facts, relation: Relation, own: impl Fn(Kind) -> Owed) -> Vec<Owed> {
    let mut all = Vec::new();
    for next in next_actions::next(f.stage, relation, &f.done) {
        let kind = match Kind::from(next.deed) {
            Kind::Appoint if f.done.wish => Kind::AnswerWish,
            Kind::Appoint if next.from.is_some() => Kind::InterviewPassed,
            kind => kind,
        };
        let mut owed = own(kind).due(f.due_on);
        owed.span = (next.from, next.until);
        owed.days.0 = next.from_day;
        let over = f.done.ends_at();
        if kind == Kind::StartInterview {
            owed.span.1 = over;
            let mut passed = own(Kind::InterviewPassed).due(f.due_on);
            passed.span.0 = over;
            all.push(passed);
        }
        all.push(owed);
    }
    all
}

/// What stands beside the turns until the evaluation is submitted.
fn evaluation(f: &Facts, all: &mut Vec<Owed>) {
    let open = matches!(f.stage, Stage::SelfEvaluation | Stage::Evaluation);
    if let Some(change) = f.goal_change.filter(|_| open) {
        let sides = [
            (Relation::Appraisee, f.appraisee, change.employee_confirmed),
            (Relation::Superior, f.superior, change.superior_confirmed),
        ];
        for (relation, person, confirmed) in sides {
            if !confirmed {
                all.push(Owed::person(Kind::GoalChange, person, relation).due(f.due_on));
            }
        }
    }
    for one in &f.advices {
        let asked = open || f.stage == Stage::Goals;
        if asked || (one.final_word && f.stage != Stage::Withdrawn) {
            all.push(
                Owed::person(Kind::Advice, one.author, None)
                    .about(one.id)
                    .due(one.due_on),
            );
        }
    }
    if let Some(round) = f.colleagues.as_ref().filter(|round| open && !round.closed) {
        let mut nominated = 0;
        for request in &round.requests {
            let outside = request.colleague != f.appraisee && request.colleague != f.superior;
            match request.state {
                RequestState::Nominated => nominated += 1,
                RequestState::Asked | RequestState::Accepted if outside => all.push(
                    Owed::person(Kind::Input, request.colleague, Relation::Colleague)
                        .due(round.due_on)
                        .until_day(round.due_on),
                ),
                _ => {}
            }
        }
        if nominated > 0 {
            let mut owed = Owed::person(Kind::AskColleagues, f.superior, Relation::Superior)
                .due(round.due_on)
                .until_day(round.due_on);
            owed.amount = nominated;
            all.push(owed);
        }
    }
    if f.stage == Stage::Evaluation {
        for one in &f.co_evaluators {
            if !one.submitted && one.person != f.appraisee && one.person != f.superior {
                let owed = Owed::person(Kind::Part, one.person, Relation::CoSuperior);
                all.push(owed.due(f.due_on));
            }
        }
    }
    if Stage::OPEN.contains(&f.stage) {
        for one in &f.calibrated {
            let owed = Owed::person(Kind::Calibrated, f.superior, Relation::Superior);
            all.push(owed.about(one.calibration));
        }
    }
}

/// What the interview left behind: the plan and the open points, as long as its record stands.
fn afterwards(f: &Facts, all: &mut Vec<Owed>) {
    if !matches!(f.stage, Stage::SignOff | Stage::Dispute | Stage::Concluded) {
        return;
    }
    for item in &f.plan {
        let superior = |kind| {
            Owed::person(kind, f.superior, Relation::Superior)
                .about(item.id)
                .due(item.due_on)
        };
        match item.status {
            PlanState::Reported => all.push(superior(Kind::PlanToVerify)),
            PlanState::Open => {
                all.push(
                    Owed::person(Kind::PlanDue, item.owner, None)
                        .about(item.id)
                        .due(item.due_on)
                        .begins(item.due_on.checked_sub(AHEAD)),
                );
                if item.owner != f.superior {
                    all.push(superior(Kind::PlanLate).begins(item.due_on.next_day()));
                }
            }
        }
    }
    for point in &f.open_points {
        let parties = [Some(f.appraisee), Some(f.superior), f.facilitator];
        let owed = if parties.contains(&Some(point.owner)) {
            Owed::person(Kind::OpenPoint, point.owner, None)
        } else {
            Owed::hr(Kind::OpenPoint)
        };
        all.push(owed.about(point.id).due(point.due_on));
        if point.owner != f.superior {
            all.push(
                Owed::person(Kind::OpenPointLate, f.superior, Relation::Superior)
                    .about(point.id)
                    .due(point.due_on)
                    .begins(point.due_on.next_day()),
            );
        }
    }
    if let (Stage::SignOff, Some(person), Some(due)) = (f.stage, f.next_superior, f.due_on)
        && person != f.superior
    {
        all.push(
            Owed::person(Kind::NoResponseBelow, person, None)
                .due(due)
                .begins(due.next_day()),
        );
    }
}

fn disputes(f: &Facts, all: &mut Vec<Owed>) {
    let Some(case) = f.case.as_ref().filter(|_| f.stage == Stage::Dispute) else {
        return;
    };
    let hr = |kind| Owed::hr(kind).about(case.id).due(case.due_on);
    if case.phase != DisputePhase::Hearing {
        all.push(hr(Kind::DisputeOpened).until_day(case.due_on));
    }
    all.push(hr(Kind::DisputeLate).begins(case.due_on.next_day()));
    if case.phase != DisputePhase::Hearing {
        return;
    }
    if case.seats.iter().any(|seat| !seat.holds) {
        all.push(hr(Kind::SeatVacant));
    }
    let holding: Vec<&Seat> = case.seats.iter().filter(|seat| seat.holds).collect();
    let votes: Vec<Option<&str>> = holding.iter().map(|seat| seat.vote.as_deref()).collect();
    let decided = match votes::tally(&votes) {
        _ if votes.contains(&None) => None,
        votes::Tally::NoQuorum { .. } => None,
        votes::Tally::Split => Some(Kind::VoteAgain),
        votes::Tally::Majority(_) => Some(Kind::Rule),
    };
    for seat in holding {
        let kind = if seat.vote.is_none() {
            Some(Kind::Vote)
        } else {
            decided
        };
        if let Some(kind) = kind {
            let owed = Owed::person(kind, seat.person, Relation::Committee);
            all.push(owed.about(case.id).due(case.due_on));
        }
    }
}

fn for_hr(f: &Facts, all: &mut Vec<Owed>) {
    if f.superior_gone && Stage::OPEN.contains(&f.stage) {
        all.push(Owed::hr(Kind::SuperiorGone).due(f.due_on));
    }
    let submitted = !matches!(
        f.stage,
        Stage::Goals | Stage::SelfEvaluation | Stage::Dispute | Stage::Withdrawn
    );
    if let Some(asked) = f.reopening.filter(|_| submitted) {
        let mut owed = Owed::hr(Kind::Reopening).about(asked.id);
        owed.who = Who::Hr {
            except: Some(asked.requested_by),
        };
        all.push(owed);
    }
}
