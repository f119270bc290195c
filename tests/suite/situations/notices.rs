//! Situation 33: nobody is told of what they cannot do, and everybody at most once a day.

use std::{fs, path::PathBuf};

use countersign::{
    app::Settings,
    mail::{Post, Way},
};
use time::{Date, Duration, Weekday};
use uuid::Uuid;

use crate::{
    bulk::carried_out,
    organisation::work,
    world::{Person, World},
};

mod mail;
mod reminders;
mod servers;

/// A folder that takes the place of a mail server.
pub struct Office {
    pub world: World,
    folder: PathBuf,
}

/// What arrived there.
#[derive(Debug)]
pub struct Arrived {
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Office {
    pub async fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("countersign-mails-{}", Uuid::new_v4()));
        fs::create_dir_all(&folder).unwrap();
        let way = format!("file:{}", folder.display());
        let world = World::with(with_mail(&way)).await;
        morning(&world, 1);
        Self { world, folder }
    }

    /// Takes all mails out of the folder, by recipient.
    pub fn mails(&self) -> Vec<Arrived> {
        let mut found: Vec<Arrived> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let raw = fs::read_to_string(&path).unwrap();
                fs::remove_file(&path).unwrap();
                arrived(&raw)
            })
            .collect();
        found.sort_by(|a, b| a.to.cmp(&b.to));
        found
    }

    /// A round of the background work, and who got a mail by it.
    pub async fn round(&self) -> Vec<Arrived> {
        work(&self.world).await;
        self.mails()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn with_mail(way: &str) -> Settings {
    Settings {
        sign_in_limits: false,
        base_url: "https://feedback.example".into(),
        mail: Some(Post {
            way: Way::read(way).unwrap(),
            from: "Countersign <feedback@example.test>".parse().unwrap(),
            lang: countersign::access::Lang::En,
            patience: std::time::Duration::from_millis(400),
        }),
        ..Settings::default()
    }
}

/// Nine o'clock of the next working day, so many days from now on.
fn morning(world: &World, ahead: i64) -> Date {
    let mut day = world.app.clock.now().date() + Duration::days(ahead);
    while [Weekday::Saturday, Weekday::Sunday].contains(&day.weekday()) {
        day = day.next_day().unwrap();
    }
    world
        .app
        .clock
        .set(day.midnight().assume_utc() + Duration::hours(9));
    day
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|one| *one == letter) else {
            continue;
        };
        bits = (bits << 6) | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    bytes
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut rest = joined.as_bytes();
    let mut bytes = Vec::new();
    while let [first, tail @ ..] = rest {
        if *first == b'=' && tail.len() >= 2 {
            let code = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(code, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

fn words(text: &str) -> String {
    let mut all = String::new();
    for piece in text.split_whitespace() {
        match piece.strip_prefix("=?utf-8?b?") {
            Some(coded) => all += &String::from_utf8_lossy(&base64(coded.trim_end_matches("?="))),
            None => all = format!("{all} {piece}"),
        }
    }
    all.trim().to_owned()
}

fn arrived(raw: &str) -> Arrived {
    let unfolded = raw.replace("\r\n ", " ");
    let header = |name: &str| {
        let line = unfolded.lines().find(|line| line.starts_with(name));
        words(line.unwrap_or_default().trim_start_matches(name))
    };
    let mut text = String::new();
    for part in raw.split("\r\n--").skip(1) {
        let Some((head, body)) = part.split_once("\r\n\r\n") else {
            continue;
        };
        let bytes = if head.contains("base64") {
            base64(body)
        } else if head.contains("quoted-printable") {
            quoted_printable(body)
        } else {
            body.as_bytes().to_vec()
        };
        text += &String::from_utf8(bytes).unwrap();
    }
    assert!(raw.contains("Auto-Submitted: auto-generated"));
    assert!(header("Message-ID:").ends_with("@feedback.example>"));
    Arrived {
        to: header("To:"),
        subject: header("Subject:"),
        text,
    }
}

async fn reminds(who: &Person, fields: &[(&str, &str)]) {
    let asked = who.fills("/reminders", "/reminders", fields).await;
    carried_out(who, &asked).await;
}
