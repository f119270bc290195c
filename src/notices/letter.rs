//! What a mail says: each task, its deadline and the way to it. Never a result, never a text.

use askama::Template;
use lettre::{
    Message,
    message::{MultiPart, header::ContentType},
};
use time::Date;

use crate::{
    appraisals::header::due_words,
    config::Settings,
    inbox::Doable,
    mail::{Envelope, Failure, Post},
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
    Ok(post
        .begun(&settings.base_url, to, &subject)
        .and_then(|builder| {
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
    post.begun(&settings.base_url, to, &l.mail_trial_subject())?
        .header(ContentType::TEXT_PLAIN)
        .body(l.mail_trial_text(settings.company.clone()))
        .map_err(|error| Failure::ForGood(error.to_string()))
}
