//! Requests and answers. An answer that is anonymous is written without a name, without a time and
//! without an event: whatever would stand there could be laid beside the hours of a person.

use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use super::rules::{Answer, Mode, Round, State};
use crate::{
    appraisals::{Seen, advance::hold},
    audit::{Change, Event, Reach},
    web::{Error, OneRow, Result},
};

/// Whether and how colleagues are asked in this appraisal.
pub async fn round(db: &PgPool, seen: &Seen) -> Result<Option<Round>> {
    Ok(sqlx::query_as!(
        Round,
        r#"select i.mode as "mode: Mode", i.most, i.due_on,
            exists (select from colleague_closings where appraisal_id = $2) as "closed!"
           from cycle_inputs i where i.cycle_id = $1"#,
        seen.appraisal.cycle.id.0,
        seen.appraisal.id.0
    )
    .fetch_optional(db)
    .await?)
}

#[derive(Debug, Clone)]
pub struct Request {
    pub colleague: Uuid,
    pub name: String,
    pub department: String,
    pub by_employee: bool,
    pub state: State,
    pub reason: String,
    pub version: i32,
}

pub async fn requests(db: &PgPool, seen: &Seen) -> Result<Vec<Request>> {
    Ok(sqlx::query_as!(
        Request,
        r#"select r.colleague_id as colleague, p.name, coalesce(d.name, '') as "department!",
            r.nominated_by = $2 as "by_employee!", r.state as "state: State", r.reason, r.version
           from colleague_requests r
           join people p on p.id = r.colleague_id
           left join departments d on d.id = p.department_id
           where r.appraisal_id = $1 order by lower(p.name), p.id"#,
        seen.appraisal.id.0,
        seen.appraisal.appraisee.id.0
    )
    .fetch_all(db)
    .await?)
}

/// Somebody who may be meant by a name or a number.
#[derive(Debug, Clone)]
pub struct Found {
    pub id: Uuid,
    pub party: bool,
}

/// Active people of this number, else of this name; and whether they have a part in it already.
pub async fn find(db: &PgPool, seen: &Seen, who: &str) -> Result<Vec<Found>> {
    Ok(sqlx::query_as!(
        Found,
        r#"select p.id, exists (select from parties q where q.appraisal_id = $2 and q.person_id = p.id
                and q.relation in ('appraisee', 'superior', 'co_superior', 'facilitator')) as "party!"
           from people p
           where p.active and (p.number = $1 or (p.name = $1 and not exists (
               select from people n where n.number = $1 and n.active)))
           order by p.id limit 2"#,
        who,
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?)
}

/// What came of a nomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nominated {
    Done,
    Already,
    Full,
}

/// Puts a colleague on the list; the appraisal's row keeps two of these from passing the limit together.
pub async fn nominate(
    change: &mut Change,
    seen: &Seen,
    colleague: Uuid,
    state: State,
    most: i16,
) -> Result<Nominated> {
    hold(change, seen).await?;
    let counted = sqlx::query!(
        r#"select count(*) filter (where state not in ('struck', 'declined')) as "on_list!",
            coalesce(bool_or(colleague_id = $2), false) as "already!"
           from colleague_requests where appraisal_id = $1"#,
        seen.appraisal.id.0,
        colleague
    )
    .fetch_one(&mut **change)
    .await?;
    if counted.already {
        return Ok(Nominated::Already);
    }
    if counted.on_list >= i64::from(most) {
        return Ok(Nominated::Full);
    }
    sqlx::query!(
        "insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state) values ($1, $2, $3, $4)",
        seen.appraisal.id.0,
        colleague,
        seen.viewer.id.0,
        state as State
    )
    .execute(&mut **change)
    .await?;
    let appraisal = seen.appraisal.id.0;
    let event = if state == State::Asked {
        Event::ColleagueAsked {
            appraisal,
            colleague,
        }
    } else {
        Event::ColleagueNominated {
            appraisal,
            colleague,
        }
    };
    change.record_company(event).await?;
    Ok(Nominated::Done)
}

/// Moves a request on, from one of the states in which that is possible, at the version that was read.
pub async fn decide(
    change: &mut Change,
    seen: &Seen,
    (colleague, version): (Uuid, i32),
    from: &[State],
    to: State,
    reason: &str,
) -> Result<()> {
    hold(change, seen).await?;
    sqlx::query!(
        "update colleague_requests set state = $5::request_state, reason = $6, version = version + 1,
             draft = case when $5::request_state in ('struck', 'declined') then null else draft end
         where appraisal_id = $1 and colleague_id = $2 and version = $3 and state = any($4)",
        seen.appraisal.id.0,
        colleague,
        version,
        from as &[State],
        to as State,
        reason
    )
    .execute(&mut **change)
    .await?.one_row()?;
    let appraisal = seen.appraisal.id.0;
    let event = match to {
        State::Asked => Event::ColleagueAsked {
            appraisal,
            colleague,
        },
        State::Struck => Event::ColleagueStruck {
            appraisal,
            colleague,
            reason,
        },
        State::Accepted => Event::ColleagueAccepted {
            appraisal,
            colleague,
        },
        _ => Event::ColleagueDeclined {
            appraisal,
            colleague,
            reason,
        },
    };
    Ok(change.record_company(event).await?)
}

/// Ends the round before its day.
pub async fn close(change: &mut Change, seen: &Seen) -> Result<()> {
    hold(change, seen).await?;
    let closed = sqlx::query!(
        "insert into colleague_closings (appraisal_id, closed_by) values ($1, $2) on conflict do nothing",
        seen.appraisal.id.0,
        seen.viewer.id.0
    )
    .execute(&mut **change)
    .await?;
    if closed.rows_affected() == 1 {
        let appraisal = seen.appraisal.id.0;
        change
            .record_company(Event::ColleaguesClosed { appraisal })
            .await?;
    }
    Ok(())
}

/// The viewer's own request.
#[derive(Debug, Clone)]
pub struct Own {
    pub state: State,
    pub version: i32,
    pub draft: Option<Json<Answer>>,
}

pub async fn own(db: &PgPool, seen: &Seen) -> Result<Own> {
    sqlx::query_as!(
        Own,
        r#"select state as "state: State", version, draft as "draft: Json<Answer>"
           from colleague_requests where appraisal_id = $1 and colleague_id = $2"#,
        seen.appraisal.id.0,
        seen.viewer.id.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Keeps what was typed so far; nobody else ever reads it.
pub async fn draft(
    tx: &mut PgConnection,
    seen: &Seen,
    version: i32,
    answer: &Answer,
) -> Result<i32> {
    sqlx::query_scalar!(
        "update colleague_requests set draft = $4, version = version + 1
         where appraisal_id = $1 and colleague_id = $2 and version = $3 and state = 'accepted'
         returning version",
        seen.appraisal.id.0,
        seen.viewer.id.0,
        version,
        serde_json::to_value(answer)?
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::Conflict)
}

/// Sends an answer. What ends the round, and this, hold the same row.
pub async fn send(
    change: &mut Change,
    seen: &Seen,
    version: i32,
    mode: Mode,
    answer: &Answer,
) -> Result<()> {
    hold(change, seen).await?;
    sqlx::query!(
        "update colleague_requests set state = 'answered', draft = null, version = version + 1
         where appraisal_id = $1 and colleague_id = $2 and version = $3 and state = 'accepted'
           and not exists (select from colleague_closings where appraisal_id = $1)",
        seen.appraisal.id.0,
        seen.viewer.id.0,
        version
    )
    .execute(&mut **change)
    .await?
    .one_row()?;
    // an anonymous answer has no event that would say so
    change.touch(Reach::Appraisal(seen.appraisal.id.0));
    let author = (mode == Mode::Named).then_some(seen.viewer.id.0);
    sqlx::query!(
        "insert into colleague_answers (appraisal_id, author_id, body) values ($1, $2, $3)",
        seen.appraisal.id.0,
        author,
        serde_json::to_value(answer)?
    )
    .execute(&mut **change)
    .await?;
    if mode == Mode::Named {
        let (appraisal, colleague) = (seen.appraisal.id.0, seen.viewer.id.0);
        change
            .record_company(Event::ColleagueAnswered {
                appraisal,
                colleague,
            })
            .await?;
    }
    Ok(())
}

/// How many answers there are, for the event of the evaluation.
pub async fn answered(tx: &mut PgConnection, seen: &Seen) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from colleague_answers where appraisal_id = $1"#,
        seen.appraisal.id.0
    )
    .fetch_one(&mut *tx)
    .await?)
}
