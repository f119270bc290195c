//! The post: how a message leaves the house. What it says is the rooms' own.

use std::{fmt, path::PathBuf, time::Duration};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MessageBuilder,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::PoolConfig,
};
use uuid::Uuid;

use crate::access::Lang;

/// A mail server that does not take one message within this is taken for absent: connecting, every answer and the
/// text together, since the library bounds connecting only.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// Messages on their way at the same time.
pub const AT_ONCE: usize = 4;

/// The address of a mail server, or a folder for trying out. It holds a password: never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Way(String);

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Way({})", self.place())
    }
}

impl Way {
    /// `smtps://user:password@host`, `smtp://host?tls=required`, `file:/folder`.
    pub fn read(text: &str) -> Result<Self, String> {
        let way = Self(text.trim().to_owned());
        if way.folder().is_some() {
            return Ok(way);
        }
        let Some((scheme @ ("smtp" | "smtps"), _)) = way.0.split_once("://") else {
            return Err("it begins with smtps://, smtp:// or file:/".to_owned());
        };
        let place = way.place();
        let host = match place.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => host,
            _ => &place,
        };
        let here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
        if scheme == "smtp" && way.0.contains('@') && !way.0.contains("tls=required") && !here {
            return Err(
                "a password would travel in the clear: smtps://…, or smtp://…?tls=required"
                    .to_owned(),
            );
        }
        // an error of the library could name the password
        AsyncSmtpTransport::<Tokio1Executor>::from_url(&way.0)
            .map_err(|_| "not an address of a mail server; special characters in the password are written as %XX".to_owned())?;
        Ok(way)
    }

    fn folder(&self) -> Option<PathBuf> {
        let path = self.0.strip_prefix("file:")?;
        path.starts_with('/').then(|| PathBuf::from(path))
    }

    /// The host or the folder, without what is secret.
    #[must_use]
    pub fn place(&self) -> String {
        if self.folder().is_some() {
            return self.0.clone();
        }
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let host = &rest[..end];
        host.rsplit_once('@')
            .map_or(host, |(_, host)| host)
            .to_owned()
    }
}

/// What an operator sets for mail.
#[derive(Debug, Clone)]
pub struct Post {
    pub way: Way,
    pub from: Mailbox,
    /// For people who have chosen no language yet.
    pub lang: Lang,
    /// How long one message may take.
    pub patience: Duration,
}

/// To whom, and under which id: the same one at every try.
pub struct Envelope<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub message: Uuid,
    pub lang: Lang,
}

impl Post {
    /// The head of a message; `base_url` is where the product is found, from which its id has its host.
    pub fn begun(
        &self,
        base_url: &str,
        to: &Envelope<'_>,
        subject: &str,
    ) -> Result<MessageBuilder, Failure> {
        // what the roster holds need not be an address
        let address = to
            .email
            .parse()
            .map_err(|_| Failure::ForGood("not an e-mail address".to_owned()))?;
        let host = base_url.split("://").last().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let header = |name, value: &str| {
            HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
        };
        Ok(Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(to.name.to_owned()), address))
            .subject(subject)
            .message_id(Some(format!("<{}@{host}>", to.message)))
            // no out-of-office answers to it
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All")))
    }

    /// The language of a mail to somebody.
    #[must_use]
    pub fn lang(&self, chosen: Option<&str>) -> Lang {
        chosen.and_then(Lang::from_tag).unwrap_or(self.lang)
    }
}

/// Why a message did not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// This message to this address never will.
    ForGood(String),
    /// The server puts this message off: perhaps later.
    ForNow(String),
    /// No server that takes messages from us: it would say the same of every other one.
    Absent(String),
}

impl Failure {
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::ForGood(text) | Self::ForNow(text) | Self::Absent(text) => text,
        }
    }
}

pub enum Mailer {
    Server(AsyncSmtpTransport<Tokio1Executor>, Duration),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

impl Mailer {
    /// None where the address is not one; `Way::read` has refused that already.
    #[must_use]
    pub fn new(post: &Post) -> Option<Self> {
        if let Some(folder) = post.way.folder() {
            return Some(Self::Folder(AsyncFileTransport::new(folder)));
        }
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&post.way.0)
            .ok()?
            .timeout(Some(post.patience))
            // a conversation that was given up must not be gone on with by the next message, which would take the
            // late answer for its own: every message has a connection of its own
            .pool_config(PoolConfig::new().max_size(0))
            .build();
        Some(Self::Server(server, post.patience))
    }

    pub async fn send(&self, message: Message) -> Result<(), Failure> {
        match self {
            Self::Server(server, patience) => {
                let sent = tokio::time::timeout(*patience, server.send(message)).await;
                match sent {
                    Ok(sent) => sent.map(drop).map_err(|error| failure(&error)),
                    Err(_) => Err(Failure::Absent(format!(
                        "no answer within {} s",
                        patience.as_secs_f32()
                    ))),
                }
            }
            Self::Folder(folder) => folder
                .send(message)
                .await
                .map(drop)
                .map_err(|error| Failure::Absent(causes(&error))),
        }
    }
}

/// Of whom an answer speaks: of this message, or of us (RFC 5321 section 3.8 and RFC 4954 section 6).
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let text = causes(error);
    let code = error.status().map(u16::from);
    match code {
        // an address that this server cannot write, say
        None if error.is_client() => Failure::ForNow(text),
        Some(421 | 454 | 530 | 534 | 535 | 538) | None => Failure::Absent(text),
        Some(_) if error.is_permanent() => Failure::ForGood(text),
        Some(_) => Failure::ForNow(text),
    }
}

/// An error with its causes, short enough to be kept.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let line = cause.to_string();
        if !text.contains(&line) {
            text = format!("{text}: {line}");
        }
        next = cause.source();
    }
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(400)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn ways_and_what_they_never_show() {
        for (text, place) in [
            ("smtps://me:secret@mail.example.com", "mail.example.com"),
            (
                "smtp://me:secret@mail.example.com:587?tls=required",
                "mail.example.com:587",
            ),
            ("smtp://relay.example.com", "relay.example.com"),
            ("smtp://me:secret@127.0.0.1:2525", "127.0.0.1:2525"),
            ("file:/var/spool/mails", "file:/var/spool/mails"),
        ] {
            let way = Way::read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(way.place(), place);
            assert!(!format!("{way:?}").contains("secret"));
            let post = Post {
                way,
                from: "a@example.com".parse().unwrap(),
                lang: Lang::En,
                patience: PATIENCE,
            };
            assert!(Mailer::new(&post).is_some());
        }
        for bad in [
            "mail.example.com",
            "http://mail.example.com",
            "smtp://",
            "smtp://me:secret@mail.example.com",
            "smtp://me:secret@mail.example.com?tls=opportunistic",
            "smtp://me:secret@127.0.0.1.example.com",
            "file:relative",
        ] {
            let why = Way::read(bad).expect_err(bad);
            assert!(!why.contains("secret"), "{why}");
        }
    }
}
