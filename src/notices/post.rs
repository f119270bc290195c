//! `/mail`: whether mail goes out, to whom it did not, and who cannot be reached by it.

use askama::Template;
use axum::response::Response;
use time::Duration;
use uuid::Uuid;

use super::{KIND, letter, store};
use crate::{
    access::Viewer,
    app::App,
    jobs::{self, Order},
    mail::Envelope,
    web::{Error, Notice, Result, Shell, page, see, when},
};

/// What has been "being sent" for so long was left by a crash.
const STUCK: Duration = Duration::minutes(10);
const DAYS: i64 = 14;
const FAILED: i64 = 50;

struct DayView {
    day: String,
    queued: i64,
    sent: i64,
    waiting: i64,
    dropped: i64,
    failed: i64,
    unclear: i64,
}

struct FailedView {
    href: String,
    name: String,
    email: String,
    tries: i16,
    waits: bool,
    fault: String,
}

#[derive(Template)]
#[template(path = "notices/mail.html")]
struct MailPage {
    shell: Shell,
    on: bool,
    place: String,
    from: String,
    own: String,
    unreached: i64,
    days: Vec<DayView>,
    failed: Vec<FailedView>,
    /// Of today, given up.
    again: bool,
}

/// `GET /mail`
pub async fn show(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let days = store::days(&app.db, app.clock.now() - STUCK, DAYS).await?;
    let failed = match days.iter().find(|day| day.failed > 0).or(days.first()) {
        Some(last) => store::failed(&app.db, last.day, FAILED).await?,
        None => Vec::new(),
    };
    let post = app.settings.mail.as_ref().filter(|_| app.mailer.is_some());
    let title = shell.l.mail_title();
    page(&MailPage {
        on: post.is_some(),
        place: post.map(|post| post.way.place()).unwrap_or_default(),
        from: post.map(|post| post.from.to_string()).unwrap_or_default(),
        own: store::own_address(&app.db, &viewer)
            .await?
            .unwrap_or_default(),
        unreached: store::unreached(&app.db).await?,
        again: post.is_some()
            && days
                .first()
                .is_some_and(|last| last.day == today && last.failed > 0),
        days: days
            .into_iter()
            .map(|one| DayView {
                day: when::day(one.day, shell.lang),
                queued: one.queued,
                sent: one.sent,
                waiting: one.waiting,
                dropped: one.dropped,
                failed: one.failed,
                unclear: one.unclear,
            })
            .collect(),
        failed: failed
            .into_iter()
            .map(|one| FailedView {
                href: format!("/people/{}", one.id),
                name: one.name,
                email: one.email,
                tries: one.tries,
                waits: one.waits,
                fault: one.fault,
            })
            .collect(),
        shell: shell.titled(title),
    })
}

/// `POST /mail/again`: what failed today is tried anew.
pub async fn again(app: App) -> Result<Response> {
    let now = app.clock.now();
    store::revive(&app.db, app.clock.today(&app.settings.zone), now).await?;
    let mut tx = app.db.begin().await?;
    let order = Order {
        kind: KIND,
        key: "",
        state: serde_json::json!({}),
        actor: None,
        back: "/mail",
        total: 0,
    };
    jobs::enqueue(&mut tx, &order, now).await?;
    tx.commit().await?;
    Ok(see("/mail", Notice::MailAgain))
}

/// `POST /mail/test`: a mail to oneself, now; what the server says stands on the page.
pub async fn test(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let l = shell.l;
    let (Some(mailer), Some(post)) = (&app.mailer, &app.settings.mail) else {
        return Err(Error::Refused(vec![l.mail_off()]));
    };
    let Some(email) = store::own_address(&app.db, &viewer).await? else {
        return Err(Error::Refused(vec![l.mail_test_no_address()]));
    };
    app.limits
        .take(&format!("mail {}", viewer.id), None)
        .map_err(|seconds| Error::TooMany { seconds })?;
    let envelope = Envelope {
        name: &viewer.name,
        email: &email,
        message: Uuid::new_v4(),
        lang: viewer.lang,
    };
    let sent = match letter::trial(&app.settings, post, &envelope) {
        Ok(message) => mailer.send(message).await,
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(()) => Ok(see("/mail", Notice::MailTested)),
        Err(failure) => Err(Error::Refused(vec![l.mail_test_failed(failure.text())])),
    }
}
