//! The post about accounts, at any hour. A link's secret is made here, in memory, when its mail is made: its hash is
//! committed first, then the mail goes. So the secret stands in no row, job, page or log; a mail that has to be tried
//! again carries another one, and only the last works. A crash in between costs a second mail.

use askama::Template;
use lettre::{Message, message::MultiPart};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{
    rules::{self, Purpose},
    secret, starting,
};
use crate::{
    app::App,
    jobs::{self, Doing, Job, Step},
    mail::{self, Envelope, Failure, Post},
    web::{Result, Texts, texts, when},
};

/// Mails in one step.
const MAILS: i64 = 20;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "account_mail", rename_all = "snake_case")]
enum About {
    Opening,
    PasswordChanged,
    /// To the address that was there before.
    AddressChanged,
    /// The account was opened with a browser that it had never been opened with.
    NewDevice,
}

/// A mail that is being sent.
struct Taken {
    id: Uuid,
    about: About,
    name: String,
    email: String,
    language: Option<String>,
    zone: Option<String>,
    tries: i16,
    /// With it, if it is one.
    link: Option<Link>,
}

struct Link {
    opening: Uuid,
    purpose: Purpose,
    expires_at: OffsetDateTime,
    /// Nowhere but here.
    secret: String,
}

/// The kind of work [`super::KIND`].
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let Some(post) = app.settings.mail.as_ref().filter(|_| starting::mails(&app)) else {
            return Ok(Step::Done);
        };
        let now = app.clock.now();
        let mut tx = app.db.begin().await?;
        let taken = take(&mut tx, now).await?;
        jobs::mark(&mut tx, &job, job.done, job.total, None).await?;
        tx.commit().await?;
        if taken.is_empty() {
            return Ok(Step::Done);
        }
        let absent = send(&app, post, taken).await?;
        Ok(if absent { Step::Done } else { Step::More })
    })
}

/// Takes mails that are due, and gives each link a secret. What is no longer wanted is not sent.
async fn take(tx: &mut PgConnection, now: OffsetDateTime) -> Result<Vec<Taken>> {
    sqlx::query!(
        "update account_mails m set failed_at = $1 from account_openings o
         where m.sent_at is null and m.failed_at is null and o.id = m.opening_id and (o.ended_at is not null or o.expires_at <= $1)",
        now
    )
    .execute(&mut *tx)
    .await?;
    let rows = sqlx::query!(
        r#"with taken as (
               update account_mails set tries = tries + 1, due_at = $1 + make_interval(mins => (2 ^ least(tries, 5))::int)
               where id in (select id from account_mails where sent_at is null and failed_at is null and due_at <= $1
                   order by due_at, id limit $2 for update skip locked)
               returning *
           )
           select m.id, m.kind as "about: About", m.email, m.tries, m.opening_id, p.name, p.language, p.zone, o.purpose as "purpose?: Purpose", o.expires_at as "expires_at?"
           from taken m join people p on p.id = m.person_id left join account_openings o on o.id = m.opening_id"#,
        now,
        MAILS
    )
    .fetch_all(&mut *tx)
    .await?;
    let taken: Vec<Taken> = rows
        .into_iter()
        .map(|row| Taken {
            id: row.id,
            about: row.about,
            name: row.name,
            email: row.email,
            language: row.language,
            zone: row.zone,
            tries: row.tries,
            link: row.opening_id.zip(row.purpose.zip(row.expires_at)).map(
                |(opening, (purpose, expires_at))| Link {
                    opening,
                    purpose,
                    expires_at,
                    secret: secret::for_link(),
                },
            ),
        })
        .collect();
    let links: Vec<&Link> = taken.iter().filter_map(|one| one.link.as_ref()).collect();
    let openings: Vec<Uuid> = links.iter().map(|link| link.opening).collect();
    let hashes: Vec<Vec<u8>> = links
        .iter()
        .map(|link| secret::digest(&link.secret))
        .collect();
    sqlx::query!(
        "update account_openings o set secret_hash = g.hash from unnest($1::uuid[], $2::bytea[]) as g (id, hash)
         where o.id = g.id and o.ended_at is null",
        &openings,
        &hashes
    )
    .execute(&mut *tx)
    .await?;
    Ok(taken)
}

/// Sends them, a few at a time. True where no server takes messages: the next round tries again.
async fn send(app: &App, post: &Post, taken: Vec<Taken>) -> Result<bool> {
    let mut absent = true;
    let mut rest = taken.into_iter().peekable();
    while rest.peek().is_some() {
        let mut going = JoinSet::new();
        for one in rest.by_ref().take(mail::AT_ONCE) {
            let message = message(app, post, &one)?;
            let app = app.clone();
            going.spawn(async move {
                let sent = match (message, &app.mailer) {
                    (Ok(message), Some(mailer)) => mailer.send(message).await,
                    (Err(failure), _) => Err(failure),
                    (Ok(_), None) => Err(Failure::Absent(String::new())),
                };
                (one.id, one.tries, sent)
            });
        }
        for (id, tries, sent) in going.join_all().await {
            absent &= matches!(sent, Err(Failure::Absent(_)));
            became(app, id, tries, sent).await?;
        }
    }
    Ok(absent)
}

async fn became(
    app: &App,
    id: Uuid,
    tries: i16,
    sent: std::result::Result<(), Failure>,
) -> Result<()> {
    let failed = match &sent {
        Ok(()) => false,
        Err(Failure::ForGood(_)) => true,
        Err(Failure::ForNow(_) | Failure::Absent(_)) => rules::gives_up(tries),
    };
    let fault = sent.as_ref().err().map_or("", Failure::text);
    sqlx::query!(
        "update account_mails set sent_at = case when $3 then $2::timestamptz end, failed_at = case when $4 then $2::timestamptz end, fault = left($5, 500) where id = $1",
        id,
        app.clock.now(),
        sent.is_ok(),
        failed,
        fault
    )
    .execute(&app.db)
    .await?;
    Ok(())
}

/// Forgets what was told of a change: the trail keeps that for ever, without an address. And what was not told, where
/// no mail goes out.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "delete from account_mails where kind <> 'opening' and queued_at < $1",
        now - time::Duration::days(7)
    )
    .execute(db)
    .await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "accounts/mail.txt")]
struct Plain<'a> {
    l: &'static Texts,
    name: &'a str,
    told: &'a [String],
    href: &'a str,
    after: &'a [String],
}

#[derive(Template)]
#[template(path = "accounts/mail.html")]
struct Html<'a> {
    l: &'static Texts,
    lang: &'static str,
    subject: &'a str,
    name: &'a str,
    told: &'a [String],
    href: &'a str,
    action: String,
    after: &'a [String],
}

fn message(app: &App, post: &Post, to: &Taken) -> Result<std::result::Result<Message, Failure>> {
    let lang = post.lang(to.language.as_deref());
    let l = texts(lang);
    let settings = &app.settings;
    let (base, company) = (settings.base_url.as_str(), settings.company.as_str());
    let zone = to
        .zone
        .as_deref()
        .and_then(|name| jiff::tz::TimeZone::get(name).ok())
        .unwrap_or_else(|| settings.zone.clone());
    let (subject, told, href, action, after) = match &to.link {
        Some(link) => {
            let until = when::instant(link.expires_at, &zone, lang);
            let invited = link.purpose == Purpose::Invitation;
            (
                if invited {
                    l.account_mail_invitation(company)
                } else {
                    l.account_mail_recovery(company)
                },
                vec![if invited {
                    l.account_mail_invited(company)
                } else {
                    l.account_mail_recover(company)
                }],
                format!("{base}/openings/{}", link.secret),
                l.invitation_title(),
                vec![l.account_mail_until(until), l.account_mail_not_you()],
            )
        }
        None if to.about == About::AddressChanged => (
            l.account_mail_moved(company),
            vec![l.account_mail_moved_text(company)],
            format!("{base}/account"),
            l.account_title(),
            vec![l.account_mail_changed_not_you()],
        ),
        None if to.about == About::NewDevice => (
            l.account_mail_device(company),
            vec![l.account_mail_device_text(company)],
            format!("{base}/account/security"),
            l.security_own_title(),
            vec![l.account_mail_device_not_you()],
        ),
        None => (
            l.account_mail_changed(company),
            vec![l.account_mail_changed_text(company)],
            format!("{base}/account"),
            l.account_title(),
            vec![l.account_mail_changed_not_you()],
        ),
    };
    let plain = Plain {
        l,
        name: &to.name,
        told: &told,
        href: &href,
        after: &after,
    }
    .render()?;
    let html = Html {
        l,
        lang: lang.tag(),
        subject: &subject,
        name: &to.name,
        told: &told,
        href: &href,
        action,
        after: &after,
    }
    .render()?;
    let envelope = Envelope {
        name: &to.name,
        email: &to.email,
        message: to.id,
        lang,
    };
    Ok(post.begun(base, &envelope, &subject).and_then(|builder| {
        builder
            .multipart(MultiPart::alternative_plain_html(plain, html))
            .map_err(|error| Failure::ForGood(error.to_string()))
    }))
}
