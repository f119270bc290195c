//! What an operator may set, each by a flag or by its variable; `--help` of the commands is written here.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use jiff::tz::TimeZone;
use lettre::message::Mailbox;

use crate::access::Lang;
use crate::mail::{PATIENCE, Post, Way};
use crate::printing;

/// How the pages are served.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Address and port to listen on
    #[arg(
        long,
        env = "COUNTERSIGN_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// Address that people type, such as `https://feedback.example.com`; with https, cookies are sent over https only
    #[arg(long, env = "COUNTERSIGN_BASE_URL", value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,

    /// Time zone of the company, such as Asia/Shanghai: deadlines end at its midnight
    #[arg(long, env = "COUNTERSIGN_ZONE", value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    pub zone: TimeZone,

    /// Name of the company, shown on every page and on paper
    #[arg(
        long,
        env = "COUNTERSIGN_COMPANY",
        value_name = "NAME",
        default_value = "Countersign"
    )]
    pub company: String,

    /// Addresses of proxies whose X-Forwarded-For is believed, so that sign-in limits see the real client
    #[arg(
        long,
        env = "COUNTERSIGN_TRUSTED_PROXIES",
        value_name = "ADDRESS,...",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<IpAddr>,

    /// Answer /metrics to everybody, not to this machine alone
    #[arg(long, env = "COUNTERSIGN_METRICS_OPEN", value_parser = clap::builder::FalseyValueParser::new())]
    pub metrics_open: bool,

    /// The program that prints sheets [default: countersign-paper beside this program]
    #[arg(long, env = "COUNTERSIGN_PAPER", value_name = "FILE")]
    pub paper: Option<PathBuf>,

    #[command(flatten)]
    pub mail: Mail,
}

/// How mail goes out.
#[derive(Debug, Clone, Default, Args)]
pub struct Mail {
    /// Mail server for the daily mail about what waits: `smtps://user:password@host`, `smtp://host:587?tls=required`;
    /// without it no mail is sent
    #[arg(long = "mail", env = "COUNTERSIGN_MAIL", value_name = "URL", value_parser = Way::read, hide_env_values = true, requires = "mail_from")]
    pub way: Option<Way>,

    /// Sender of mails, such as `Countersign <feedback@example.com>`
    #[arg(long = "mail-from", id = "mail_from", env = "COUNTERSIGN_MAIL_FROM", value_name = "ADDRESS", value_parser = mailbox)]
    pub from: Option<Mailbox>,

    /// Language of mails to people who have chosen none yet: en or zh-CN
    #[arg(long = "mail-language", env = "COUNTERSIGN_MAIL_LANGUAGE", value_name = "LANGUAGE", default_value = "en", value_parser = lang)]
    pub lang: Option<Lang>,
}

impl Mail {
    fn post(&self) -> Option<Post> {
        Some(Post {
            way: self.way.clone()?,
            from: self.from.clone()?,
            lang: self.lang.unwrap_or_default(),
            patience: PATIENCE,
        })
    }
}

impl Config {
    /// What links in invitations and notices begin with; never ends with a slash.
    pub fn public_url(&self) -> String {
        self.base_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Passwords and appraisals travel encrypted, except on this machine itself.
    pub fn check(&self) -> anyhow::Result<()> {
        match &self.base_url {
            None if !self.listen.ip().is_loopback() => bail!(
                "listening on {} for others needs the address that they will type: --base-url https://...",
                self.listen
            ),
            Some(url) if url.starts_with("http://") && !names_this_machine(url) => bail!(
                "--base-url {url}: outside this machine it has to be https; put a proxy that speaks TLS in front, \
                 as docs/operating.md shows"
            ),
            _ => Ok(()),
        }
    }

    /// What the pages need to know of it.
    pub fn settings(&self) -> Settings {
        Settings {
            company: self.company.clone(),
            base_url: self.public_url(),
            zone: self.zone.clone(),
            metrics_open: self.metrics_open,
            mail: self.mail.post(),
            printer: self.paper.clone().unwrap_or_else(printing::usual_program),
            ..Settings::default()
        }
    }
}

fn names_this_machine(url: &str) -> bool {
    let host = url.trim_start_matches("http://");
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: None,
            zone: TimeZone::UTC,
            company: "Countersign".to_owned(),
            trusted_proxies: Vec::new(),
            metrics_open: false,
            paper: None,
            mail: Mail::default(),
        }
    }
}

/// How the demo is served.
#[derive(Debug, Clone, Args)]
pub struct Demo {
    /// Address and port to listen on; an address of this machine alone
    #[arg(
        long,
        env = "COUNTERSIGN_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// Address that is typed, where it is another one than the one listened on
    #[arg(long, env = "COUNTERSIGN_BASE_URL", value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,

    /// Forget what was done in the demo, and start again from the beginning
    #[arg(long)]
    pub fresh: bool,

    /// Listen on any address: for a container whose port is published on this machine alone
    #[arg(long)]
    pub inside_container: bool,
}

impl Demo {
    pub fn config(&self) -> anyhow::Result<Config> {
        let config = Config {
            listen: self.listen,
            base_url: self.base_url.clone(),
            zone: TimeZone::get("Asia/Shanghai")?,
            company: "Yunhe Instruments 云禾仪器".to_owned(),
            ..Config::default()
        };
        config.check()?;
        Ok(config)
    }
}

/// Where the data is.
#[derive(Debug, Clone, Default, Args)]
pub struct Database {
    /// Use this PostgreSQL (15 or newer) instead of a private one
    #[arg(
        long,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true,
        global = true
    )]
    pub database_url: Option<String>,

    /// Folder of the private PostgreSQL [default: /var/lib/countersign for root, else ~/.local/share/countersign]
    #[arg(long, env = "COUNTERSIGN_DATA", value_name = "FOLDER", global = true)]
    pub data_dir: Option<PathBuf>,
}

fn base_url(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or("it begins with https:// or http://")?;
    let host = rest.trim_end_matches('/');
    if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) {
        return Err(
            "only a scheme, a host and perhaps a port: https://feedback.example.com".into(),
        );
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn mailbox(text: &str) -> Result<Mailbox, String> {
    text.parse().map_err(|_| {
        "an address, with a name before it or not: Countersign <feedback@example.com>".into()
    })
}

fn lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "en or zh-CN".into())
}

/// A zone by its name, as an option or a variable gives it.
pub fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| "no such zone; names look like Asia/Shanghai or UTC".into())
}

/// What differs from one installation to the next.
#[derive(Debug, Clone)]
pub struct Settings {
    pub company: String,
    /// The address people type, for links in invitations; https makes cookies Secure.
    pub base_url: String,
    /// The company's zone: deadlines end with its day; the zone of readers who chose none.
    pub zone: TimeZone,
    /// Whether `/metrics` answers others than this machine.
    pub metrics_open: bool,
    /// None: no mail is sent.
    pub mail: Option<Post>,
    /// The program that prints sheets.
    pub printer: PathBuf,
    /// A test or the demo seeder signs in more often than people do.
    pub sign_in_limits: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            company: "Countersign".into(),
            base_url: "http://127.0.0.1:8080".into(),
            zone: TimeZone::UTC,
            metrics_open: false,
            mail: None,
            printer: printing::usual_program(),
            sign_in_limits: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        for (text, is) in [
            ("https://a.example/", Ok("https://a.example".to_owned())),
            (
                "http://localhost:8080",
                Ok("http://localhost:8080".to_owned()),
            ),
        ] {
            assert_eq!(base_url(text), is);
        }
        for bad in [
            "a.example",
            "ftp://a",
            "https://",
            "https://a/b",
            "https://u@a",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn others_are_served_over_https_only() {
        for (listen, base_url, fine) in [
            ("127.0.0.1:8080", None, true),
            ("[::1]:8080", None, true),
            ("0.0.0.0:8080", None, false),
            ("0.0.0.0:8080", Some("https://a.example"), true),
            ("0.0.0.0:8080", Some("http://a.example"), false),
            ("0.0.0.0:8080", Some("http://localhost.a.example"), false),
            ("0.0.0.0:8080", Some("http://127.0.0.1:8080"), true),
            ("127.0.0.1:8080", Some("http://[::1]:8080"), true),
            ("127.0.0.1:8080", Some("http://localhost"), true),
        ] {
            let config = Config {
                listen: listen.parse().unwrap(),
                base_url: base_url.map(str::to_owned),
                ..Config::default()
            };
            assert_eq!(config.check().is_ok(), fine, "{listen} {base_url:?}");
        }
    }

    #[test]
    fn zones_need_no_files_of_the_machine() {
        assert!(zone("Asia/Shanghai").is_ok());
        assert!(zone("Middle/Earth").is_err());
    }
}
