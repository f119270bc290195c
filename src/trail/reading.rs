//! Who opened what somebody else wrote or signed. Routes say which page is which reading; the guard writes it down once
//! the page is made, so that nothing leaves the house unnoticed because a handler forgot.

use time::Duration;

use crate::{
    access::Relation,
    app::App,
    appraisals::Seen,
    audit::{Event, Kind},
    web::Result,
};

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    SelfEvaluation,
    Evaluation,
    /// What was written in the interview.
    Interview,
    Record,
    Evidence,
}

/// Whoever opens the same thing again within this time is not told of again.
const AGAIN: Duration = Duration::days(1);

impl Reading {
    fn event(self) -> Event<'static> {
        match self {
            Self::SelfEvaluation => Event::SelfEvaluationRead {},
            Self::Evaluation => Event::EvaluationRead {},
            Self::Interview => Event::InterviewRead {},
            Self::Record => Event::RecordRead {},
            Self::Evidence => Event::EvidenceRead {},
        }
    }
}

/// Writes down that the viewer was shown this. The employee and the superior, whose talk it is, read without it.
pub async fn note(app: &App, seen: &Seen, reading: Reading) -> Result<()> {
    let a = &seen.appraisal;
    if seen.is(Relation::Appraisee) || seen.viewer.id == a.superior.id {
        return Ok(());
    }
    let event = reading.event();
    let now = app.clock.now();
    let told = told_lately(app, seen, event.kind(), now - AGAIN).await?;
    if !told {
        let mut change = app.change(Some(seen.viewer.id)).await?;
        change.record(a.id, event).await?;
        change.commit().await?;
    }
    Ok(())
}

async fn told_lately(
    app: &App,
    seen: &Seen,
    kind: Kind,
    since: time::OffsetDateTime,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from events where stream = $1 and kind = $2 and actor_id = $3 and at > $4) as "told!""#,
        seen.appraisal.id.0,
        kind.key(),
        seen.viewer.id.0,
        since
    )
    .fetch_one(&app.db)
    .await?)
}
