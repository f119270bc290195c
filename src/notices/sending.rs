//! The job that comes round: reminders whose task is done end, then the mails of the day. First it is
//! looked, five hundred people at a time, who gets one; then they are sent, a few at a time, each
//! rendered from what waits at that moment. A mail is marked before it goes out, so that a crash in
//! between costs one mail and never sends two.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{
    letter,
    rules::{self, Last, Waits},
    store::{self, Outcome, Person, Taken},
};
use crate::{
    app::App,
    audit::{Event, Moment},
    calendar,
    ground::clock::local,
    inbox::{self, Doable, Reader},
    jobs::{self, Doing, Job, Step},
    mail::{self, Envelope, Failure, Post},
    web::Result,
};

/// People looked at in one step, and reminders.
const PAGE: i64 = 500;
/// Mails in one step: as many at most are unclear after a crash.
const MAILS: i64 = 20;

/// Where a round is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    /// The last reminder that was looked at.
    after: Uuid,
    settled: bool,
}

/// The kind of work `notices`.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let place: Place = job.state()?;
        if !place.settled {
            return settle(&app, &job, place).await;
        }
        let Some(post) = app.settings.mail.as_ref().filter(|_| app.mailer.is_some()) else {
            return Ok(Step::Done);
        };
        let now = app.clock.now();
        let today = app.clock.today(&app.settings.zone);
        let calendar = calendar::load(&app.db).await?;
        if !rules::open(&calendar, today, local(now, &app.settings.zone).hour()) {
            return Ok(Step::Done);
        }
        let mut change = app.change_at(job.actor, now).await?;
        if let Some(after) = store::place(&mut change, today).await? {
            let people = store::people_after(&mut change, after, PAGE).await?;
            let owed = owed(&app, post, &calendar, &people, today, now).await?;
            store::queue(&mut change, today, &owed, now).await?;
            let last = i64::try_from(people.len()).unwrap_or(PAGE) < PAGE;
            let after = people.last().map_or(after, |one| one.id);
            let queued =
                store::went_on(&mut change, today, after, owed.len(), last.then_some(now)).await?;
            if last && queued > 0 {
                let day = today.to_string();
                let event = Event::DigestsQueued {
                    day,
                    people: queued,
                };
                change.record_company(event).await?;
            }
            jobs::mark(&mut change, &job, job.done, job.total, None).await?;
            change.commit().await?;
            return Ok(Step::More);
        }
        let taken = store::take(&mut change, today, MAILS, now).await?;
        // no longer this process's: nothing was taken
        jobs::mark(&mut change, &job, job.done, job.total, None).await?;
        change.commit().await?;
        if taken.is_empty() {
            return Ok(Step::Done);
        }
        send(&app, post, taken, today, now).await
    })
}

/// Ends what was asked for and is done. What went with its stage has ended by itself.
async fn settle(app: &App, job: &Job, place: Place) -> Result<Step> {
    let now = app.clock.now();
    let today = app.clock.today(&app.settings.zone);
    let at = Moment { now, today };
    let mut tx = app.db.begin().await?;
    let found = inbox::reminded(&mut *tx, place.after, PAGE, at).await?;
    let done: Vec<Uuid> = found
        .iter()
        .filter(|(_, still)| !still)
        .map(|(id, _)| *id)
        .collect();
    store::end(&mut *tx, &done, now).await?;
    let next = Place {
        after: found.last().map_or(place.after, |(id, _)| *id),
        settled: i64::try_from(found.len()).unwrap_or(PAGE) < PAGE,
    };
    jobs::mark(&mut tx, job, job.done, job.total, Some(&jobs::told(&next)?)).await?;
    tx.commit().await?;
    Ok(Step::More)
}

async fn owed(
    app: &App,
    post: &Post,
    calendar: &crate::ground::days::Calendar,
    people: &[Person],
    today: Date,
    now: OffsetDateTime,
) -> Result<Vec<Uuid>> {
    let readers: Vec<Reader> = people
        .iter()
        .map(|one| Reader {
            person: one.id,
            lang: post.lang(one.language.as_deref()),
            hr: one.hr,
        })
        .collect();
    let mut waiting = inbox::doable(&app.db, &readers, Moment { now, today }).await?;
    Ok(people
        .iter()
        .filter(|one| {
            let last = one
                .last_day
                .zip(one.last_at)
                .map(|(day, at)| Last { day, at });
            let waits: Vec<Waits> = waiting
                .remove(&one.id)
                .unwrap_or_default()
                .iter()
                .map(|task| Waits {
                    due_on: task.due_on,
                    since: task.since,
                    reminded_at: task.reminded_at,
                })
                .collect();
            rules::owed(one.wish, calendar, today, last, &waits)
        })
        .map(|one| one.id)
        .collect())
}

async fn send(
    app: &App,
    post: &Post,
    taken: Vec<Taken>,
    today: Date,
    now: OffsetDateTime,
) -> Result<Step> {
    let readers: Vec<Reader> = taken
        .iter()
        .map(|one| Reader {
            person: one.person,
            lang: post.lang(one.language.as_deref()),
            hr: one.hr,
        })
        .collect();
    let waiting = match inbox::doable(&app.db, &readers, Moment { now, today }).await {
        Ok(waiting) => waiting,
        Err(error) => {
            // nothing has gone out yet
            let outcomes: Vec<_> = taken.iter().map(|one| (one.person, untried(now))).collect();
            keep(app, today, &outcomes, now).await?;
            return Err(error);
        }
    };
    let mut outcomes = Vec::new();
    let mut absent = false;
    for few in taken.chunks(mail::AT_ONCE) {
        if absent {
            outcomes.extend(few.iter().map(|one| (one.person, untried(now))));
            continue;
        }
        let mut going = JoinSet::new();
        for one in few {
            let tasks = waiting.get(&one.person).map_or(&[][..], Vec::as_slice);
            match message(app, post, one, tasks, today)? {
                Err(outcome) => outcomes.push((one.person, outcome)),
                Ok(message) => {
                    let (app, person, tries) = (app.clone(), one.person, one.tries);
                    going.spawn(async move {
                        let sent = match &app.mailer {
                            Some(mailer) => mailer.send(message).await,
                            None => Err(Failure::Absent(String::new())),
                        };
                        (person, tries, sent)
                    });
                }
            }
        }
        let sent = going.join_all().await;
        absent = !sent.is_empty()
            && sent
                .iter()
                .all(|(_, _, sent)| matches!(sent, Err(Failure::Absent(_))));
        let now = app.clock.now();
        outcomes.extend(
            sent.into_iter()
                .map(|(person, tries, sent)| (person, outcome(sent, tries, now))),
        );
    }
    debug_assert_eq!(outcomes.len(), taken.len());
    keep(app, today, &outcomes, app.clock.now()).await?;
    if absent {
        tracing::warn!(
            count = outcomes.len(),
            "no mail server takes messages: tried again at the next round"
        );
        return Ok(Step::Done);
    }
    Ok(Step::More)
}

fn untried(now: OffsetDateTime) -> Outcome {
    Outcome::Later {
        at: now,
        fault: String::new(),
        counts: false,
    }
}

/// The message to one person, or what becomes of it without one.
fn message(
    app: &App,
    post: &Post,
    to: &Taken,
    tasks: &[Doable],
    today: Date,
) -> Result<std::result::Result<lettre::Message, Outcome>> {
    let Some(email) = to.email.as_deref().filter(|_| !tasks.is_empty()) else {
        return Ok(Err(Outcome::Dropped));
    };
    let envelope = Envelope {
        name: &to.name,
        email,
        message: to.message,
        lang: post.lang(to.language.as_deref()),
    };
    let message = letter::digest(&app.settings, post, &envelope, tasks, today)?;
    Ok(message.map_err(|failure| Outcome::Failed(failure.text().to_owned())))
}

fn outcome(sent: std::result::Result<(), Failure>, tries: i16, now: OffsetDateTime) -> Outcome {
    match sent {
        Ok(()) => Outcome::Sent,
        Err(Failure::ForGood(text)) => Outcome::Failed(text),
        Err(Failure::ForNow(fault)) => match rules::again(tries, now) {
            Some(at) => Outcome::Later {
                at,
                fault,
                counts: true,
            },
            None => Outcome::Failed(fault),
        },
        Err(Failure::Absent(fault)) => Outcome::Later {
            at: now,
            fault,
            counts: false,
        },
    }
}

async fn keep(
    app: &App,
    day: Date,
    outcomes: &[(Uuid, Outcome)],
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = app.db.begin().await?;
    store::became(&mut tx, day, outcomes, now).await?;
    tx.commit().await?;
    Ok(())
}
