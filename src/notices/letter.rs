//! What a mail says: each task, its deadline and the way to it. Never a result, never a text.

use askama::Template;
use lettre::{
    Message,
    message::{
        Mailbox, MessageBuilder, MultiPart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use time::Date;
use uuid::Uuid;

use crate::{
    access::Lang,
    appraisals::header::due_words,
    config::Settings,
    mail::{Failure, Post},
    tasks::Doable,
    web::{Result, Texts, texts},
};

/// More is read on the start page.
const MOST: usize = 12;

struct Line {
    label: String,
    about: String,
    href: String,
}

#[derive(Template)]
#[template(path = "notices/digest.txt")]
struct Plain<'a> {
    l: &'static Texts,
    name: &'a str,
    lines: &'a [Line],
    more: usize,
    base: &'a str,
}

#[derive(Template)]
#[template(path = "notices/digest.html")]
struct Html<'a> {
    l: &'static Texts,
    lang: &'static str,
    name: &'a str,
    lines: &'a [Line],
    more: usize,
    base: &'a str,
}

/// To whom, and under which id: the same one at every try.
pub struct Envelope<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub message: Uuid,
    pub lang: Lang,
}

pub fn digest(
    settings: &Settings,
    post: &Post,
    to: &Envelope<'_>,
    tasks: &[Doable],
    today: Date,
) -> Result<std::result::Result<Message, Failure>> {
    let l = texts(to.lang);
    let base = settings.base_url.as_str();
    let late = tasks
        .iter()
        .filter(|task| task.due_on.is_some_and(|due| due < today))
        .count();
    let lines: Vec<Line> = tasks
        .iter()
        .map(|task| {
            let due = task.due_on.map(|due| due_words(due, today, l, to.lang));
            Line {
                label: task.label.clone(),
                about: match due {
                    Some((_, due)) => l.digest_about(task.cycle.clone(), due),
                    None => task.cycle.clone(),
                },
                href: format!("{base}{}", task.href),
            }
        })
        .take(MOST)
        .collect();
    let more = tasks.len() - lines.len();
    let subject = if late > 0 {
        l.digest_subject_late(settings.company.clone(), tasks.len(), late)
    } else {
        l.digest_subject(settings.company.clone(), tasks.len())
    };
    let plain = Plain {
        l,
        name: to.name,
        lines: &lines,
        more,
        base,
    }
    .render()?;
    let html = Html {
        l,
        lang: to.lang.tag(),
        name: to.name,
        lines: &lines,
        more,
        base,
    }
    .render()?;
    Ok(begun(settings, post, to, &subject).and_then(|builder| {
        builder
            .multipart(MultiPart::alternative_plain_html(plain, html))
            .map_err(|error| Failure::ForGood(error.to_string()))
    }))
}

/// A mail to try out the post with.
pub fn trial(
    settings: &Settings,
    post: &Post,
    to: &Envelope<'_>,
) -> std::result::Result<Message, Failure> {
    let l = texts(to.lang);
    begun(settings, post, to, &l.mail_trial_subject())?
        .header(ContentType::TEXT_PLAIN)
        .body(l.mail_trial_text(settings.company.clone()))
        .map_err(|error| Failure::ForGood(error.to_string()))
}

fn begun(
    settings: &Settings,
    post: &Post,
    to: &Envelope<'_>,
    subject: &str,
) -> std::result::Result<MessageBuilder, Failure> {
    // what the roster holds need not be an address
    let address = to
        .email
        .parse()
        .map_err(|_| Failure::ForGood("not an e-mail address".to_owned()))?;
    let host = settings.base_url.split("://").last().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let header = |name, value: &str| {
        HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
    };
    Ok(Message::builder()
        .from(post.from.clone())
        .to(Mailbox::new(Some(to.name.to_owned()), address))
        .subject(subject)
        .message_id(Some(format!("<{}@{host}>", to.message)))
        // no out-of-office answers to it
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All")))
}
